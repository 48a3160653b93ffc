"""People whose weighty interests a decision touches are told and heard (行政许可法 36)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.ordering import order
from onewindow.cases.clocks import local_day
from onewindow.cases.locking import lock_running
from onewindow.cases.models import Case, InterestedParty, LetterKind
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.calendars import calendar_for
from onewindow.orgs.models import Officer

ANSWER_DAYS = 5


def tell_party(
    case: Case, *, name: str, interest: str, by: Officer, at: datetime, days: int = ANSWER_DAYS
) -> InterestedParty:
    """Tell somebody that a decision touches his interests; he has working days to state his case.

    Raise NotAllowedNow when the case is not under review, DomainError without name or interest.
    """
    if not (name.strip() and interest.strip()):
        raise DomainError(_("请写明利害关系人和涉及的利益。"))
    with transaction.atomic():
        case = lock_running(case)
        until = calendar_for(case.department.region_id).add(local_day(at), days).on
        party = InterestedParty.objects.create(
            case=case, number=case.interested_parties.count() + 1, name=name, interest=interest,
            answer_by=until, by=by.actor.code, by_name=by.actor.name, at=at,
        )  # fmt: skip
        events.record(
            "case.party_told", chain=case.chain, by=by.actor, at=at,
            data={"party": party.number, "answer_by": until.isoformat()},
        )  # fmt: skip
        order(
            case, LetterKind.INTERESTED_PARTY, at=at, about=f"party/{party.number}",
            data={"addressee": name, "interest": interest, "until": until.isoformat()},
        )  # fmt: skip
    return party


def hear_party(party: InterestedParty, *, statement: str, by: Officer, at: datetime) -> None:
    """Keep what an interested party stated; raise NotAllowedNow when it was kept before."""
    if not statement.strip():
        raise DomainError(_("请写明陈述、申辩的内容。"))
    with transaction.atomic():
        case = lock_running(party.case)
        kept = InterestedParty.objects.filter(pk=party.pk, stated_at=None).update(
            statement=statement, stated_at=at
        )
        if kept != 1:
            raise NotAllowedNow(_("他的意见已经记录过，请刷新页面。"))
        events.record(
            "case.party_heard", chain=case.chain, by=by.actor, at=at, data={"party": party.number}
        )
