"""A version's flow charts at the desk: each on its own page, the internal one for few eyes only."""

import pytest
from django.test import Client
from django.utils.timezone import now
from lxml import etree

from onewindow.catalogue import actions
from onewindow.catalogue.models import ItemStep, ItemVersion
from onewindow.orgs.models import Officer, Role
from onewindow.procedure.bpmn import read_bpmn
from tests.cast import make_department, make_officer, make_post
from tests.catalogue.drafts import make_draft
from tests.desk.pages import at_desk, body_of, links_of, text_of

pytestmark = pytest.mark.django_db
PERSON = "示例·内审员"


@pytest.fixture
def manager() -> Officer:
    office = make_department("slj", name="示例市示例局")
    office.short_name = "市示例局"
    office.save(update_fields=["short_name"])
    make_post(office, code="sample", name="示例岗")
    return make_officer("manager", Role.ITEM_MANAGER, department=office)


@pytest.fixture
def version(manager: Officer) -> ItemVersion:
    version = actions.store_draft(make_draft(), by=manager.actor, at=now())
    version.steps.filter(kind="review").update(person=PERSON)
    return version


@pytest.fixture
def client(manager: Officer) -> Client:
    return at_desk(manager)


@pytest.mark.long
def test_the_version_leads_to_both_charts(client: Client, version: ItemVersion) -> None:
    start = f"/desk/items/{version.pk}/"
    links = links_of(client.get(start))
    for show, sees in (("public", False), ("internal", True)):
        assert f"{start}flow/{show}/" in links
        page = client.get(f"{start}flow/{show}/")
        assert page.status_code == 200
        assert (PERSON in text_of(page)) is sees
        for kind in ("svg", "bpmn"):
            address = f"{start}flow/{show}.{kind}"
            assert address in links_of(page)
            file = client.get(address)
            assert (PERSON in body_of(file)) is sees
            etree.fromstring(body_of(file).encode())


def test_what_was_saved_as_bpmn_has_the_steps_of_the_version(
    client: Client, version: ItemVersion
) -> None:
    file = client.get(f"/desk/items/{version.pk}/flow/internal.bpmn")
    rows = version.steps.order_by("position")
    assert [step.code for step in read_bpmn(body_of(file).encode())] == [row.code for row in rows]


def test_another_department_sees_what_is_published_and_nothing_internal(
    version: ItemVersion,
) -> None:
    other = at_desk(make_officer("elsewhere", Role.ITEM_MANAGER, department=make_department("qxj")))
    start = f"/desk/items/{version.pk}/flow/"
    assert other.get(f"{start}public/").status_code == 404
    ItemVersion.objects.filter(pk=version.pk).update(status="published", published_at=now())
    for kind in ("/", ".svg", ".bpmn"):
        assert other.get(f"{start}public{kind}").status_code == 200
        assert other.get(f"{start}internal{kind}").status_code == 404
        assert other.get(f"{start}secret{kind}").status_code == 404


def test_an_unsound_draft_says_what_is_wrong_instead(client: Client, version: ItemVersion) -> None:
    ItemStep.objects.filter(version=version, kind="decision").update(kind="review")
    page = client.get(f"/desk/items/{version.pk}/flow/public/")
    assert "没有决定环节" in text_of(page)
    assert client.get(f"/desk/items/{version.pk}/flow/public.svg").status_code == 404
    assert client.get(f"/desk/items/{version.pk}/flow/public.bpmn").status_code == 404
