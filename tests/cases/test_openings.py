"""Dates are worked out once for a region and a day, and anew when its calendar changes."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onewindow.cases import openings
from onewindow.cases.models import CaseStep
from onewindow.orgs.calendars import override_day
from onewindow.orgs.models import CalendarOverride
from tests.cases.building import MONDAY, REVIEWS, City, build_city, make_accepted
from tests.cases.joint import current, review

TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 3, day) for day in (3, 4, 5))

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> City:
    monkeypatch.setattr(openings, "_kept", {})
    return build_city()


def decision_of_a_new_case(city: City) -> CaseStep:
    case = make_accepted(city)
    for name in REVIEWS:
        review(case, city, name)
    return current(case, "decide")


def test_the_second_case_of_a_day_is_completed_with_one_statement_a_step(city: City) -> None:
    decision_of_a_new_case(city)
    case = make_accepted(city)
    steps = [current(case, name) for name in REVIEWS]
    for step in steps:
        with CaptureQueriesContext(connection) as queries:
            openings_before = dict(openings._kept)
            review(case, city, step.code)
        calls = [each for each in queries if "cases_complete_step" in each["sql"]]
        assert len(calls) == 1
        assert openings._kept == openings_before


def test_the_calendar_of_the_moment_dates_what_opens(city: City) -> None:
    assert decision_of_a_new_case(city).due_on == WEDNESDAY
    override_day("999900", TUESDAY, is_workday=False, name="示例假日")
    assert decision_of_a_new_case(city).due_on == THURSDAY
    CalendarOverride.objects.all().delete()
    assert decision_of_a_new_case(city).due_on == WEDNESDAY


def test_days_that_are_over_and_other_regions_change_nothing(city: City) -> None:
    decision_of_a_new_case(city)
    kept = dict(openings._kept)
    override_day("999900", MONDAY.date() - timedelta(days=1), is_workday=True, name="示例调休")
    assert decision_of_a_new_case(city).due_on == WEDNESDAY
    assert openings._kept == kept
