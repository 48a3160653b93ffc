"""The public guide: dates and their reasons, narrowed by the answers, nothing internal."""

import gzip
import re
from datetime import datetime

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from onewindow.cases.promise import promise_of
from onewindow.catalogue.access import published_version
from onewindow.catalogue.models import BaseItem, ItemVersion, ServiceItem
from onewindow.orgs.models import Department
from onewindow.portal.guides.published import published_of
from tests.cases.building import CHINA, City
from tests.portal.building import INTERNAL, html_of, make_guide, text_of

pytestmark = pytest.mark.django_db
HEAVIEST = 120 * 1024


def test_the_promised_day_counts_from_the_last_day_of_acceptance(version: ItemVersion) -> None:
    promise = promise_of(version, {}, datetime(2026, 9, 28, 23, 50, tzinfo=CHINA))
    # 29 September accepted; 1 to 7 October is a holiday, 10 October is worked.
    assert str(promise.acceptance.on) == "2026-09-29"
    assert str(promise.decision.on) == "2026-10-15"
    assert any("国庆节" in line for line in promise.decision.why())


def test_the_guide_says_everything_public(client: Client, guide_path: str) -> None:
    page = text_of(client.get(guide_path))
    for words in (
        "户外招牌设置审批", "为什么是这一天？", "按最慢的情况算", "跑动", "0 次", "必交材料",
        "2 份", "可容缺", "视情形", "窗口会核对原件", "申请表的要求。", "不遮挡信号灯。",
        "县级以上地方人民政府", "每日 2 元", "换画面要办吗？", "0900-0000042", "政务大厅一楼",
        "受理 → 审查 → 决定", "在线申请",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.parametrize("query", ["", "?facility=large&by_agent=yes", "?facility=banner"])
def test_nothing_internal_is_public(client: Client, guide_path: str, query: str) -> None:
    for headers in ({}, {"HX-Request": "true"}):
        html = client.get(guide_path + query, headers=headers).content.decode()
        assert [each for each in INTERNAL if each in html] == []


def test_answers_narrow_the_materials(client: Client, guide_path: str) -> None:
    for query, shown, tag in (
        ("", True, "需要的情形：“是否委托他人？”选“是”"),
        ("?by_agent=yes", True, "授权委托书的要求。"),
        ("?by_agent=no", False, ""),
        ("?by_agent=perhaps", True, "需要的情形"),
    ):
        page = text_of(client.get(guide_path + query))
        assert ("授权委托书" in page) is shown, query
        assert tag in page, query


def test_answers_narrow_the_chart_and_travel_to_the_application(
    client: Client, guide_path: str
) -> None:
    html = html_of(client.get(f"{guide_path}?facility=banner&by_agent=yes"))
    assert "ow-flow-is-pruned" in html
    assert f"{guide_path}application/?facility=banner&amp;by_agent=yes" in html
    assert "横幅" in html


def test_htmx_gets_the_body_alone(client: Client, guide_path: str) -> None:
    answer = client.get(guide_path, headers={"HX-Request": "true"})
    assert html_of(answer).lstrip().startswith('<div id="guide"')
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize("status", ["withdrawn", "superseded"])
def test_what_is_not_published_is_a_404_with_advice(
    client: Client, city: City, status: str
) -> None:
    version = make_guide(city)
    ItemVersion.objects.filter(pk=version.pk).update(status=status) if status != "draft" else None
    path = f"/guides/{version.item.slug if status != 'draft' else 'never-was'}/"
    answer = client.get(path)
    assert answer.status_code == 404
    assert "看全部可以办的事项" in text_of(answer)
    assert client.get(f"{path}application/").status_code == 302


def test_a_guide_takes_few_queries(
    client: Client, guide_path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        client.get(f"{guide_path}?facility=large")


def test_a_guide_is_light(client: Client, guide_path: str) -> None:
    html = html_of(client.get(guide_path))
    files = re.findall(r'(?:href|src)="/static/([^"?]+\.(?:css|js))', html)
    assert len(files) >= 4
    weight = len(gzip.compress(html.encode()))
    for name in files:
        path = finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", name))
        assert isinstance(path, str), name
        with open(path, "rb") as file:
            weight += len(gzip.compress(file.read()))
    assert weight <= HEAVIEST


def test_what_changes_around_a_version_is_not_remembered(version: ItemVersion) -> None:
    version = published_version(version.item.slug)
    before = published_of(version)
    unit = version.steps.select_related("unit")[0].unit
    Department.objects.filter(pk=unit.pk).update(short_name="改名以后的单位")
    base = BaseItem.objects.create(
        code="000117112001", name="示例", item_type="01", department_name="示例局", source="test"
    )
    ServiceItem.objects.filter(pk=version.item_id).update(base=base)
    after = published_of(published_version(version.item.slug))
    assert after.frozen is before.frozen
    assert after.units[unit.short_code] == "改名以后的单位"
    assert (before.definition.base, after.definition.base) == ("", base.code)
