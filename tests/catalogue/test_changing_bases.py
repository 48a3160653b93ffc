"""An item changes its base item and the index follows; two claims of one wait in line."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from onewindow.catalogue import actions
from onewindow.catalogue.actions.claiming import Place
from onewindow.catalogue.models import BaseItem, Claim, ItemVersion, SearchEntry, ServiceItem
from onewindow.catalogue.search import reindex, reindex_base
from onewindow.catalogue.storing import definition_of, write_definition
from onewindow.events.rules import Actor
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.models import Department
from tests.cases.building import build_city
from tests.cast import make_department, make_post
from tests.catalogue.drafts import make_draft
from tests.delegation.test_racing_revocation import wait_for_a_lock

AT = datetime(2026, 3, 30, 2, 0, tzinfo=UTC)
BY = Actor("official/city", "示例·市")


def make_base(code: str) -> BaseItem:
    return BaseItem.objects.create(
        code=code, name=f"示例{code}", item_type="01", department_name="示例局", source="test"
    )


def waiting_bases() -> set[str]:
    """Return the codes of the base items that are found as not online yet."""
    found = SearchEntry.objects.exclude(base=None).values_list("base__code", flat=True)
    return {str(code) for code in found}


@pytest.mark.django_db
def test_a_claim_moves_an_item_to_the_base_of_its_standard() -> None:
    office = make_department("slj", name="示例市示例局")
    Department.objects.filter(pk=office.pk).update(short_name="市示例局")
    make_post(office, code="sample", name="示例岗")
    source = actions.store_draft(make_draft(), by=BY, at=AT)
    old, new = make_base("000117112001"), make_base("000117112002")
    ServiceItem.objects.filter(pk=source.item_id).update(is_standard=True, base=new)
    ItemVersion.objects.filter(pk=source.pk).update(status="published", published_at=AT)
    own = build_city().version
    ServiceItem.objects.filter(pk=own.item_id).update(base=old)
    own.item.refresh_from_db()
    reindex_base(BaseItem.objects.all())
    reindex(own.item)
    assert waiting_bases() == {new.code}
    standard = ServiceItem.objects.get(pk=source.item_id)
    place = Place(own.item.department, own.item.number, "city")
    ItemVersion.objects.filter(pk=source.pk).update(status="published")
    actions.claim_standard(standard, place, by=BY, at=AT)
    assert waiting_bases() == {old.code}


@pytest.mark.django_db
def test_writing_a_draft_leaves_what_it_does_not_say() -> None:
    office = make_department("slj", name="示例市示例局")
    Department.objects.filter(pk=office.pk).update(short_name="市示例局")
    make_post(office, code="sample", name="示例岗")
    version = actions.store_draft(make_draft(), by=BY, at=AT)
    ItemVersion.objects.filter(pk=version.pk).update(effective_on=date(2999, 1, 1))
    assert version.effective_on is None
    write_definition(version, definition_of(version))
    version.refresh_from_db()
    assert version.effective_on == date(2999, 1, 1)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_of_two_claims_of_a_base_item_at_once_one_is_told_of_the_other() -> None:
    base, office = make_base("000117112003"), make_department("qxj", name="示例市气象局")

    def claim(number: str) -> None:
        try:
            actions.claim_base(base, Place(office, number, "city"), by=BY, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            actions.claim_base(base, Place(office, "QX-1", "city"), by=BY, at=AT)
            second = pool.submit(claim, "QX-2")
            wait_for_a_lock()
        with pytest.raises(NotAllowedNow, match="QX-1"):
            second.result()
    assert Claim.objects.count() == 1
