"""A granted case becomes a permit; a change or renewal ends the one before it."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.clocks import local_day
from onewindow.cases.models import Case, Grant, GrantStatus, Letter, LetterKind
from onewindow.cases.models.case import CaseKind
from onewindow.cases.validity import last_day
from onewindow.events.rules import Actor, JSONValue
from onewindow.kernel import conditions
from onewindow.kernel.errors import NotAllowedNow

LETTERS = {
    (CaseKind.NEW, True): LetterKind.GRANT,
    (CaseKind.NEW, False): LetterKind.REFUSAL,
    (CaseKind.CHANGE, True): LetterKind.CHANGE_GRANT,
    (CaseKind.CHANGE, False): LetterKind.CHANGE_REFUSAL,
    (CaseKind.RENEWAL, True): LetterKind.RENEWAL_GRANT,
    (CaseKind.RENEWAL, False): LetterKind.RENEWAL_REFUSAL,
}


def letter_kind(case: Case, *, is_granted: bool) -> LetterKind:
    """Return which letter tells the decision."""
    return LETTERS[CaseKind(case.kind), is_granted]


def period_of(case: Case, on: date) -> tuple[date, date | None]:
    """Return the first and the last day of what would be granted on a day."""
    before = case.grant
    if case.kind == CaseKind.CHANGE and before is not None:
        return on, before.valid_to
    first = on
    if case.kind == CaseKind.RENEWAL and before is not None and before.valid_to is not None:
        first = max(before.valid_to + timedelta(days=1), before.valid_from)
    return first, last_day(_validity(case), first)


def letter_data(case: Case, *, at: datetime, is_granted: bool) -> dict[str, JSONValue]:
    """Return what the decision's letter freezes: the period, and the permit before."""
    data: dict[str, JSONValue] = {}
    if case.grant is not None:
        data["permit"] = case.grant.as_data()
    first, last = period_of(case, local_day(at))
    if is_granted and last is not None:
        data["facts"] = [["有效期", f"{_printed(first)}至{_printed(last)}"]]
    return data


def require_holding(case: Case, *, is_granted: bool, at: datetime) -> None:
    """Hold a decision on a change or renewal against the permit, in the decision's transaction.

    Raise NotAllowedNow for a grant when the permit ended meanwhile, and for the refusal of a
    renewal after its last day: by then silence has renewed it (行政许可法 50).
    """
    if case.grant_id is None:
        return
    before = Grant.objects.select_for_update(of=("self",)).get(pk=case.grant_id)
    is_over = before.valid_to is not None and before.valid_to < local_day(at)
    is_renewal, holds = case.kind == CaseKind.RENEWAL, before.status == GrantStatus.VALID
    if is_renewal and holds and is_over and not is_granted:
        raise NotAllowedNow(
            _("许可到 %(day)s 已经期满，期满前没有决定，视为准予延续，不能再不予延续"
              "（行政许可法第五十条）。") % {"day": before.valid_to}
        )  # fmt: skip
    if is_granted and not (holds and (is_renewal or not is_over)):
        status = GrantStatus.EXPIRED.label if holds else before.get_status_display()
        raise NotAllowedNow(
            _("这个许可%(status)s，不能再准予变更或者延续，只能不予；需要的请申请人重新申请。")
            % {"status": status}
        )


def record_grant(case: Case, letter: Letter, *, by: Actor, at: datetime) -> Grant:
    """Write down the permit that a decision grants; inside the decision's transaction."""
    on = local_day(at)
    first, last = period_of(case, on)
    before = case.grant
    if before is not None:
        followed = GrantStatus.CHANGED if case.kind == CaseKind.CHANGE else GrantStatus.RENEWED
        Grant.objects.filter(pk=before.pk, status=GrantStatus.VALID).update(status=followed)
        events.record(
            f"grant.{followed.value}", chain=before.case.chain, by=by, at=at,
            data={"number": before.number, "by": letter.number},
        )  # fmt: skip
    grant = Grant.objects.create(
        case=case, item=case.version.item, department=case.department, holder=case.applicant,
        company=case.company, letter=letter, previous=before, name=case.version.name,
        number=letter.number, granted_on=on, valid_from=first, valid_to=last,
    )  # fmt: skip
    events.record(
        "grant.recorded", chain=case.chain, by=by, at=at,
        data={"number": grant.number, "valid_to": last.isoformat() if last else None},
    )  # fmt: skip
    return grant


def _validity(case: Case) -> str:
    for result in case.version.results.order_by("position"):
        if result.when is None or conditions.evaluate(conditions.parse(result.when), case.answers):
            return result.validity
    return ""


def _printed(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
