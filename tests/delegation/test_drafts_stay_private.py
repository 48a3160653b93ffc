"""What a draft says decides nothing about a delegation, and nobody outside reads its name."""

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils.timezone import localdate, now

from onewindow.catalogue.models import ItemVersion, ServiceItem
from onewindow.delegation import actions
from onewindow.delegation.items import item_names, items_of
from onewindow.delegation.models import Delegation, DelegationKind, Power
from onewindow.delegation.places import accepting_places, public_delegations
from onewindow.delegation.wording import NotLawful
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.models import Department
from tests.cases.building import City, build_city, make_draft_version
from tests.cast import make_department
from tests.delegation.granting import BEFORE, TODAY, make_delegation
from tests.delegation.papers import make_papers
from tests.desk.pages import text_of

pytestmark = pytest.mark.django_db
SECRET = "机密草稿"


@pytest.fixture
def city() -> City:
    return build_city()


def next_draft(of: ItemVersion, *, status: str, item_type: str = "filing") -> ItemVersion:
    """Make the next version, which was never public."""
    return ItemVersion.objects.create(
        item=of.item, number=of.number + 1, name=SECRET, form_number="1", subject="示例",
        item_type=item_type, status=status, acceptance_limit=1, review_limit=8,
        statutory_limit=20, phone="0900-0000001", drafted_by="x",
    )  # fmt: skip


def draft_only(city: City) -> ServiceItem:
    """Return an item of the same department of which there is but a draft."""
    departments = {each.unit.short_code: each.unit for each in city.version.steps.all()}
    names = {code.partition("-")[2]: unit for code, unit in departments.items()}
    version = make_draft_version(names, city.version.item.region, "never-public")
    ItemVersion.objects.filter(pk=version.pk).update(name=SECRET)
    return version.item


def test_a_licence_stays_one_whatever_the_next_draft_says(city: City) -> None:
    institute = make_department("institute", code="12119999999900169E")
    next_draft(city.version, status="draft")
    with pytest.raises(NotLawful, match="只能委托给其他行政机关"):
        make_delegation(city, institute)
    assert not Delegation.objects.exists()


@pytest.mark.parametrize("end", ["never published", "withdrawn"])
def test_what_is_not_in_force_is_not_delegated(city: City, end: str) -> None:
    item = draft_only(city) if end == "never published" else city.version.item
    if end == "withdrawn":
        ItemVersion.objects.filter(item=item).update(status="withdrawn")
    with pytest.raises(NotLawful, match="没有已经发布的实施清单"):
        make_delegation(city, make_department("street"), item=item)
    ItemVersion.objects.filter(pk=city.version.pk, status="published").update(status="suspended")
    if end == "never published":
        make_delegation(city, make_department("street2"))


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
@pytest.mark.parametrize("ended", ["published", "withdrawn"])
def test_an_item_is_called_what_it_was_called_in_public(
    city: City, status: str, ended: str
) -> None:
    papers = make_papers(city)
    item, name = city.version.item, city.version.name
    ItemVersion.objects.filter(pk=city.version.pk, status="published").update(status=ended)
    next_draft(city.version, status=status)
    never = draft_only(city)
    assert item_names([item.pk, never.pk]) == {item.pk: name, never.pk: never.code}
    assert items_of(item.department) == [(item, name)]
    page = text_of(Client().get("/delegations/"))
    assert papers.delegation.number in page
    assert name in page
    assert SECRET not in page


def test_nothing_of_an_item_that_was_never_public_is_announced(city: City) -> None:
    street: Department = make_department("street")
    item = draft_only(city)
    Delegation.objects.create(
        item=item, to=street, kind=DelegationKind.ENTRUSTED, powers=list(Power), number="x1",
        filing_number="x", filed_on=TODAY, basis="《示例条例》", valid_from=TODAY, by="x",
        by_name="x", at=now(),
    )  # fmt: skip
    assert not public_delegations(localdate()).exists()
    assert accepting_places(item, localdate()) == []


def test_only_the_delegation_that_runs_is_told_to_be_revoked_first(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    street = make_department("street")
    make_delegation(city, street)
    with pytest.raises(NotAllowedNow, match="先撤销"):
        make_delegation(city, street)
    # Any other broken constraint is a fault, and is not passed off as that one.
    monkeypatch.setattr(actions.delegating, "_record", _break_another)
    with pytest.raises(IntegrityError):
        make_delegation(city, street, valid_from=localdate(BEFORE))


def _break_another(*_parts: object) -> Delegation:
    raise IntegrityError("delegation_ends_after_start")
