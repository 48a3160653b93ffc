"""End a grant before its time, at once and for everybody."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.delegation.models import AuthorisationLetter, Delegation, Grant, Seal
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow

EVENTS: dict[type[Grant], str] = {
    Delegation: "delegation.revoked",
    AuthorisationLetter: "authorisation.revoked",
    Seal: "seal.stopped",
}


def revoke(grant: Grant, *, by: Actor, reason: str, at: datetime) -> None:
    """Revoke a delegation or a letter, or stop a seal; raise NotAllowedNow when it is over.

    Whoever accepts or decides by it at this moment either ends first or is refused: both lock its
    row.
    """
    if not reason.strip():
        raise DomainError(_("请写明原因，会记入台账。"))
    model = type(grant)
    today = localdate(at)
    with transaction.atomic():
        running = model._default_manager.filter(pk=grant.pk, revoked_at=None).exclude(
            valid_to__lte=today
        )
        changed = running.update(
            revoked_at=at,
            revoked_by=by.code,
            revoked_by_name=by.name,
            revoked_reason=reason.strip(),
        )
        if changed != 1:
            raise NotAllowedNow(_("它已经到期或者已经撤销，请刷新页面查看最新状态。"))
        data = {"reason": reason.strip(), "number": str(grant)}
        events.record(EVENTS[model], chain=grant.chain, by=by, at=at, data=data)
