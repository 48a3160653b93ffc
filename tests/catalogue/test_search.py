"""Slips, sounds, letters and everyday words; the index follows what is published."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onewindow.catalogue.actions import aliasing
from onewindow.catalogue.models import (
    Alias,
    BaseItem,
    ItemVersion,
    SearchEntry,
    ServiceItem,
    UnansweredQuery,
)
from onewindow.catalogue.search import (
    Filters,
    browse,
    entry_counts,
    rebuild,
    reindex,
    search,
    unanswered,
)
from onewindow.catalogue.search.asking import understand
from onewindow.catalogue.search.describing import level_of
from onewindow.catalogue.search.lexicon import lexicon
from onewindow.catalogue.search.normal import squash
from onewindow.catalogue.search.pinyin import fold, initials, split
from onewindow.catalogue.search.ranking import Subject, judge
from onewindow.catalogue.search.unanswered import is_kept, note_unanswered
from onewindow.events.models import Event
from onewindow.events.rules import Actor
from onewindow.kernel.errors import NotAllowedNow
from tests.cases.building import MONDAY, build_city

BY = Actor("official/a", "甲")
NAMES = (
    "结婚登记预约", "离婚登记预约", "补领结婚证", "最低生活保障", "食品经营许可核发",
    "食品经营许可注销", "公司设立登记", "公司注销登记", "公司变更登记", "烟草专卖零售许可证新办",
    "银行业统计", "教练车备案证办理（过户）", "教练车备案证办理（补办）", "社会保障卡申领",
)  # fmt: skip


def first(query: str, names: Sequence[str] = NAMES) -> tuple[str, str]:
    """Return the best name and why, judged without a database."""
    asked = understand(query, lexicon())
    judged = [(judge(asked, Subject(name, [], "", "", lexicon())), name) for name in names]
    match, name = max(judged, key=lambda each: each[0].score)
    return (name, match.why.kind) if match.score > 0.2 else ("", "")


@pytest.mark.parametrize(
    ("query", "name", "why"),
    [
        ("结婚登记", "结婚登记预约", "name"),
        ("我想办结婚登记要什么材料", "结婚登记预约", "word"),
        ("結婚登記", "结婚登记预约", "name"),
        ("结 婚，登 记", "结婚登记预约", "name"),
        ("接婚登记", "结婚登记预约", "name"),
        ("结登记预约", "结婚登记预约", "name"),
        ("结结婚登记", "结婚登记预约", "name"),
        ("ｊｉｅＨＵＮ", "结婚登记预约", "word"),
        ("lihundengji", "离婚登记预约", "sound"),
        ("jhdjyy", "结婚登记预约", "initials"),
        ("低保", "最低生活保障", "word"),
        ("dibao", "最低生活保障", "word"),
        ("结婚证丢了怎么办", "补领结婚证", "word"),
        ("开个火锅店", "食品经营许可核发", "word"),
        ("火锅店不开了", "食品经营许可注销", "word"),
        ("公司换个法人", "公司变更登记", "word"),
        ("烟证", "烟草专卖零售许可证新办", "short"),
        ("yinhang", "银行业统计", "sound"),
        ("yinxing", "银行业统计", "sound"),
        ("教练车卖给别人", "教练车备案证办理（过户）", "name"),
        ("社保卡", "社会保障卡申领", "word"),
    ],
)
def test_a_question_finds_its_item(query: str, name: str, why: str) -> None:
    assert first(query) == (name, why)


def test_the_lexicon_is_whole() -> None:
    known = lexicon()
    assert len(known.terms) > 3000
    assert not set(known.terms) & known.fillers
    assert all(term and all(term) for terms in known.terms.values() for term in terms)
    assert known.deeds_of(squash("公司变更登记（备案）")) == {"change"}
    assert known.deeds_of(squash("拖拉机补领、换领牌证")) == {"replace", "renew"}
    assert known.deeds_of(squash("居住证办理")) == {"new"}


def test_letters_are_read_as_syllables() -> None:
    assert split("jiehun")[0] == ("jie", "hun")
    assert ("xi", "an") in split("xian")
    assert split("dbjt") == []
    assert (fold("zhuang"), fold("sheng"), initials("银行")) == ("zuan", "sen", "yx")


@pytest.mark.parametrize(
    ("area", "level"),
    [("510000000000", "province"), ("511600", "city"), ("511602000000", "county"),
     ("511602001000", "township"), ("511602001001", "village")],
)  # fmt: skip
def test_an_area_code_says_the_level(area: str, level: str) -> None:
    assert level_of(area) == level


def make_base(code: str, name: str, **values: str) -> BaseItem:
    return BaseItem.objects.create(
        code=code, name=name, item_type="01", department_name="市民政局",
        area_code="511602000000", source="x", **values,
    )  # fmt: skip


def names_of(query: str, filters: Filters | None = None) -> list[str]:
    return [hit.candidate.name for hit in search(query, filters).hits]


@pytest.mark.django_db
def test_the_index_follows_publication_and_its_end() -> None:
    version = build_city().version
    base = make_base("b1", "示例事项的基本目录")
    rebuild()
    assert names_of("示例事项") == [version.name, base.name]
    ServiceItem.objects.filter(pk=version.item_id).update(base=base)
    reindex(ServiceItem.objects.get(pk=version.item_id))
    assert names_of("示例事项") == [version.name]
    # While it is suspended it is found, and marked; when it is withdrawn it is not.
    for status, name in (("suspended", version.name), ("withdrawn", base.name)):
        ItemVersion.objects.filter(pk=version.pk).update(status=status)
        reindex(ServiceItem.objects.get(pk=version.item_id))
        assert names_of("示例事项") == [name]


@pytest.mark.django_db
def test_an_alias_is_live_at_once_and_recorded() -> None:
    item = build_city().version.item
    UnansweredQuery.objects.create(query="摘星星", last_at=MONDAY)
    assert names_of("摘星星") == []
    alias = aliasing.add_alias(item, " 摘星星 ", by=BY, at=MONDAY)
    [hit] = search("摘星星").hits
    assert (hit.why.kind, hit.why.found) == ("alias", "摘星星")
    assert not UnansweredQuery.objects.filter(dismissed_at=None)
    for text in ("摘星星", "  ", "很" * 101):
        with pytest.raises(NotAllowedNow):
            aliasing.add_alias(item, text, by=BY, at=MONDAY)
    aliasing.remove_alias(Alias.objects.get(pk=alias.pk), by=BY, at=MONDAY)
    assert names_of("摘星星") == []
    codes = Event.objects.filter(chain=item.chain, code__startswith="item.alias")
    assert list(codes.order_by("seq").values_list("code", flat=True)) == [
        "item.alias_added", "item.alias_removed",
    ]  # fmt: skip


@pytest.mark.django_db
def test_items_of_one_name_are_one_hit_and_the_nearest() -> None:
    for n, area in enumerate(("511601000000", "511602000000", "511603000000")):
        make_base(f"b{n}", "犬类准养证核发")
        BaseItem.objects.filter(code=f"b{n}").update(area_code=area)
    rebuild()
    [hit] = search("养狗", near="511602").hits
    assert hit.candidate.same == 3
    assert SearchEntry.objects.get(pk=hit.candidate.pk).region_code == "511602"
    assert browse(Filters(named="犬类准养证核发")).count() == 3
    assert search("养狗", Filters(level="city")).hits == []
    assert dict(entry_counts()["level"]) == {"county": 3}
    assert dict(entry_counts(Filters(department="无"))["level"]) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["养狗", "变更", "公司变更登记", "接婚登记", "jiehundengji"])
def test_a_search_takes_at_most_three_queries(query: str) -> None:
    for n, name in enumerate(NAMES):
        make_base(str(n), name)
    rebuild()
    with CaptureQueriesContext(connection) as seen:
        search(query)
    assert len(seen) <= 3


@pytest.mark.django_db
def test_words_of_no_item_find_nothing_but_hints() -> None:
    for n, name in enumerate(NAMES):
        make_base(str(n), name)
    rebuild()
    found = search("卖星星")
    assert found.hits == []
    assert found.hints[0].candidate.name.startswith("食品经营许可")


@pytest.mark.django_db
def test_the_name_of_a_department_finds_its_items() -> None:
    make_base("1", "犬类准养证核发")
    rebuild()
    for query in ("民政局", "市政局"):
        [hit] = search(query).hits
        assert (hit.why.kind, hit.why.found) == ("department", "市民政局")


@pytest.mark.django_db
def test_odd_characters_break_nothing() -> None:
    make_base("1", "结婚登记预约")
    rebuild()
    for query in (
        "'",
        "\\",
        "' | '结",
        "!@#",
        "\x00",
        "%s %(a)s",
        "𠮷野家",
        "a" * 500,
        "結",
        "：)",
    ):
        search(query)
        search(query, Filters(theme="'", department="%s"))


@pytest.mark.parametrize(
    ("query", "kept"),
    [("摘星星", True), ("15400009001", False), ("身份证 110101199003074", False), ("a@b.cn", False),
     ("0826-2220000", False), ("星", False), ("很" * 31, False), ("4050人员", True)],
)  # fmt: skip
def test_what_may_be_personal_is_not_kept(query: str, *, kept: bool) -> None:
    assert is_kept(query) == kept


@pytest.mark.django_db
def test_searches_in_vain_are_counted() -> None:
    for query in ("摘星星", " 摘星星", "13800000000"):
        note_unanswered(query, at=MONDAY)
    assert list(UnansweredQuery.objects.values_list("query", "count")) == [("摘星星", 2)]


@pytest.mark.django_db
def test_a_flood_of_nonsense_pushes_out_only_what_is_rare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unanswered, "MOST_KEPT", 3)
    UnansweredQuery.objects.create(query="早已处理", last_at=MONDAY, dismissed_at=MONDAY)
    for hour, query in enumerate(("摘星星", "摘星星", "甲甲", "乙乙", "丙丙", "丁丁")):
        note_unanswered(query, at=MONDAY + timedelta(hours=hour))
    kept = UnansweredQuery.objects.order_by("pk").values_list("query", flat=True)
    assert list(kept) == ["早已处理", "摘星星", "丙丙", "丁丁"]
