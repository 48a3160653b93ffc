"""A standard, an item that claimed it, and a change that the item has to follow."""

from dataclasses import dataclass, replace

from onewindow.catalogue import actions
from onewindow.catalogue.actions.claiming import Place
from onewindow.catalogue.models import BaseItem, ItemVersion, ServiceItem, StandardChange
from onewindow.catalogue.storing import definition_of
from onewindow.events import SYSTEM
from onewindow.orgs.models import Department, Level
from tests import cast
from tests.cases.building import MONDAY, make_draft_version


@dataclass(frozen=True)
class Claims:
    """What the pages of claiming are about."""

    standard: ServiceItem
    base: BaseItem
    claimed: ItemVersion
    change: StandardChange


def make_claims(departments: dict[str, Department]) -> Claims:
    """Make a provincial standard with two versions; `scjg` claimed it after the first."""
    region = cast.make_region("990000", "示例省", Level.PROVINCE)
    office = cast.make_department("province")
    Department.objects.filter(pk=office.pk).update(region=region)
    version = make_draft_version({**departments, "lead": office}, region, "standard")
    ServiceItem.objects.filter(pk=version.item_id).update(is_standard=True)
    standard = publish(version).item
    own = departments["lead"]
    claimed = actions.claim_standard(standard, Place(own, "C-1", "city"), by=SYSTEM, at=MONDAY)
    definition = replace(definition_of(version), name="示例事项（新标准）")
    publish(actions.store_definition(standard, definition, by=SYSTEM, at=MONDAY))
    base = BaseItem.objects.create(
        code="000117112000", name="示例基本事项", item_type="01", department_name="x", source="x"
    )
    return Claims(standard, base, claimed, StandardChange.objects.get())


def publish(version: ItemVersion) -> ItemVersion:
    """Bring a version through the review."""
    for each in actions.submit_for_review(version, by=SYSTEM, at=MONDAY):
        if each.verdict == "pending":
            actions.review(each, by=cast.make_officer("any").actor, agrees=True, at=MONDAY)
    return actions.publish(version, by=SYSTEM, at=MONDAY)
