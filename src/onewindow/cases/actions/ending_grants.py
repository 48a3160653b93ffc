"""A permit is revoked, retracted or cancelled: record, event, letter (行政许可法 8, 69, 70)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.ordering import order
from onewindow.cases.locking import lock
from onewindow.cases.models import Grant, GrantEnding, GrantStatus, LetterKind
from onewindow.cases.printable import require_printable
from onewindow.documents.letters.afterwards import (
    CancellationGround,
    RetractionGround,
    RevocationGround,
)
from onewindow.events.rules import JSONValue
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer

KINDS = {
    GrantStatus.REVOKED: LetterKind.REVOCATION,
    GrantStatus.RETRACTED: LetterKind.RETRACTION,
    GrantStatus.CANCELLED: LetterKind.CANCELLATION,
}
GROUNDS: dict[GrantStatus, tuple[str, ...]] = {
    GrantStatus.REVOKED: tuple(RevocationGround),
    GrantStatus.RETRACTED: tuple(RetractionGround),
    GrantStatus.CANCELLED: tuple(CancellationGround),
}
# What is struck off the books may have ended before (行政许可法 70 (1), (4)).
OPEN_TO = {
    GrantStatus.REVOKED: (GrantStatus.VALID, GrantStatus.EXPIRED),
    GrantStatus.RETRACTED: (GrantStatus.VALID,),
    GrantStatus.CANCELLED: (
        GrantStatus.VALID,
        GrantStatus.EXPIRED,
        GrantStatus.REVOKED,
        GrantStatus.RETRACTED,
    ),
}
EXTRA = {
    CancellationGround.EXPIRED: (GrantStatus.EXPIRED,),
    CancellationGround.TAKEN_AWAY: (GrantStatus.REVOKED, GrantStatus.RETRACTED),
}


@dataclass(frozen=True)
class Ending:
    """Why a permit ends, what its holder said, and what becomes of his losses."""

    ground: str
    reason: str
    statement: str = ""
    compensation: str = ""
    is_safety: bool = False


def end_grant(
    grant: Grant, to: GrantStatus, why: Ending, *, by: Officer, at: datetime
) -> GrantEnding:
    """Revoke, retract or cancel a permit; its letter is ordered in the same transaction.

    Raise NotAllowedNow when it ended already in a way that excludes this, DomainError without
    reasons, or for a revocation without what the holder said, MissingGlyph.
    """
    _require_words(to, why)
    with transaction.atomic():
        case = lock(grant.case_id)
        grant = Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
        allowed = EXTRA.get(CancellationGround(why.ground)) if to == GrantStatus.CANCELLED else None
        if grant.status not in (allowed or OPEN_TO[to]):
            raise NotAllowedNow(
                _("这个许可%(status)s，不能按这个理由办理，请核对。")
                % {"status": grant.get_status_display()}
            )
        Grant.objects.filter(pk=grant.pk).update(status=to)
        ending = GrantEnding.objects.create(
            grant=grant, status=to, ground=why.ground, reason=why.reason, statement=why.statement,
            compensation=why.compensation, by=by.actor.code, by_name=by.actor.name, at=at,
        )  # fmt: skip
        data: dict[str, JSONValue] = {
            "permit": grant.as_data(), "ground": why.ground, "reasons": [why.reason],
            "statement": why.statement, "compensation": why.compensation,
            "is_safety": why.is_safety,
        }  # fmt: skip
        letter = order(case, KINDS[to], at=at, data=data)
        events.record(
            f"grant.{to.value}", chain=case.chain, by=by.actor, at=at,
            data={"number": grant.number, "ground": why.ground, "letter": letter.number},
        )  # fmt: skip
    return ending


def _require_words(to: GrantStatus, why: Ending) -> None:
    if why.ground not in GROUNDS[to]:
        raise DomainError(_("请选择法定情形。"))
    if not why.reason.strip():
        raise DomainError(_("请写明事实和理由，会写进决定书。"))
    if to == GrantStatus.REVOKED and not why.statement.strip():
        raise DomainError(
            _("撤销前必须听取被许可人的陈述和申辩，请写明他说了什么，或者告知后没有陈述。")
        )
    require_printable(why.reason, why.statement, why.compensation)
