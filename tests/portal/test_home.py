"""The home page and the search: figures from the cases, ways to every item, no dead ends."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from onewindow.cases import actions
from onewindow.cases.figures import figures
from onewindow.cases.models import Decision
from onewindow.catalogue.models import BaseItem, ItemVersion
from onewindow.catalogue.search import rebuild
from onewindow.orgs.models import Hall
from tests.cases.building import MONDAY, City, make_accepted, make_reviewed, step
from tests.portal.building import html_of, text_of

pytestmark = pytest.mark.django_db


def test_without_a_decision_the_share_is_a_dash(client: Client) -> None:
    page = text_of(client.get("/"))
    assert "本月按时办结（还没有决定）—" in page


def test_figures_are_counted_from_the_cases(city: City) -> None:
    make_accepted(city)
    for days in (0, 20):
        case = make_reviewed(city)
        actions.decide(
            step(case, "decide"), by=city.officer("lead", "decider"),
            is_granted=True, reason="", at=MONDAY + timedelta(days=days),
        )  # fmt: skip
    today = figures(MONDAY)
    assert (today.accepted_today, today.finished_today) == (3, 0)
    assert today.on_time_percent == 100.0
    later = figures(MONDAY + timedelta(days=20))
    assert (later.accepted_today, later.on_time_percent) == (0, 50.0)
    assert Decision.objects.count() == 2


def test_the_home_page_shows_items_themes_and_halls(client: Client, version: ItemVersion) -> None:
    Hall.objects.create(
        code="h", name="示例大厅", region=version.item.region, address="示范大道 1 号"
    )
    page = text_of(client.get("/"))
    assert "户外招牌设置审批" in page
    assert "承诺 8 个工作日" in page
    assert "生育收养" in page
    assert "示范大道 1 号" in page


# Of the links that differ in a value only, one is tried each time.
@pytest.mark.parametrize("is_all", [False, pytest.param(True, marks=pytest.mark.long)])
def test_every_link_of_the_home_page_leads_somewhere(
    client: Client, version: ItemVersion, *, is_all: bool
) -> None:
    links = set(re.findall(r'href="(/[^"#]*)', html_of(client.get("/"))))
    assert len(links) > 30
    kinds = {link if is_all else re.sub("=[^&]*", "=", link): link for link in sorted(links)}
    for link in kinds.values():
        if not link.startswith("/static/"):
            assert client.get(link).status_code in {200, 302}, link


@pytest.mark.parametrize(
    ("query", "why"),
    [("户外招牌", "户外招牌设置审批"), ("我要挂招牌", "也叫“挂招牌”")],
)
def test_a_hit_says_why(client: Client, version: ItemVersion, query: str, why: str) -> None:
    page = text_of(client.get("/search/", {"q": query}))
    assert "找到 1 项" in page
    assert why in page


def test_items_of_the_base_catalogue_are_marked(client: Client) -> None:
    BaseItem.objects.create(
        code="1", name="犬只登记", item_type="07", department_name="公安局", source="x"
    )
    rebuild()
    page = text_of(client.get("/search/", {"q": "犬只"}))
    assert "犬只登记" in page
    assert "暂未开通网上办理" in page
    assert "由公安局办理" in page


def test_a_theme_and_an_audience_narrow_the_list(client: Client, version: ItemVersion) -> None:
    found = [
        "户外招牌" in text_of(client.get("/search/", {"theme": theme, "audience": audience}))
        for theme, audience in [
            ("company.commerce", ""), ("company.commerce", "person"),
            ("person.birth", ""), ("no.such.theme", ""), ("", "nobody"),
        ]
    ]  # fmt: skip
    assert found == [True, True, False, True, True]


def test_an_empty_search_gives_advice(client: Client) -> None:
    page = text_of(client.get("/search/", {"q": "卖星星"}))
    assert "换一种说法试试" in page
    assert "到大厅咨询" in page


def test_suggestions_are_a_fragment(client: Client, version: ItemVersion) -> None:
    answer = client.get("/search/suggestions/", {"q": "招牌"})
    assert "<html" not in html_of(answer)
    assert f"/guides/{version.item.slug}/" in html_of(answer)
    assert text_of(client.get("/search/suggestions/", {"q": ""})) == ""


def test_a_query_is_shown_as_text(client: Client) -> None:
    html = html_of(client.get("/search/", {"q": "<script>alert(1)</script>" * 9}))
    assert "<script>alert" not in html


def test_figures_of_an_empty_day_are_zero(client: Client) -> None:
    assert figures(now()).accepted_today == 0


@pytest.mark.parametrize("way", ["themes", "stages", "departments", "levels"])
def test_every_way_through_the_catalogue_counts_its_items(
    client: Client, version: ItemVersion, way: str
) -> None:
    page = client.get(f"/browse/{way}/")
    assert "项" in text_of(page)
    assert client.get("/browse/nothing/").status_code == 404
    [link, *_] = re.findall(r'href="(/search/\?[^"]+)', html_of(page))
    assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_filters_narrow_and_come_off(client: Client, version: ItemVersion) -> None:
    BaseItem.objects.create(
        code="1", name="户外招牌登记", item_type="07", department_name="公安局",
        area_code="511602000000", source="x",
    )  # fmt: skip
    rebuild()
    page = text_of(client.get("/search/", {"q": "户外招牌"}))
    assert "找到 2 项" in page
    assert "公安局 1" in page
    narrowed = client.get("/search/", {"q": "户外招牌", "department": "公安局"})
    assert "找到 1 项" in text_of(narrowed)
    assert "部门：公安局 · 取消" in text_of(narrowed)
    nothing = text_of(client.get("/search/", {"q": "户外招牌", "department": "没有的局"}))
    assert "去掉筛选再搜一次" in nothing
    assert "您是不是要找" in nothing


def test_the_search_page_takes_few_queries(
    client: Client, version: ItemVersion, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for path in ("/search/?q=户外招牌", "/search/?theme=company.commerce", "/", "/browse/stages/"):
        with django_assert_max_num_queries(12):
            client.get(path)
