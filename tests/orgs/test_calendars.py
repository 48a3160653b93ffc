"""The working days of a region."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from onewindow.orgs.calendars import calendar_for, counts_from
from onewindow.orgs.models import CalendarOverride, Level, OfficeHours, Region
from onewindow.orgs.rules import lineage, parent_code
from tests.cast import CITY, make_region

pytestmark = pytest.mark.django_db
FESTIVAL = date(2026, 7, 15)
COUNTY = "999921"


def override(region: Region, day: date = FESTIVAL, *, is_workday: bool = False) -> None:
    CalendarOverride.objects.update_or_create(
        region=region, day=day, defaults={"is_workday": is_workday, "name": "示例那达慕"}
    )


def make_county() -> Region:
    make_region()
    return make_region(COUNTY, "样例县", Level.COUNTY)


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("110000", ("110000",)),
        ("110100", ("110000", "110100")),
        ("110101", ("110000", "110100", "110101")),
        ("441900003", ("440000", "441900", "441900003")),
        ("110101001001", ("110000", "110100", "110101", "110101001", "110101001001")),
    ],
)
def test_a_code_tells_what_lies_above(code: str, above: tuple[str, ...]) -> None:
    assert lineage(code) == above
    assert parent_code(code) == (above[-2] if above[1:] else "")


def test_without_overrides_the_official_calendar_holds() -> None:
    calendar = calendar_for(CITY)
    assert calendar.is_workday(FESTIVAL)
    assert not calendar.is_workday(date(2026, 10, 1))


def test_an_override_takes_effect_at_once_and_goes_at_once() -> None:
    region = make_region()
    assert calendar_for(CITY).is_workday(FESTIVAL)
    override(region)
    assert not calendar_for(CITY).is_workday(FESTIVAL)
    override(region, is_workday=True)
    assert calendar_for(CITY).is_workday(FESTIVAL)
    override(region)
    CalendarOverride.objects.all().delete()
    assert calendar_for(CITY).is_workday(FESTIVAL)


def test_a_county_follows_its_city_but_has_the_last_word() -> None:
    county = make_county()
    override(make_region())
    assert not calendar_for(COUNTY).is_workday(FESTIVAL)
    override(county, is_workday=True)
    assert calendar_for(COUNTY).is_workday(FESTIVAL)
    assert not calendar_for(CITY).is_workday(FESTIVAL)


def test_a_countys_holiday_is_not_its_citys() -> None:
    override(make_county())
    assert calendar_for(CITY).is_workday(FESTIVAL)


def test_the_reason_names_the_local_holiday() -> None:
    override(make_region())
    assert "示例那达慕" in "".join(calendar_for(CITY).add(date(2026, 7, 14), 1).why())


FRIDAY, SATURDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)


@pytest.mark.parametrize(
    ("day", "hour", "counted"),
    [
        (FRIDAY, time(16, 59), FRIDAY),
        (FRIDAY, time(17, 0), MONDAY),
        (FRIDAY, time(23, 59), MONDAY),
        (SATURDAY, time(0, 1), MONDAY),
        (SATURDAY, time(18, 0), MONDAY),
    ],
)
def test_a_late_intake_counts_from_the_next_working_day(
    day: date, hour: time, counted: date
) -> None:
    OfficeHours.objects.create(region=make_region(), opens_at=time(9), closes_at=time(17))
    make_county()
    at = datetime.combine(day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert counts_from(COUNTY, at) == counted


@pytest.mark.parametrize("has_hours", [True, False])
def test_where_local_practice_says_so_the_day_itself_counts(*, has_hours: bool) -> None:
    if has_hours:
        OfficeHours.objects.create(region=make_region(), late_counts_next_day=False)
    at = datetime.combine(FRIDAY, time(22), tzinfo=ZoneInfo("Asia/Shanghai"))
    assert counts_from(CITY, at) == FRIDAY
