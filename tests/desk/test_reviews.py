"""The joint review: each office its own fields, agreement or objection."""

from dataclasses import replace

import pytest
from django.utils.timezone import now

from onewindow.catalogue import actions
from onewindow.catalogue.element_rules import elements_reviewed_by
from onewindow.catalogue.models import ItemVersion, Review, ReviewOffice
from onewindow.desk.items.elements import elements_of
from onewindow.orgs.models import Department, Officer, Role
from tests.cast import make_department, make_officer, make_post
from tests.catalogue.drafts import make_draft
from tests.desk.pages import at_desk, body_of, links_of, message_after, text_of

pytestmark = pytest.mark.django_db


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
def version(manager: Officer) -> ItemVersion:
    version = actions.store_draft(make_draft(), by=manager.actor, at=now())
    actions.submit_for_review(version, by=manager.actor, at=now())
    return version


def url(version: ItemVersion, office: str) -> str:
    return f"/desk/items/{version.pk}/reviews/{office}/"


def test_every_reviewed_field_is_an_element_of_the_form(version: ItemVersion) -> None:
    shown = set(elements_of(version))
    units = {"acceptance_limit_unit", "review_limit_unit", "statutory_limit_unit"}
    for office in ReviewOffice.values:
        assert set(elements_reviewed_by(office)) - units <= shown


def test_what_waits_is_listed_for_the_office(
    version: ItemVersion, establishment_officer: Officer, government_officer: Officer
) -> None:
    for officer, office in (
        (establishment_officer, "establishment_office"),
        (government_officer, "government_office"),
    ):
        page = at_desk(officer).get("/desk/reviews/")
        assert url(version, office) in links_of(page)
        assert "1 项等您审核" in text_of(page)
    at_desk(establishment_officer).post(url(version, "establishment_office"), {"agrees": "yes"})
    assert "没有等您审核的事项" in text_of(at_desk(establishment_officer).get("/desk/reviews/"))


# Its first field, and whether it draws the flow chart among its own.
OWN = {
    Role.ESTABLISHMENT_OFFICE: ("own-name", False),
    Role.LEGISLATIVE_OFFICE: ("own-fees", False),
    Role.GOVERNMENT_OFFICE: ("own-acceptance_limit", True),
    Role.LEGAL_OFFICER: ("own-steps", True),
}


def test_the_office_sees_its_own_fields_first(version: ItemVersion, office: Department) -> None:
    for role, (first, draws) in OWN.items():
        who = make_officer(f"who.{role}", role, department=office)
        page = body_of(at_desk(who).get(url(version, role)))
        own, rest = page.index(f'id="{first}"'), page.index("dk-rest")
        assert own < rest, role
        assert page.count("ow-flow-wide") == 2
        assert (page.index("ow-flow-wide") < rest) is draws, role
        for code in ("name", "bases", "item_type"):
            assert f'id="own-{code}"' in page or f'id="{code}"' in page


def test_agreeing_and_objecting(
    version: ItemVersion, establishment_officer: Officer, legislative_officer: Officer
) -> None:
    client = at_desk(establishment_officer)
    done = client.post(url(version, "establishment_office"), {"agrees": "yes", "comment": ""})
    assert "意见已提交：同意" in message_after(client, done)
    lawyer = at_desk(legislative_officer)
    silent = lawyer.post(
        url(version, "legislative_office"), {"agrees": "no", "comment": "不行", "on-fees": " "}
    )
    assert silent.status_code == 422
    assert "至少在一个要素下写明" in text_of(silent)
    foreign = lawyer.post(url(version, "legislative_office"), {"agrees": "no", "on-name": "改名"})
    assert foreign.status_code == 422
    said = {"agrees": "no", "on-fees": "缺收费依据"}
    done = lawyer.post(url(version, "legislative_office"), said)
    assert "有意见" in message_after(lawyer, done)
    assert "收费项目和依据：缺收费依据" in text_of(lawyer.get(f"/desk/items/{version.pk}/"))


def test_speaking_twice_is_refused(version: ItemVersion, establishment_officer: Officer) -> None:
    client = at_desk(establishment_officer)
    assert client.post(url(version, "establishment_office"), {"agrees": "yes"}).status_code == 302
    again = client.post(
        url(version, "establishment_office"), {"agrees": "no", "on-name": "改主意了"}
    )
    assert again.status_code == 422
    assert "不能重复提交" in text_of(again)
    assert Review.objects.get(version=version, office="establishment_office").verdict == "agreed"


def test_nobody_reviews_his_own_draft(office: Department) -> None:
    both = make_officer("both", Role.ITEM_MANAGER, Role.LEGAL_OFFICER, department=office)
    version = actions.store_draft(make_draft(), by=both.actor, at=now())
    actions.submit_for_review(version, by=both.actor, at=now())
    refused = at_desk(both).post(url(version, "legal_officer"), {"agrees": "yes"})
    assert refused.status_code == 422
    assert "不能由您自己审核" in text_of(refused)


def test_other_offices_and_other_departments_find_nothing(
    version: ItemVersion, establishment_officer: Officer, legal_officer: Officer
) -> None:
    for officer, office in (
        (establishment_officer, "government_office"),
        (legal_officer, "legal_officer"),
        (establishment_officer, "nonsense"),
    ):
        client = at_desk(officer)
        assert client.get(url(version, office)).status_code == 404
        assert client.post(url(version, office), {"agrees": "yes"}).status_code == 404


@pytest.mark.long
def test_the_difference_to_what_is_published_is_shown_element_by_element(
    version: ItemVersion, manager: Officer, government_officer: Officer
) -> None:
    other = make_officer("anyone", Role.REVIEWER).actor
    for review in version.reviews.all():
        actions.review(review, by=other, agrees=True, at=now())
    actions.publish(version, by=manager.actor, at=now())
    draft = replace(make_draft(), review_limit=9, name="示例许可（新）")
    second = actions.store_draft(draft, by=manager.actor, at=now())
    actions.submit_for_review(second, by=manager.actor, at=now())
    page = text_of(at_desk(government_officer).get(url(second, "government_office")))
    assert "审查时限（承诺）删去：10 个工作日加上：9 个工作日" in page
    assert "事项名称示例许可加上：（新）" in page[page.index("其他改动") :]
