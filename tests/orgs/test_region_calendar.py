from datetime import date

import pytest

from onewindow.kernel.workdays import WorkCalendar
from onewindow.orgs.calendars import calendar_for
from onewindow.orgs.models import CalendarOverride, Level, Region

pytestmark = pytest.mark.django_db

FRIDAY, SATURDAY, MONDAY = date(2024, 6, 21), date(2024, 6, 22), date(2024, 6, 24)


@pytest.fixture
def banner() -> Region:
    """A county (旗) below its province, which keeps a festival of its own."""
    province = Region.objects.create(code="150000", name="示例自治区", level=Level.PROVINCE)
    banner = Region.objects.create(
        code="150727", name="示例旗", level=Level.COUNTY, parent=province
    )
    CalendarOverride.objects.create(
        region=province, day=FRIDAY, is_workday=False, name="那达慕放假"
    )
    CalendarOverride.objects.create(region=province, day=SATURDAY, is_workday=False, name="那达慕")
    CalendarOverride.objects.create(region=banner, day=SATURDAY, is_workday=True, name="示例节调休")
    return banner


def test_a_region_follows_those_above_it_and_then_itself(banner: Region) -> None:
    thursday = date(2024, 6, 20)
    assert WorkCalendar.official().add(thursday, 1).on == FRIDAY
    assert calendar_for("150000").add(thursday, 1).on == MONDAY
    assert calendar_for(banner.code).add(thursday, 1).on == SATURDAY


def test_the_reasons_give_the_names_of_the_overrides(banner: Region) -> None:
    why = calendar_for(banner.code).add(date(2024, 6, 20), 1).why()
    assert "跳过那达慕放假 2024-06-21（1 天）。" in why
    assert "2024-06-22（星期六）因示例节调休上班，计入工作日。" in why


def test_an_edited_override_counts_at_once(banner: Region) -> None:
    thursday = date(2024, 6, 20)
    assert calendar_for(banner.code).add(thursday, 1).on == SATURDAY
    CalendarOverride.objects.filter(region=banner).delete()
    assert calendar_for(banner.code).add(thursday, 1).on == MONDAY
