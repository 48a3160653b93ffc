"""A standard that comes again in a package asks nobody twice to follow it."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest

from onewindow.catalogue import actions
from onewindow.catalogue.actions.claiming import Place
from onewindow.catalogue.actions.drafting import store_definition
from onewindow.catalogue.models import ServiceItem, StandardChange
from onewindow.catalogue.package.container import open_source, write_zip
from onewindow.catalogue.package.gathering import pack
from onewindow.catalogue.package.opening import read_package
from onewindow.catalogue.package.taking_in import Way, take_in
from onewindow.catalogue.storing import definition_of, write_definition
from onewindow.events import SYSTEM
from onewindow.orgs.models import Level
from tests.cast import AT, make_department, make_post, make_region
from tests.catalogue.drafts import make_draft
from tests.catalogue.test_claims import CITY, PROVINCE, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def standard() -> ServiceItem:
    office = make_department("slj", name="示例市示例局")
    office.short_name, office.region = "市示例局", make_region("990000", "示例省", Level.PROVINCE)
    office.save(update_fields=["short_name", "region"])
    make_post(office, code="sample", name="示例岗")
    version = actions.store_draft(make_draft(), by=PROVINCE, at=AT)
    ServiceItem.objects.filter(pk=version.item_id).update(is_standard=True)
    write_definition(version, replace(definition_of(version), exercise_levels=("city",)))
    return publish(version).item


def packed(standard: ServiceItem, change: Callable[[str], str] = str) -> BytesIO:
    entries = pack(ServiceItem.objects.filter(pk=standard.pk), with_base=False)
    package = BytesIO()
    write_zip(((name, change(data.decode()).encode()) for name, data in entries), package)
    return package


def taken(package: BytesIO) -> list[str]:
    with open_source(package) as source:
        contents = read_package(source, is_trial=False, is_edited=True)
        report = take_in(contents, Way(by=SYSTEM, at=AT, as_published=True))
    return [str(each.outcome) for each in report.items]


@pytest.mark.long
def test_only_a_version_put_in_force_is_a_task_and_only_once(standard: ServiceItem) -> None:
    city = make_department("qxj", name="示例市气象局")
    own = replace(
        definition_of(standard.versions.get()), department="qxj", form_number="QX-1", name="旧名称"
    )
    item = ServiceItem.objects.create(
        code="old", slug="old", department=city, number="QX-1", region=city.region
    )
    publish(store_definition(item, own, by=CITY, at=AT))
    actions.claim_standard(standard, Place(city, "QX-1", "city"), by=CITY, at=AT)
    next_one = replace(definition_of(standard.versions.get()), phone="0900-0000008")

    def draft_only() -> BytesIO:
        draft = store_definition(standard, next_one, by=PROVINCE, at=AT)
        package = packed(standard)
        actions.discard_draft(draft, by=PROVINCE, at=AT)
        return package

    assert taken(draft_only()) == ["changed"]
    assert not StandardChange.objects.exists(), "its draft asks nothing of anybody"
    actions.discard_draft(standard.versions.get(status="draft"), by=PROVINCE, at=AT)
    renamed = packed(standard, lambda text: text.replace("示例许可", "新的许可"))
    assert taken(renamed) == ["changed"]
    change = StandardChange.objects.get()
    actions.decline_change(change, by=CITY, reason="本市条例未改", at=AT)
    next_one = replace(next_one, name=change.standard_version.name)
    assert taken(renamed) == ["unchanged"]
    assert taken(draft_only()) == ["changed"]
    assert StandardChange.objects.get().status == "declined"
