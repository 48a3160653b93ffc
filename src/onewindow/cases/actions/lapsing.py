"""视为撤回: what the applicant had to bring did not come in time."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from django.db import transaction

from onewindow import events
from onewindow.cases.actions.ordering import order
from onewindow.cases.clocks import local_day
from onewindow.cases.locking import lock
from onewindow.cases.models import (
    Case,
    CaseStatus,
    CorrectionNotice,
    LetterKind,
)
from onewindow.events.rules import SYSTEM, JSONValue
from onewindow.kernel.apart import each_apart
from onewindow.orgs.calendars import is_in_time

# National law knows no such rule: the local one is named in every letter.
BASIS = "《安阳市优化营商环境条例》第二十四条"


def sweep_uncorrected(at: datetime) -> int:
    """End every case whose correction did not come in time; return how many.

    It counts as withdrawn; the applicant may apply again.
    """
    late = CorrectionNotice.objects.filter(
        answered_at=None, due_on__lt=local_day(at), case__status=CaseStatus.CORRECTING
    )
    notices = late.values_list("pk", flat=True)
    return len(each_apart(notices, partial(_lapse_uncorrected, at=at), "correction"))


def _lapse_uncorrected(notice_id: int, *, at: datetime) -> int:
    with transaction.atomic():
        notice = CorrectionNotice.objects.get(pk=notice_id)
        case = lock(notice.case_id)
        notice.refresh_from_db()
        if not notice.is_open or case.status != CaseStatus.CORRECTING:
            return 0
        if is_in_time(case.department.region_id, notice.due_on, on=local_day(at)):
            return 0
        items = notice.items.select_related("material", "field").order_by("pk")
        lapse(
            case, at=at, about=f"correction/{notice.pk}", asked_on=local_day(notice.at),
            due_on=notice.due_on, missing=[item.name for item in items],
        )  # fmt: skip
        return 1


def lapse(
    case: Case, *, at: datetime, about: str, asked_on: date, due_on: date, missing: Sequence[str]
) -> None:
    """End a locked case as withdrawn because something did not come by a day.

    `about` is the record that asked for it, such as `correction/3`; its letter is named.
    """
    Case.objects.filter(pk=case.pk).update(
        status=CaseStatus.LAPSED, changed_at=at, ended_at=at, suspended_at=None
    )
    case.steps.cancel()
    asked_in = case.letters.filter(about=about).values_list("number", flat=True).first()
    data: dict[str, JSONValue] = {
        "about": about, "asked_in": asked_in or "", "asked_on": asked_on.isoformat(),
        "due_on": due_on.isoformat(), "missing": list(missing), "basis": BASIS,
    }  # fmt: skip
    events.record("case.lapsed", chain=case.chain, by=SYSTEM, at=at, data=data)
    order(case, LetterKind.LAPSE, at=at, about=about, data=data)
