"""End a mandate: the principal revokes it, or the agent gives it up; it counts at once."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.models import User
from onewindow.events import Actor
from onewindow.kernel.errors import NotAllowedNow
from onewindow.mandates.access import is_giver
from onewindow.mandates.actions.giving import giver_actor
from onewindow.mandates.errors import NotMandated
from onewindow.mandates.models import Mandate


def revoke(mandate: Mandate, *, by: User, reason: str = "", at: datetime) -> None:
    """Revoke a mandate or take an offer back (民法典第一百七十三条); nobody has to say why.

    What the agent does at this moment either ends before, or is refused: both lock the row.
    Raise NotAllowedNow when it is over, NotMandated for whoever did not give it.
    """
    if not is_giver(by, mandate, localdate(at)):
        raise NotMandated(_("只有委托人能撤销这份委托。"))
    with transaction.atomic():
        _end(mandate, by=giver_actor(by, mandate), reason=reason, at=at)
        events.record(
            "mandate.revoked", chain=mandate.chain, by=giver_actor(by, mandate), at=at,
            data={"number": mandate.number, "reason": reason.strip()},
        )  # fmt: skip


def resign(mandate: Mandate, *, by: User, reason: str = "", at: datetime) -> None:
    """Give a mandate up; raise NotAllowedNow when it is over, NotMandated when it is not his."""
    if mandate.agent_id != by.pk or mandate.accepted_at is None:
        raise NotMandated(_("这份委托不是给您的。"))
    with transaction.atomic():
        _end(mandate, by=by.actor, reason=reason, at=at)
        events.record(
            "mandate.resigned", chain=mandate.chain, by=by.actor, at=at,
            data={"number": mandate.number, "reason": reason.strip()},
        )  # fmt: skip


def _end(mandate: Mandate, *, by: Actor, reason: str, at: datetime) -> None:
    running = Mandate.objects.filter(pk=mandate.pk, revoked_at=None, declined_at=None)
    changed = running.exclude(valid_to__lte=localdate(at)).update(
        revoked_at=at, revoked_by=by.code, revoked_by_name=by.name, revoked_reason=reason.strip()
    )
    if changed != 1:
        raise NotAllowedNow(_("这份委托已经到期或者已经终止，请刷新页面。"))
