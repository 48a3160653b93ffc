"""After publication: what was predicted beside what really came, from cases driven through."""

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onewindow.cases import actions
from onewindow.cases.models import Case, Letter
from onewindow.catalogue.models import ItemVersion
from onewindow.eventlog.office import OfficeHours
from onewindow.insight.actions.following import follow
from onewindow.insight.following import OFFICE, actual_of, worked
from onewindow.insight.models import RedesignProject
from onewindow.kernel.workdays import WorkCalendar
from onewindow.orgs.models import Officer, Role
from tests.cases.building import (
    CHINA,
    MONDAY,
    City,
    build_city,
    make_accepted,
    make_reviewed,
    make_submitted,
    step,
)
from tests.cast import make_department, make_officer
from tests.desk.pages import at_desk, text_of
from tests.guards.lab import make_lab

CALENDAR = WorkCalendar.official()
FRIDAY = MONDAY + timedelta(days=4)
# Submitted Mondays at ten; decided and delivered so many days and hours later; in time or not.
LATER = (timedelta(hours=4), timedelta(days=7), timedelta(days=28))
PREDICTED = {
    "median": {"mean": 2.0, "low": 1.8, "high": 2.2}, "p95": {"mean": 6.0, "low": 5.0, "high": 7.0},
    "within_promise": {"mean": 0.99, "low": 0.98, "high": 1.0},
}  # fmt: skip


def finish(city: City, later: timedelta) -> Case:
    """Drive a case to its end: decided so much later, handed over an hour after that."""
    case = make_reviewed(city)
    Case.objects.filter(pk=case.pk).update(delivery_method="window")
    at = MONDAY + later
    actions.decide(
        step(case, "decide"), by=city.officer("lead", "decider"), is_granted=True, reason="", at=at
    )
    actions.make_letter(Letter.objects.decisions().get(case=case).pk, at=at)
    case.refresh_from_db()
    who = actions.Recipient("示例·白露", "agent")
    clerk = city.officer("hall", "counter_clerk")
    actions.hand_over(case, who, by=clerk, at=at + timedelta(hours=1))
    return case


def plain_days(start: datetime, end: datetime) -> float:
    """Count minute by minute."""
    minutes, at = 0, start
    while at < end:
        clock = at.hour * 60 + at.minute
        is_open = 540 <= clock < 720 or 780 <= clock < 1020
        minutes += is_open and CALENDAR.is_workday(at.date())
        at += timedelta(minutes=1)
    return minutes / 420


@pytest.mark.long
@pytest.mark.django_db
def test_what_came_is_measured_as_it_was_predicted() -> None:
    make_department("zwj", "市政务局")
    reformer = make_officer("reformer", Role.REFORM_OFFICE, department="zwj")
    city = build_city()
    project = make_lab(reformer, city.version).project
    project.subjects.update(draft=city.version, predicted=PREDICTED)
    RedesignProject.objects.filter(pk=project.pk).update(status="in_review")
    follow(at=MONDAY)
    for later in LATER:
        finish(city, later)
    withdrawn = make_submitted(city)
    actions.withdraw(withdrawn, by=city.applicant, reason="不办了", at=FRIDAY)
    make_accepted(city)
    days = [plain_days(MONDAY, MONDAY + later + timedelta(hours=1)) for later in LATER]
    assert days == pytest.approx([4 / 7, 36 / 7, 141 / 7], abs=0.01)
    # Type 7: nine tenths of the way from the second to the third.
    p95 = round(days[1] + 0.9 * (days[2] - days[1]), 1)
    shown = page(reformer, project)
    median = (
        f"{round(days[1], 1):g} 个工作日办结，比预计的 2.0 慢 {round(days[1], 1) - 2:.1f} 个工作日"
    )
    for said in (
        f"一半的办件 {median}", "只有 3 件办结，还太少", "还有 1 件在办，1 件已过承诺的日子",
    ):  # fmt: skip
        assert said in shown
    rows = re.findall(r"<b>([\d.]+%?)</b>", browse(reformer, project))
    assert rows == [f"{round(days[1], 1)}", f"{p95}", "67%"]


def browse(reformer: Officer, project: RedesignProject) -> str:
    url = f"/desk/lab/projects/{project.number}/draft/"
    return at_desk(reformer).get(url).content.decode()


def page(reformer: Officer, project: RedesignProject) -> str:
    return text_of(at_desk(reformer).get(f"/desk/lab/projects/{project.number}/draft/"))


@pytest.mark.django_db
def test_a_replaced_version_keeps_its_result() -> None:
    make_department("zwj", "市政务局")
    reformer = make_officer("reformer", Role.REFORM_OFFICE, department="zwj")
    city = build_city()
    project = make_lab(reformer, city.version).project
    project.subjects.update(draft=city.version, predicted=PREDICTED)
    assert actual_of(city.version, at=MONDAY) is None
    finish(city, LATER[0])
    ItemVersion.objects.filter(pk=city.version.pk).update(status="superseded")
    assert "一半的办件 0.6 个工作日办结，比预计的 2.0 快 1.4 个工作日" in page(reformer, project)


# From before a long holiday, with workdays moved to a weekend, until after it.
MINUTES = st.integers(0, 40 * 24 * 60)


@settings(max_examples=20)
@given(MINUTES, st.integers(0, 4_000))
def test_working_time_is_what_a_clock_counts(after: int, minutes: int) -> None:
    start = datetime(2026, 1, 28, tzinfo=CHINA) + timedelta(minutes=after)
    end = start + timedelta(minutes=minutes)
    assert worked(CALENDAR, start, end) == pytest.approx(plain_days(start, end))


def test_the_office_is_open_as_when_logs_are_measured() -> None:
    assert OfficeHours.parse().spans == OFFICE
