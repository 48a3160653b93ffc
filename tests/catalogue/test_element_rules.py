"""Every element has offices that review it; some are the same in every place."""

import pytest
from django.utils.timezone import now

from onewindow.catalogue import actions
from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.drafters import drafters_of
from onewindow.catalogue.element_rules import element_rules, elements_reviewed_by, locked_elements
from onewindow.catalogue.models import ReviewOffice, ServiceItem
from onewindow.orgs.models import Role
from tests.cast import make_department, make_officer, make_post
from tests.catalogue.drafts import make_draft


def test_every_element_has_an_office_and_nothing_else_is_listed() -> None:
    assert list(element_rules()) == [code for code in elements() if code in element_rules()]
    assert set(element_rules()) == set(elements())
    for code, rule in element_rules().items():
        assert rule.offices, code
        assert set(rule.offices) <= set(ReviewOffice.values), code
    assert {office for office in ReviewOffice.values if elements_reviewed_by(office)} == set(
        ReviewOffice.values
    )


def test_the_offices_answer_for_what_the_joint_review_gives_them() -> None:
    expected = {
        "establishment_office": {"name", "form_number", "subject", "item_type", "bases"},
        "legislative_office": {"fees", "conditions", "process"},
        "government_office": {"review_limit", "materials", "steps"},
        "legal_officer": {"steps"},
    }
    for office, codes in expected.items():
        assert codes <= set(elements_reviewed_by(office))


@pytest.mark.django_db
def test_shared_elements_are_locked_in_a_claimed_item_only() -> None:
    office = make_department("slj", name="示例市示例局")
    office.short_name = "市示例局"
    office.save(update_fields=["short_name"])
    make_post(office, code="sample", name="示例岗")
    first = make_officer("first", Role.ITEM_MANAGER, department=office)
    second = make_officer("second", Role.ITEM_MANAGER, department=office)
    actions.store_draft(make_draft(), by=first.actor, at=now())
    version = actions.store_draft(make_draft(), by=second.actor, at=now())
    assert drafters_of(version) == {first.actor.code, second.actor.code}
    assert locked_elements(version) == frozenset()
    version.item.standard = ServiceItem.objects.create(
        code="standard", slug="standard", number="standard", department=office,
        region=office.region, is_standard=True,
    )  # fmt: skip
    assert {"name", "bases", "materials"} <= locked_elements(version)
    assert not {"phone", "steps", "review_limit"} & locked_elements(version)
