"""Time that does not count, more time: letters, dates of the case and its open steps, at once."""

from datetime import date, datetime, timedelta

import pytest

from onewindow.cases import actions
from onewindow.cases.actions import Approval
from onewindow.cases.models import Case, ExtensionLevel, Suspension
from onewindow.cases.recheck import recheck, recompute
from onewindow.cases.why import why
from onewindow.catalogue.limits import Limit
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import CalendarOverride
from tests.cases.building import MONDAY, REVIEWS, City, build_city, make_accepted, step

pytestmark = pytest.mark.django_db

MAYOR = Approval(by="示例·副市长", paper="示政批〔2026〕8号")


@pytest.fixture
def city() -> City:
    return build_city()


@pytest.fixture
def case(city: City) -> Case:
    return make_accepted(city)


def later(days: int) -> datetime:
    return MONDAY + timedelta(days=days)


def begin(
    case: Case, city: City, *, days: int = 5, kind: str = "testing", after: int = 2
) -> Suspension:
    return actions.suspend(
        case, kind=kind, reason="需要检测水质", needed=Limit(days), at=later(after),
        by=city.officer("lead", "decider").actor,
    )  # fmt: skip


def dates(case: Case) -> tuple[date | None, date | None, set[date | None]]:
    case.refresh_from_db()
    open_steps = case.steps.filter(status="open")
    return (
        case.promised_due_on, case.statutory_due_on,
        set(open_steps.values_list("due_on", flat=True)),
    )  # fmt: skip


def stopped(case: Case) -> datetime | None:
    return Case.objects.get(pk=case.pk).suspended_at


def test_the_dates_stand_still_and_come_back(case: Case, city: City) -> None:
    assert dates(case) == (date(2026, 3, 12), date(2026, 3, 30), {date(2026, 3, 5)})
    suspension = begin(case, city)
    assert suspension.told_until == date(2026, 3, 11)
    assert dates(case) == (date(2026, 3, 19), date(2026, 4, 7), {date(2026, 3, 12)})
    assert stopped(case) == later(2)
    inner = begin(case, city, kind="expert_review", days=2, after=3)
    assert dates(case)[1] == date(2026, 4, 7)
    actions.resume(suspension, result="", by=city.officer("lead", "decider").actor, at=later(4))
    # The inner one covers Friday and Monday.
    assert dates(case)[1] == date(2026, 4, 2)
    assert stopped(case) == later(3)
    actions.resume(inner, result="合格", by=city.officer("lead", "decider").actor, at=later(4))
    assert dates(case) == (date(2026, 3, 16), date(2026, 4, 1), {date(2026, 3, 9)})
    assert stopped(case) is None
    assert list(recheck()) == []
    letters = case.letters.filter(kind="special_time").order_by("pk")
    assert [letter.about for letter in letters] == ["suspension/1", "suspension/2"]
    assert letters[0].data["ends_on"] == "2026-03-11"
    codes = Event.objects.filter(chain=case.chain, code__startswith="case.").order_by("seq")
    assert list(codes.values_list("code", flat=True))[2:] == [
        "case.suspended", "case.suspended", "case.resumed", "case.resumed",
    ]  # fmt: skip


def test_what_takes_longer_is_told_again(case: Case, city: City) -> None:
    suspension = begin(case, city, days=2)
    by = city.officer("lead", "decider").actor
    again = actions.tell_again(suspension, needed=Limit(3), reason="设备故障", by=by, at=later(3))
    assert again.told_until == date(2026, 3, 11)
    assert dates(case)[1] == date(2026, 4, 7)
    assert case.letters.filter(about="suspension/1/2").exists()
    actions.resume(suspension, result="", by=by, at=later(10))
    with pytest.raises(NotAllowedNow):
        actions.resume(suspension, result="", by=by, at=later(11))
    with pytest.raises(NotAllowedNow):
        actions.tell_again(suspension, needed=Limit(3), reason="x", by=by, at=later(11))


def test_a_step_that_opens_while_the_case_stands_still_waits_too(case: Case, city: City) -> None:
    begin(case, city)
    for name in REVIEWS:
        actions.complete_review(
            step(case, name), by=city.officer(name, "reviewer"), outcome="agreed", opinion="",
            at=later(3),
        )  # fmt: skip
    # Two days after Wednesday 11 March.
    assert step(case, "decide").due_on == date(2026, 3, 13)
    assert list(recheck()) == []
    with pytest.raises(NotAllowedNow, match="检测"):
        actions.decide(
            step(case, "decide"), by=city.officer("lead", "decider"), is_granted=True, reason="",
            at=later(4),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "reason", "days"),
    [("nonsense", "x", 5), ("testing", " ", 5), ("testing", "x", 0), ("testing", "x", 181)],
)
def test_a_procedure_needs_a_kind_a_reason_and_a_time(
    case: Case, city: City, kind: str, reason: str, days: int
) -> None:
    with pytest.raises(DomainError):
        actions.suspend(
            case, kind=kind, reason=reason, needed=Limit(days), at=later(1),
            by=city.officer("lead", "decider").actor,
        )  # fmt: skip
    assert not case.suspensions.exists()


def test_one_of_a_kind_runs_at_a_time(case: Case, city: City) -> None:
    first = begin(case, city)
    with pytest.raises(NotAllowedNow, match="已经在进行"):
        begin(case, city, days=2)
    by = city.officer("lead", "decider").actor
    with pytest.raises(DomainError, match="最多告知 180 天"):
        actions.tell_again(first, needed=Limit(999), reason="x", by=by, at=later(3))
    actions.resume(first, result="合格", by=by, at=later(3))
    begin(case, city, after=4)


def extend(case: Case, city: City, days: int = 15, approval: Approval = MAYOR) -> None:
    actions.extend(
        case, days=days, reason="情况复杂", approval=approval, at=later(2),
        by=city.officer("lead", "decider"),
    )  # fmt: skip


def test_an_extension_moves_case_and_open_steps_once(case: Case, city: City) -> None:
    extend(case, city)
    assert dates(case) == (date(2026, 4, 2), date(2026, 4, 21), {date(2026, 3, 26)})
    assert case.extension.level == ExtensionLevel.GOVERNMENT
    letter = case.letters.get(kind="extension")
    assert (letter.data["due_on"], letter.data["extended_due_on"]) == ("2026-03-30", "2026-04-21")
    assert list(recheck()) == []
    with pytest.raises(NotAllowedNow, match="再次延长"):
        extend(case, city)


@pytest.mark.parametrize(
    ("days", "approval"),
    [(16, MAYOR), (0, MAYOR), (15, Approval(by="示例·局长")), (15, Approval(by=" ", paper="x"))],
)
def test_an_extension_of_several_departments_needs_the_government(
    case: Case, city: City, days: int, approval: Approval
) -> None:
    with pytest.raises(DomainError):
        extend(case, city, days, approval)
    assert dates(case)[1] == date(2026, 3, 30)


def test_one_department_alone_extends_by_ten_days_at_most(case: Case, city: City) -> None:
    case.steps.filter(code__in=REVIEWS).update(unit=case.department)
    with pytest.raises(DomainError, match="10"):
        extend(case, city, 11, Approval(by="示例·局长"))
    extend(case, city, 10, Approval(by="示例·局长"))
    assert dates(case)[1] == date(2026, 4, 14)


def test_after_its_limit_nothing_is_extended(case: Case, city: City) -> None:
    with pytest.raises(NotAllowedNow, match="届满"):
        actions.extend(
            case, days=5, reason="x", approval=MAYOR, at=later(29),
            by=city.officer("lead", "decider"),
        )  # fmt: skip


def test_a_changed_calendar_moves_running_cases_with_an_event(case: Case, city: City) -> None:
    CalendarOverride.objects.create(
        region=case.department.region, day=date(2026, 3, 4), is_workday=False, name="示例节"
    )
    found = {each.what: (each.stored, each.computed) for each in recheck()}
    assert found["statutory_due_on"] == (date(2026, 3, 30), date(2026, 3, 31))
    assert found["planning.due_on"] == (date(2026, 3, 5), date(2026, 3, 6))
    assert recompute(reason="示例节", at=later(3)) == 1
    assert dates(case) == (date(2026, 3, 13), date(2026, 3, 31), {date(2026, 3, 6)})
    assert list(recheck()) == []
    assert recompute(reason="示例节", at=later(3)) == 0
    assert Event.objects.filter(chain=case.chain, code="case.recomputed").count() == 1


def test_what_has_ended_keeps_its_dates(case: Case, city: City) -> None:
    actions.withdraw(case, by=city.applicant, reason="", at=later(1))
    CalendarOverride.objects.create(
        region=case.department.region, day=date(2026, 3, 4), is_workday=False, name="示例节"
    )
    assert list(recheck()) == []
    assert recompute(reason="示例节", at=later(3)) == 0
    Case.objects.filter(pk=case.pk).update(statutory_due_on=date(2026, 5, 1))
    assert [each.what for each in recheck()] == ["statutory_due_on"]


def test_why_names_events_articles_and_days(case: Case, city: City) -> None:
    begin(case, city)
    extend(case, city)
    told = why(case)
    promised, statutory = told.clocks
    assert [line.counted for line in statutory.lines] == [0, 2, 2, 2, 35]
    assert statutory.clock.due.on == dates(case)[1]
    assert promised.clock.due.on == dates(case)[0]
    assert {each.clock.due.on for each in told.steps} == dates(case)[2]
    assert told.as_dict()["number"] == case.number
