"""An item that takes something on the applicant's word."""

from dataclasses import replace
from uuid import uuid4

import pgtrigger

from onewindow.catalogue.models import ItemVersion, Material
from tests.cases.building import MONDAY, City, make_draft_version
from tests.cases.promise_model import CHECK_DAYS, DEFERRABLE, SUPPLY_DAYS


def make_trusting(city: City) -> City:
    """Give the city an item with a deferrable certificate and a commitment."""
    steps = city.version.steps.select_related("unit")
    departments = {each.code: each.unit for each in steps}
    departments |= {"hall": departments["accept"], "lead": departments["decide"]}
    version = make_draft_version(departments, city.version.item.region, uuid4().hex[:6])
    Material.objects.create(
        version=version, position=2, code="m2", name="健康证明", file_kinds=["text"],
        necessity="deferrable",
    )  # fmt: skip
    ItemVersion.objects.filter(pk=version.pk).update(
        deferral_limit=5, commitment_limit=20, commitment_terms=["场所已消毒。"],
        status="published", published_at=MONDAY,
    )  # fmt: skip
    version.refresh_from_db()
    return replace(city, version=version)


def add_promises(city: City) -> City:
    """Let the city's own item take commitments, and two certificates later."""
    with pgtrigger.ignore():
        Material.objects.bulk_create(
            Material(
                version=city.version, position=place, code=code, name=f"证明{place}",
                file_kinds=["text"], necessity="deferrable",
            )
            for place, code in enumerate(DEFERRABLE, 2)
        )  # fmt: skip
        ItemVersion.objects.filter(pk=city.version.pk).update(
            deferral_limit=SUPPLY_DAYS, commitment_limit=CHECK_DAYS,
            commitment_terms=["场所已消毒。"],
        )  # fmt: skip
    city.version.refresh_from_db()
    return city
