"""Who is not taken at his word: barred, until repaired (信用修复) or over."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.models import Company, User
from onewindow.cases.models import BadCredit, Case
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow


class Barred(DomainError):
    """Somebody's word is not taken now."""


def bar(
    who: User | Company, *, reason: str, source: str, since: date, until: date | None, by: Actor,
    at: datetime,
) -> BadCredit:  # fmt: skip
    """Enter somebody; until is exclusive, None until it is repaired."""
    with transaction.atomic():
        entry = BadCredit.objects.create(
            user=who if isinstance(who, User) else None,
            company=who if isinstance(who, Company) else None,
            reason=reason, source=source, since=since, until=until, by=by.code, by_name=by.name,
            at=at,
        )  # fmt: skip
        events.record(
            "credit.barred", chain=who.chain, by=by, at=at,
            data={"entry": entry.pk, "source": source, "until": str(until or "")},
        )  # fmt: skip
    return entry


def repair(entry: BadCredit, *, reason: str, by: Actor, at: datetime) -> None:
    """Lift an entry before its time; raise NotAllowedNow when that was done already."""
    with transaction.atomic():
        changed = BadCredit.objects.filter(pk=entry.pk, repaired_at=None).update(
            repaired_at=at, repaired_by_name=by.name, repair_reason=reason
        )
        if changed != 1:
            raise NotAllowedNow(_("这一条已经修复过了。"))
        who = entry.company or entry.user
        chain = who.chain if who else ""
        events.record("credit.repaired", chain=chain, by=by, at=at, data={"entry": entry.pk})


def require_good_credit(case: Case, on: date) -> None:
    """Raise Barred with the reason when the applicant's word is not taken on a day."""
    entries = BadCredit.objects.in_force(on)
    mine = (
        entries.filter(company=case.company)
        if case.company_id
        else entries.filter(user=case.applicant)
    )
    found = mine.order_by("pk").first()
    if found is None:
        return
    until = found.until.isoformat() if found.until else _("信用修复时")
    raise Barred(
        _("因“%(reason)s”（%(source)s），到%(until)s为止不能用容缺受理和告知承诺；"
          "交齐材料仍可按一般程序申请。有异议或者已经整改的，请申请信用修复。")
        % {"reason": found.reason, "source": found.source, "until": until}
    )  # fmt: skip
