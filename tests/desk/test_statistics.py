"""Rates of the items: computed, and each with the rows behind it."""

import re
from decimal import Decimal
from html import unescape
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.statistics import percent
from onewindow.orgs.models import Role
from tests import cast
from tests.cases.building import make_draft_version
from tests.desk.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def items() -> None:
    units = {name: cast.make_department(name) for name in ("hall", "lead", "zj")}
    units |= dict.fromkeys(("planning", "structure", "traffic"), units["zj"])
    for tag, changes in (
        ("a", {"is_online": False, "online_depth": 1, "visits": 2, "is_in_hall": False}),
        ("b", {"online_depth": 3, "visits": 1, "exercise_levels": ["city"]}),
        ("c", {"item_type": "reward", "review_limit": 2}),
    ):
        version = make_draft_version(units, cast.make_region(), tag)
        ItemVersion.objects.filter(pk=version.pk).update(name=f"示例{tag}", **changes)
        ItemVersion.objects.filter(pk=version.pk).update(status="published")
    make_draft_version(units, cast.make_region(), "draft")


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(442, 553, "79.93"), (136, 4707, "2.89"), (1, 8, "12.50"), (1, 16, "6.25"), (0, 3, "0.00")],
)
def test_rates_are_computed_with_two_places(part: int, whole: int, expected: str) -> None:
    assert percent(part, whole) == Decimal(expected)


def test_nothing_of_nothing_has_no_rate() -> None:
    assert percent(0, 0) is None


# One step past a whole row, so that a sample meets every column.
@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.usefixtures("items")
def test_every_number_leads_to_as_many_rows(step: int) -> None:
    browser = cast.signed_in(cast.make_officer("supervisor", Role.SUPERVISOR))
    for grouping, name in (("department", "市lead局"), ("type", "行政许可"), ("level", "市级")):
        page = browser.get("/desk/statistics/", {"by": grouping})
        assert name in text_of(page)
        links = [(link, int(count)) for link, count in _links(page.content.decode())]
        assert links
        for link, count in links[::step]:
            assert f"{count} 个事项" in text_of(browser.get(link)), link
            listed = browser.get(link.replace("/items/?", "/items.csv?")).content
            assert len(listed.splitlines()) == count + 1, link
    whole = text_of(browser.get("/desk/statistics/"))
    assert "66.67%" in whole
    assert "12.50%" not in whole
    assert "70.00%" in whole


def _links(html: str) -> list[tuple[str, str]]:
    found = re.findall(r'<a href="(/desk/statistics/items/[^"]*)">(\d+)</a>', html)
    return [(unescape(link), count) for link, count in found]


@pytest.mark.usefixtures("items")
def test_figures_and_rows_can_be_taken_along() -> None:
    browser = cast.signed_in(cast.make_officer("supervisor", Role.SUPERVISOR))
    figures = browser.get("/desk/statistics.xlsx?by=type").content
    rows = CalamineWorkbook.from_filelike(BytesIO(figures)).get_sheet_by_index(0).to_python()
    assert rows[-1][:2] == ["合计", 3]
    listed = browser.get("/desk/statistics/items.csv?measure=online").content.decode("utf-8-sig")
    assert [line.split(",")[1] for line in listed.splitlines()[1:]] == ["示例b", "示例c"]
    assert browser.get("/desk/statistics/items.pdf").status_code == 404
    assert browser.get("/desk/statistics/items/?measure=nonsense").status_code == 404


def test_a_city_without_items_says_so() -> None:
    browser = cast.signed_in(cast.make_officer("supervisor", Role.SUPERVISOR))
    assert "还没有已发布的事项" in text_of(browser.get("/desk/statistics/"))
