"""A draft is written on screen, group by group; nothing typed is lost, nobody is overwritten."""

from dataclasses import replace
from typing import TypeAlias

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from lxml import html

from onewindow.catalogue import actions
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.elements import GROUPS
from onewindow.catalogue.definition.rows import Condition
from onewindow.catalogue.drafters import drafters_of
from onewindow.catalogue.models import ItemVersion, ServiceItem
from onewindow.catalogue.storing import definition_of
from onewindow.events import Actor
from onewindow.events.models import Event
from onewindow.orgs.models import Department, Officer, Role
from tests.cast import make_department, make_officer, make_post
from tests.catalogue.drafts import make_draft
from tests.desk.pages import at_desk, body_of, message_after, text_of
from tests.documents.samples import pdf

pytestmark = pytest.mark.django_db
Form: TypeAlias = dict[str, list[str]]


@pytest.fixture
def office() -> Department:
    office = make_department("slj", name="示例市示例局")
    office.short_name = "市示例局"
    office.save(update_fields=["short_name"])
    make_post(office, code="sample", name="示例岗")
    return office


@pytest.fixture
def manager(office: Department) -> Officer:
    return make_officer("manager", Role.ITEM_MANAGER, department=office)


@pytest.fixture
def client(manager: Officer) -> Client:
    return at_desk(manager)


@pytest.fixture
def version(manager: Officer) -> ItemVersion:
    return actions.store_draft(make_draft(), by=manager.actor, at=now())


def url(version: ItemVersion, group: str) -> str:
    return f"/desk/items/{version.pk}/edit/{group}/"


def filled(client: Client, version: ItemVersion, group: str, query: str = "") -> Form:
    """Return the form of a page as a browser would send it unchanged."""
    page = html.fromstring(body_of(client.get(url(version, group) + query)))
    (form,) = page.xpath("//form[contains(@class, 'dk-edit')]")
    sent: Form = {}
    for field in form.xpath(".//input | .//textarea | .//select"):
        kind, name = field.get("type"), field.get("name")
        if not name or (kind in {"checkbox", "radio"} and field.get("checked") is None):
            continue
        usual = "on" if kind == "checkbox" else ""
        value = field.value if field.tag != "input" else field.get("value", usual)
        sent.setdefault(name, []).append((value or "").removeprefix("\n"))
    return sent


def stored(version: ItemVersion) -> ItemDefinition:
    """Return what is in the database now."""
    return definition_of(ItemVersion.objects.select_related("item").get(pk=version.pk))


def test_saving_a_page_unchanged_changes_nothing(client: Client, version: ItemVersion) -> None:
    before = stored(version)
    for group in GROUPS:
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
    assert "适用情形 “q”是“是”" in page
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


def test_a_blank_form_is_uploaded_shown_and_taken_away(
    client: Client, version: ItemVersion
) -> None:
    code = stored(version).materials[0].code
    where = f"/desk/items/{version.pk}/edit/materials/{code}/blank_form/"
    bad = client.post(where, {"file": SimpleUploadedFile("申请表.exe", b"MZ\x90\x00")})
    assert bad.status_code == 422
    assert client.post(where).status_code == 422
    done = client.post(where, {"file": SimpleUploadedFile("空白表.pdf", pdf())})
    assert done.status_code == 302, text_of(done)
    assert stored(version).materials[0].blank_form is not None
    shown = client.get(f"/desk/items/{version.pk}/")
    address = f"/desk/items/{version.pk}/files/materials/{code}/blank_form/"
    assert address in body_of(shown)
    assert client.get(address).getvalue() == pdf()
    assert client.post(where, {"remove": "yes"}).status_code == 302
    assert client.get(address).status_code == 404
    for path in (f"materials/{code}/name/", "materials/none/blank_form/", "steps/s1/blank_form/"):
        assert client.get(f"/desk/items/{version.pk}/edit/{path}").status_code == 404


def test_an_item_is_started_from_scratch_and_given_up_again(
    client: Client, manager: Officer
) -> None:
    assert client.post("/desk/items/new/", {"name": "新事项", "number": "一号"}).status_code == 422
    form = {"name": "新事项", "number": "SL-009", "item_type": "licensing"}
    done = client.post("/desk/items/new/", form)
    version = ItemVersion.objects.get()
    assert done.headers["Location"] == url(version, "basic")
    assert stored(version).subject == "示例市示例局"
    again = client.post("/desk/items/new/", form)
    assert again.status_code == 422
    assert "已经有项目序号为“SL-009”的事项" in text_of(again)
    assert "不能恢复" in text_of(client.get(f"/desk/items/{version.pk}/discard/"))
    gone = client.post(f"/desk/items/{version.pk}/discard/")
    assert "已放弃“新事项”的草稿" in message_after(client, gone)
    assert not ServiceItem.objects.exists()
    assert Event.objects.filter(code="item.draft_discarded").exists()


def test_a_new_version_copies_the_published_one_and_leaves_it_alone(
    client: Client, version: ItemVersion, manager: Officer
) -> None:
    publish(version, manager)
    assert "新建版本" in text_of(client.get(f"/desk/items/{version.pk}/"))
    assert client.get(url(version, "basic")).status_code == 302
    form = {"name": ["改不了"], "seen": ["x"]}
    assert client.post(url(version, "basic"), form).status_code == 422
    done = client.post(f"/desk/items/{version.pk}/versions/")
    second = ItemVersion.objects.get(number=2)
    assert done.headers["Location"] == url(second, "basic")
    assert stored(second) == stored(version)
    refused = client.post(f"/desk/items/{version.pk}/versions/")
    assert refused.status_code == 422
    assert "已经有一个没有发布的版本" in text_of(refused)


def test_a_reviewed_draft_that_is_given_up_keeps_its_review(
    client: Client, version: ItemVersion, manager: Officer
) -> None:
    reviewer = make_officer("anyone", Role.REVIEWER).actor
    for each in actions.submit_for_review(version, by=manager.actor, at=now()):
        is_first = each.office == "establishment_office"
        said = {"name": "不行"} if is_first else {}
        actions.review(each, by=reviewer, agrees=not is_first, comments=said, at=now())
    assert client.post(f"/desk/items/{version.pk}/discard/").status_code == 302
    version.refresh_from_db()
    assert version.status == "withdrawn"
    assert version.reviews.count() == 4
    assert client.get(f"/desk/items/{version.pk}/discard/").status_code == 302
    assert client.post(f"/desk/items/{version.pk}/discard/").status_code == 422


def test_what_the_standard_says_is_locked(client: Client, version: ItemVersion) -> None:
    standard = ServiceItem.objects.create(
        code="standard", slug="standard", number="standard", department=version.item.department,
        region=version.item.region, is_standard=True,
    )  # fmt: skip
    ServiceItem.objects.filter(pk=version.item_id).update(standard=standard)
    page = client.get(url(version, "materials"))
    assert "来自标准事项的内容各地一致" in text_of(page)
    assert "materials-0-name" not in body_of(page)
    form = filled(client, version, "basic") | {"name": ["别的名字"], "summary": ["好"]}
    assert client.post(url(version, "basic"), form).status_code == 302
    said = stored(version)
    assert (said.name, said.summary) == ("示例许可", "好")


def publish(version: ItemVersion, manager: Officer) -> None:
    reviewer = make_officer("anyone", Role.REVIEWER).actor
    for each in actions.submit_for_review(version, by=manager.actor, at=now()):
        actions.review(each, by=reviewer, agrees=True, comment="", at=now())
    actions.publish(version, by=manager.actor, at=now())
