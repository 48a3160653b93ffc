"""Scenarios are written by choosing: questions, conditions, rules, fields; the guide follows."""

from typing import TypeAlias

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from lxml import html

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import Condition
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.storing import definition_of
from onewindow.events.models import Event
from onewindow.orgs.models import Role
from tests import cast
from tests.desk.pages import body_of, text_of
from tests.desk.written_drafts import LARGE, make_written_draft

pytestmark = pytest.mark.django_db
Form: TypeAlias = dict[str, list[str]]
DEEP: Condition = {
    "or": [LARGE, {"not": {"and": [LARGE, {"field": "area", "op": "<", "value": 9}]}}]
}


@pytest.fixture
def version() -> ItemVersion:
    return make_written_draft()


@pytest.fixture
def client(version: ItemVersion) -> Client:
    return cast.signed_in(cast.make_officer("manager", Role.ITEM_MANAGER, department="lead"))


def url(version: ItemVersion, rest: str = "") -> str:
    return f"/desk/items/{version.pk}/scenario/{rest}"


def form_of(response: HttpResponseBase, path: str = "//form[@id='row']") -> Form:
    """Return a form as a browser would send it unchanged, without a button."""
    tree = html.fromstring(body_of(response))
    (form,) = tree.xpath(path)
    sent: Form = {}
    fields = [*form.xpath(".//input | .//textarea | .//select"), *tree.xpath("//*[@form='row']")]
    for field in fields:
        kind, name = field.get("type"), field.get("name")
        if not name or (kind in {"checkbox", "radio"} and field.get("checked") is None):
            continue
        value = field.value if field.tag != "input" else field.get("value", "")
        sent.setdefault(name, []).append((value or "").removeprefix("\n"))
    return sent


def opened(client: Client, version: ItemVersion, rest: str) -> Form:
    return form_of(client.get(url(version, rest)))


def stored(version: ItemVersion) -> ItemDefinition:
    return definition_of(ItemVersion.objects.select_related("item").get(pk=version.pk))


def preview_of(response: HttpResponseBase) -> str:
    (panel,) = html.fromstring(body_of(response)).xpath("//*[@id='preview']")
    return " ".join(panel.text_content().split())


def test_a_condition_is_chosen_line_by_line_and_seen_before_it_is_saved(
    client: Client, version: ItemVersion
) -> None:
    here = url(version, "materials/m1/")
    form = opened(client, version, "materials/m1/")
    assert "part" not in form
    form = form_of(client.post(here, form | {"do": ["when:add"]}))
    form |= {"l0-question": ["size"]}
    form = form_of(client.post(here, form))
    assert form["l0-op"] == ["=="]
    refused = client.post(here, form | {"do": ["save"]})
    assert refused.status_code == 422
    assert "适用情形：请至少选一个回答。" in text_of(refused)
    form |= {"l0-value": ["large"]}
    form = form_of(client.post(here, form | {"do": ["when:group"]}))
    token = form["part"][1]
    form = form_of(client.post(here, form | {"do": [f"when:{token}:add"]}))
    first, second = form[f"{token}-line"]
    form |= {f"{first}-question": ["area"], f"{second}-question": ["food"]}
    form = form_of(client.post(here, form))
    form |= {f"{first}-op": [">="], f"{first}-value": ["50.5"], f"{second}-value": ["yes"]}
    seen = client.post(here, form | {"a-size": ["small"]})
    assert "“size？”是“大型”，且（“area？”不小于 50.5，或“food？”" in preview_of(seen)
    assert "按这些回答：还不能确定" in preview_of(seen)
    assert stored(version).materials[0].when is None
    done = client.post(here, form | {"do": ["save"], "answers": ["a-size=small"]})
    assert done.status_code == 302
    assert done.headers["Location"] == url(version, "?a-size=small#table-materials")
    assert stored(version).materials[0].when == {
        "and": [LARGE, {"or": [
            {"field": "area", "op": ">=", "value": 50.5},
            {"field": "food", "op": "==", "value": True},
        ]}]
    }  # fmt: skip
    event = Event.objects.get(code="item.edited")
    assert '"elements":["materials"]' in event.data


@pytest.mark.long
def test_what_is_deeper_than_lines_is_said_in_words_and_kept(
    client: Client, version: ItemVersion
) -> None:
    version.materials.update(when=DEEP)
    here = url(version, "materials/m1/")
    page = client.get(here)
    assert "不满足（“size？”是“大型”，且“area？”小于 9）" in text_of(page)
    form = form_of(page)
    assert form["part"] == ["l0", "k1"]
    assert client.post(here, form | {"do": ["save"]}).status_code == 302
    assert stored(version).materials[0].when == DEEP
    assert not Event.objects.filter(code="item.edited").exists()
    form = form_of(client.get(here)) | {"l0-value": ["small", "large"], "do": ["save"]}
    client.post(here, form)
    when = stored(version).materials[0].when
    assert when == {"or": [{"field": "size", "in": ["small", "large"]}, DEEP["or"][1]]}  # type: ignore[index]  # a condition of the form or
    form = form_of(client.post(here, form_of(client.get(here)) | {"do": ["when:k1:remove"]}))
    client.post(here, form | {"l0-op": ["!="], "do": ["save"]})
    assert stored(version).materials[0].when == {"not": {"field": "size", "in": ["small", "large"]}}
    form = form_of(client.post(here, form_of(client.get(here)) | {"do": ["when:clear"]}))
    client.post(here, form | {"do": ["save"]})
    assert stored(version).materials[0].when is None


@pytest.mark.long
def test_a_forged_condition_is_refused(client: Client, version: ItemVersion) -> None:
    here = url(version, "questions/area/")
    form = form_of(
        client.post(here, opened(client, version, "questions/area/") | {"do": ["when:add"]})
    )
    for wrong in (
        {"l0-question": ["food"], "l0-value": ["yes"]},
        {"l0-question": ["area"], "l0-value": ["1"]},
        {"l0-question": ["size"], "l0-value": ["huge"]},
        {"l0-question": ["size"], "l0-op": ["<"]},
        {"l0-question": [""], "l0-value": ["\x00"]},
    ):
        refused = client.post(here, form | wrong | {"do": ["save"]})
        assert refused.status_code == 422, wrong
    number = {"part": ["l0"], "l0-question": ["area"], "l0-op": ["=="], "do": ["save"]}
    form = opened(client, version, "materials/m1/")
    for text in ("", "NaN", "1e9", "多", "9" * 20):
        sent = form | number | {"l0-value": [text]}
        assert client.post(url(version, "materials/m1/"), sent).status_code == 422
    sent = form | {
        "part": ["k0", "k7", "x", "l", "l²", "k" + "9" * 5000, "g1"],
        "g1-line": ["²"],
        "do": ["save"],
    }
    assert client.post(url(version, "materials/m1/"), sent).status_code == 302
    assert stored(version).questions[1].when is None
    assert stored(version).materials[0].when is None


@pytest.mark.long
def test_questions_keep_their_codes_and_what_is_used_cannot_go(
    client: Client, version: ItemVersion
) -> None:
    here = url(version, "questions/size/")
    form = opened(client, version, "questions/size/")
    form = form_of(client.post(here, form | {"text": ["规模多大？"], "do": ["sub:add"]}))
    assert form["text"] == ["规模多大？"]
    form |= {"s2-text": ["中型"]}
    form = form_of(client.post(here, form | {"do": ["sub:2:up"]}))
    assert client.post(here, form | {"do": ["save"]}).status_code == 302
    (size, *_rest) = stored(version).questions
    assert (size.code, size.text) == ("size", "规模多大？")
    assert [(each.code, each.text) for each in size.options] == [
        ("small", "小型"), ("o1", "中型"), ("large", "大型"),
    ]  # fmt: skip
    form = opened(client, version, "questions/size/")
    form = form_of(client.post(here, form | {"do": ["sub:2:remove"]}))
    refused = client.post(here, form | {"do": ["save"]})
    assert refused.status_code == 422
    assert (
        "问题“规模多大？”的回答“大型”还用在这些地方的适用情形里：内部审批流程“traffic审查”"
    ) in text_of(refused)
    form = opened(client, version, "questions/size/") | {"kind": ["bool"], "do": ["save"]}
    assert "的回答方式还用在" in text_of(client.post(here, form))
    rows = form_of(client.get(url(version)), "//main//form[@method='post']")
    refused = client.post(url(version), rows | {"do": ["questions:size:remove"]})
    assert refused.status_code == 422
    assert "请先改那里的条件。" in text_of(refused)
    assert client.post(url(version), rows | {"do": ["questions:area:remove"]}).status_code == 302
    assert [each.code for each in stored(version).questions] == ["size", "food"]


@pytest.mark.long
def test_a_question_stays_behind_those_it_depends_on(client: Client, version: ItemVersion) -> None:
    here = url(version, "questions/area/")
    form = opened(client, version, "questions/area/")
    form |= {"part": ["l0"], "l0-question": ["size"], "l0-op": ["=="], "l0-value": ["large"]}
    assert client.post(here, form | {"do": ["save"]}).status_code == 302
    for action in ("questions:area:up", "questions:size:down"):
        rows = form_of(client.get(url(version)), "//main//form[@method='post']")
        refused = client.post(url(version), rows | {"do": [action]})
        assert "“area？”要不要问，取决于“size？”的回答，“size？”必须排在前面。" in text_of(refused)
    client.post(url(version), rows | {"do": ["questions:food:up"]})
    assert [each.code for each in stored(version).questions] == ["size", "food", "area"]
    page = preview_of(client.get(url(version, "?a-size=small")))
    assert "area？" not in page
    assert "area？" in preview_of(client.get(url(version, "?a-size=large")))


@pytest.mark.long
def test_questions_fields_and_rules_are_added(client: Client, version: ItemVersion) -> None:
    form = opened(client, version, "questions/") | {"text": ["哪一类？"], "kind": ["choice"]}
    short = client.post(url(version, "questions/"), form | {"do": ["save"]})
    assert "单选的问题至少要有两个回答。" in text_of(short)
    form |= {"sub": ["0", "1"], "s0-text": ["甲"], "s1-text": ["甲"]}
    assert client.post(url(version, "questions/"), form | {"do": ["save"]}).status_code == 422
    form |= {"s1-text": ["乙"], "do": ["save"]}
    assert client.post(url(version, "questions/"), form).status_code == 302
    added = stored(version).questions[-1]
    assert (added.code, [each.code for each in added.options]) == ("q1", ["o1", "o2"])
    form = opened(client, version, "fields/") | {
        "label": ["设备清单"], "kind": ["table"], "prefill": [""], "sub": ["0", "1"],
        "s0-label": ["名称"], "s0-kind": ["text"], "s0-is_required": ["on"],
        "s1-label": ["种类"], "s1-kind": ["choice"], "s1-choices": ["灶具\r\n冰箱"],
        "part": ["l0"], "l0-question": ["food"], "l0-op": ["=="], "l0-value": ["yes"],
    }  # fmt: skip
    assert "申请表要填的" in preview_of(client.post(url(version, "fields/"), form))
    assert client.post(url(version, "fields/"), form | {"do": ["save"]}).status_code == 302
    (field,) = stored(version).fields
    assert (field.code, field.when) == ("f1", {"field": "food", "op": "==", "value": True})
    assert [(c.code, c.kind, c.is_required, c.choices) for c in field.columns] == [
        ("c1", "text", True, ()), ("c2", "choice", False, ("灶具", "冰箱")),
    ]  # fmt: skip
    form = opened(client, version, "scenario_rules/") | {"visits": ["2"], "do": ["save"]}
    bare = client.post(url(version, "scenario_rules/"), form)
    assert "请填写适用情形。" in text_of(bare)
    form |= {"part": ["l0"], "l0-question": ["size"], "l0-op": ["=="], "l0-value": ["large"]}
    assert client.post(url(version, "scenario_rules/"), form).status_code == 302
    (rule,) = stored(version).scenario_rules
    assert (rule.when, rule.visits, rule.review_limit) == (LARGE, 2, None)
    assert "2 次" in preview_of(client.get(url(version, "?a-size=large")))
    assert "0 次" in preview_of(client.get(url(version, "?a-size=small")))


@pytest.mark.long
def test_the_guide_beside_it_follows_the_answers(client: Client, version: ItemVersion) -> None:
    version.materials.update(when=LARGE)
    fee = {"name": "检测费", "standard": "120 元", "basis": "《示例条例》", "amount": "120.00"}
    version.fees.create(position=1, when=LARGE, **fee)
    page = client.get(url(version))
    assert "看回答：“size？”是“大型”时" in preview_of(page)
    assert "路径" in text_of(page)
    large = preview_of(client.get(url(version, "?a-size=large")))
    assert "120.00 元" in large
    small = preview_of(client.get(url(version, "?a-size=small")))
    assert "免费" in small
    assert "这种情形不需要：申请表" in small
    assert "怎么改：" in text_of(page)
    version.materials.update(when={"field": "size"})
    assert "预览不了" in preview_of(client.get(url(version)))
    form = opened(client, version, "materials/m1/")
    assert client.post(url(version, "materials/m1/"), form | {"do": ["save"]}).status_code == 302
    assert stored(version).materials[0].when is None


@pytest.mark.long
def test_two_managers_do_not_overwrite_each_other(client: Client, version: ItemVersion) -> None:
    here = url(version, "questions/food/")
    mine, theirs = (
        opened(client, version, "questions/food/"),
        opened(client, version, "questions/food/"),
    )
    client.post(here, theirs | {"text": ["做不做食品？"], "do": ["save"]})
    refused = client.post(here, mine | {"text": ["卖不卖食品？"], "do": ["save"]})
    assert refused.status_code == 422
    assert "别人保存过" in text_of(refused)
    assert stored(version).questions[-1].text == "做不做食品？"
    again = form_of(refused) | {"do": ["save"]}
    assert client.post(here, again).status_code == 302
    assert stored(version).questions[-1].text == "卖不卖食品？"


def test_conditions_are_reached_from_the_version_and_the_editor(
    client: Client, version: ItemVersion
) -> None:
    assert url(version) in body_of(client.get(f"/desk/items/{version.pk}/"))
    assert url(version, "materials/m1/") in body_of(
        client.get(f"/desk/items/{version.pk}/edit/materials/")
    )
    for missing in ("materials/", "materials/m9/", "nothing/", "windows/1/"):
        assert client.get(url(version, missing)).status_code == 404
