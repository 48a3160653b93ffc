"""A draft is written on screen, group by group; nothing typed is lost, nobody is overwritten."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from django.test import Client
from django.utils.timezone import now
from lxml import html

from onewindow.catalogue import actions
from onewindow.catalogue.definition.elements import GROUPS, Group
from onewindow.catalogue.definition.rows import Condition
from onewindow.catalogue.drafters import drafters_of
from onewindow.catalogue.models import ItemVersion
from onewindow.desk.items.editing import tables
from onewindow.events import Actor
from onewindow.events.models import Event
from onewindow.orgs.models import Department, Officer, Role
from tests.cast import make_department, make_officer
from tests.catalogue.drafts import make_draft
from tests.desk.drafting import filled, make_office, stored, url
from tests.desk.pages import at_desk, body_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Department:
    return make_office()


@pytest.fixture
def manager(office: Department) -> Officer:
    return make_officer("manager", Role.ITEM_MANAGER, department=office)


@pytest.fixture
def client(manager: Officer) -> Client:
    return at_desk(manager)


@pytest.fixture
def version(manager: Officer) -> ItemVersion:
    return actions.store_draft(make_draft(), by=manager.actor, at=now())


# A group with columns, one with tables, one with files of its own; then all of them.
SOME = [group for group in GROUPS if group.code in {"basic", "flow", "materials"}]


@pytest.mark.parametrize("groups", [SOME, pytest.param(GROUPS, marks=pytest.mark.long)])
def test_saving_a_page_unchanged_changes_nothing(
    client: Client, version: ItemVersion, groups: Sequence[Group]
) -> None:
    before = stored(version)
    assert len(groups) >= 3
    for group in groups:
        form = filled(client, version, group.code) | {"do": ["next"]}
        done = client.post(url(version, group.code), form)
        assert done.status_code == 302, text_of(done)
        assert stored(version) == before
    assert not Event.objects.filter(code="item.edited").exists()


def test_elements_are_saved_with_their_codes_in_the_event(
    client: Client, version: ItemVersion, manager: Officer
) -> None:
    form = filled(client, version, "basic")
    form |= {
        "summary": ["开店先办这个。\r\n不收费。"],
        "aliases": ["开店\n\n 办证 \n摆摊"],
        "themes": ["住房"],
    }
    assert client.post(url(version, "basic"), form).status_code == 302
    said = stored(version)
    assert said.summary == "开店先办这个。\n不收费。"
    assert said.aliases == ("开店", "办证", "摆摊")
    assert said.themes == ("住房",)
    event = Event.objects.get(code="item.edited")
    assert '"elements":["themes","aliases","summary"]' in event.data
    assert event.actor == manager.actor.code
    assert version.edits.latest("at").elements == ["themes", "aliases", "summary"]


def test_wrong_input_is_named_and_nothing_typed_is_lost(
    client: Client, version: ItemVersion
) -> None:
    form = filled(client, version, "limits") | {
        "review_limit": ["九天"],
        "limit_note": ["新的说明"],
    }
    refused = client.post(url(version, "limits"), form)
    assert refused.status_code == 422
    assert "“审查时限（承诺）”：请填写数字" in text_of(refused)
    assert 'value="九天"' in body_of(refused)
    assert "新的说明" in body_of(refused)
    version.refresh_from_db()
    assert version.limit_note == "示例说明"
    words = filled(client, version, "basic") | {"aliases": ["好" * 101]}
    assert "第 1 行有 101 个字，最多 100 个字" in text_of(client.post(url(version, "basic"), words))


def test_rows_are_added_moved_and_removed_by_buttons(client: Client, version: ItemVersion) -> None:
    added = client.post(
        url(version, "materials"), filled(client, version, "materials") | {"do": ["materials:add"]}
    )
    assert added.headers["Location"].endswith("?add=materials#new")
    form = filled(client, version, "materials", "?add=materials")
    assert form["materials"] == ["0", "1", "2"]
    form |= {"materials-2-name": ["营业执照"], "do": ["materials:2:up"]}
    assert client.post(url(version, "materials"), form).status_code == 302
    assert [row.name for row in stored(version).materials] == [
        "示例申请表", "营业执照", "场所平面图",
    ]  # fmt: skip
    assert len({row.code for row in stored(version).materials}) == 3
    form = filled(client, version, "materials") | {"do": ["materials:0:remove"]}
    client.post(url(version, "materials"), form)
    assert [row.name for row in stored(version).materials] == ["营业执照", "场所平面图"]


def test_a_blank_new_row_is_no_row_and_a_wrong_one_is_named(
    client: Client, version: ItemVersion
) -> None:
    form = filled(client, version, "legal", "?add=fees")
    assert client.post(url(version, "legal"), form).status_code == 302
    assert len(stored(version).fees) == 1
    form = filled(client, version, "legal", "?add=fees")
    form |= {"fees-1-standard": ["每本 5 元"], "do": ["fees:1:up"]}
    refused = client.post(url(version, "legal"), form)
    assert refused.status_code == 422
    assert "收费项目和依据“”的“收费项目”：请填写这一项" in text_of(refused)
    body = body_of(refused)
    assert body.index("每本 5 元") < body.index("10 元/本")


@pytest.mark.long
def test_a_step_names_unit_post_and_the_steps_before_it(
    client: Client, version: ItemVersion, office: Department
) -> None:
    other = make_department("qtj", name="示例市其他局")
    codes = [row.code for row in stored(version).steps]
    form = filled(client, version, "flow")
    assert form["steps-3-needs"] == codes[1:3]
    form |= {"steps-1-place": ["qtj/"], "steps-3-needs": [codes[1]]}
    assert client.post(url(version, "flow"), form).status_code == 302
    steps = stored(version).steps
    assert (steps[1].unit, steps[1].post) == (other.short_code, "")
    assert steps[3].needs == (codes[1],)
    form = filled(client, version, "flow") | {"do": ["steps:1:remove"]}
    assert client.post(url(version, "flow"), form).status_code == 302
    assert stored(version).steps[2].needs == ()
    form = filled(client, version, "flow") | {"steps-0-place": ["qtj/nothing"]}
    assert "请从列出的选项里选一项" in text_of(client.post(url(version, "flow"), form))


def test_what_is_not_edited_in_a_row_stays(client: Client, version: ItemVersion) -> None:
    before = stored(version)
    when: Condition = {"field": "q", "op": "==", "value": True}
    rows = tuple(replace(row, when=when) for row in before.materials)
    actions.store_definition(version.item, replace(before, materials=rows), by=somebody(), at=now())
    page = text_of(client.get(url(version, "materials")))
    assert "适用情形 “q”选“是”" in page
    form = filled(client, version, "materials") | {"do": ["materials:1:up"]}
    client.post(url(version, "materials"), form)
    assert [row.when for row in stored(version).materials] == [when, when]


def somebody() -> Actor:
    return make_officer("somebody.else", Role.ITEM_MANAGER, department="slj").actor


def test_two_managers_at_once_see_what_the_other_changed(
    client: Client, version: ItemVersion, office: Department
) -> None:
    colleague = make_officer("colleague", Role.ITEM_MANAGER, department=office)
    mine, theirs = filled(client, version, "places"), filled(at_desk(colleague), version, "places")
    at_desk(colleague).post(url(version, "places"), theirs | {"phone": ["0900-1111111"]})
    refused = client.post(url(version, "places"), mine | {"phone": ["0900-2222222"]})
    assert refused.status_code == 422
    said = text_of(refused)
    assert "示例·colleague在" in said
    assert "业务咨询电话" in said
    assert "删去：1111111" in said
    assert "加上：2222222" in said
    assert stored(version).phone == "0900-1111111"
    seen = html.fromstring(body_of(refused)).xpath("string(//input[@name='seen']/@value)")
    again = mine | {"phone": ["0900-2222222"], "seen": [seen]}
    assert client.post(url(version, "places"), again).status_code == 302
    assert stored(version).phone == "0900-2222222"
    assert drafters_of(version) >= {colleague.actor.code}
    other_page = filled(client, version, "limits")
    at_desk(colleague).post(url(version, "places"), filled(client, version, "places"))
    assert client.post(url(version, "limits"), other_page).status_code == 302


@pytest.mark.long
def test_the_button_pressed_while_the_page_saves_itself_is_no_conflict(
    client: Client, version: ItemVersion, office: Department
) -> None:
    form = filled(client, version, "basic") | {"summary": ["新的说明"]}
    page = url(version, "basic")
    assert client.post(page, form | {"do": ["autosave"]}).status_code == 200
    done = client.post(page, form | {"aliases": ["开店"], "do": ["save"]}, follow=True)
    assert "已保存。" in text_of(done)
    assert (stored(version).summary, stored(version).aliases) == ("新的说明", ("开店",))
    old_tab = client.post(page, form | {"aliases": ["摆摊"]})
    assert old_tab.status_code == 422, "his own later words are not undone by an old page"
    mine = filled(client, version, "basic") | {"summary": ["我的"]}
    client.post(page, mine)
    colleague = at_desk(make_officer("colleague", Role.ITEM_MANAGER, department=office))
    colleague.post(page, filled(colleague, version, "basic") | {"aliases": ["他的"]})
    assert client.post(page, mine).status_code == 422
    limits = filled(client, version, "limits") | {"review_limit": ["40000"]}
    assert "“审查时限（承诺）”：最多 999。" in text_of(client.post(url(version, "limits"), limits))


def test_a_change_saves_itself_and_the_next_one_goes_on(
    client: Client, version: ItemVersion
) -> None:
    form = filled(client, version, "materials", "?add=materials") | {"do": ["autosave"]}
    form |= {"materials-2-name": ["营业执照"]}
    saved = client.post(url(version, "materials"), form)
    assert saved.status_code == 200
    assert "已自动保存" in text_of(saved)
    tree = html.fromstring(body_of(saved))
    fresh = {field.get("name"): [field.get("value")] for field in tree.xpath("//input")}
    assert fresh["materials-2-origin"] == ["2"]
    again = form | fresh | {"materials-2-note": ["副本"]}
    assert client.post(url(version, "materials"), again).status_code == 200
    rows = stored(version).materials
    assert [(row.name, row.note) for row in rows][2:] == [("营业执照", "副本")]
    refused = client.post(url(version, "materials"), again | fresh | {"materials-2-copies": ["x"]})
    assert refused.status_code == 422
    assert "没有自动保存：“份数”：请填写数字" in text_of(refused)


@pytest.mark.long
def test_a_long_table_is_kept_whole_and_no_row_is_lost_on_the_way(
    client: Client, version: ItemVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 12)
    page, before = url(version, "materials"), stored(version)
    count = tables.MOST_ROWS + 1
    rows = tuple(replace(before.materials[0], code=f"m{n}", name=f"材料{n}") for n in range(count))
    actions.store_definition(version.item, replace(before, materials=rows), by=somebody(), at=now())
    form = filled(client, version, "materials", "?add=materials")
    assert len(form["materials"]) == count, "a full table takes no more"
    assert client.post(page, form | {"materials-0-note": ["副本"]}).status_code == 302
    assert stored(version).materials == (replace(rows[0], note="副本"), *rows[1:])
    form = filled(client, version, "materials")
    keys = form["materials"]
    for sent, says in (
        ({"materials": keys[:-1]}, "没有收全"),
        ({"materials": [*keys, "999"], "materials-rows": [f"{count + 1}"]}, f"最多 {count} 条"),
    ):
        refused = client.post(page, form | sent | {"do": ["autosave"]})
        assert (refused.status_code, says in text_of(refused)) == (422, True)
    assert client.post(page, form | {"do": ["materials:0:remove"]}).status_code == 302
    assert stored(version).materials == rows[1:]
