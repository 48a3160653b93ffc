"""Drafts are started, copied, given files, given up."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from onewindow.catalogue import actions
from onewindow.catalogue.models import ItemVersion, ServiceItem
from onewindow.events.models import Event
from onewindow.orgs.models import Department, Officer, Role
from tests.cast import make_officer
from tests.catalogue.drafts import make_draft
from tests.desk.drafting import filled, make_office, publish, stored, url
from tests.desk.pages import at_desk, body_of, message_after, text_of
from tests.documents.samples import pdf

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


@pytest.mark.long
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
