"""Items in every state that the permission table asks about."""

import io
from datetime import date

from onewindow.catalogue.actions import (
    publish,
    review,
    start_version,
    submit_for_review,
    suspend,
    withdraw,
)
from onewindow.catalogue.element_rules import elements_reviewed_by
from onewindow.catalogue.models import ItemVersion
from onewindow.desk.items.charts import bpmn_of
from onewindow.documents.actions import receive
from onewindow.events import SYSTEM
from onewindow.orgs.models import Department
from onewindow.procedure.drawing import Show
from tests import cast
from tests.cases.building import (
    MONDAY,
    REVIEWS,
    make_draft_version,
    make_version,
)
from tests.documents.samples import pdf


def departments() -> dict[str, Department]:
    places = dict(
        zip(("hall", "lead", *REVIEWS), ("zwj", "scjg", "ghj", "jsj", "gaj"), strict=True)
    )
    return {name: cast.make_department(short) for name, short in places.items()}


def make_returned_item(tag: str) -> ItemVersion:
    """Make a version to which every office objected."""
    version = make_item(tag, is_submitted=True)
    for each in version.reviews.all():
        said = {elements_reviewed_by(each.office)[0]: "请核对"}
        review(each, by=SYSTEM, agrees=False, comments=said, at=MONDAY)
    return version


def make_item(tag: str, *, is_submitted: bool = False, is_agreed: bool = False) -> ItemVersion:
    """Make a version that is being written, in review, or agreed by all offices."""
    version = make_draft_version(departments(), cast.make_region(), tag)
    if is_submitted:
        reviews = submit_for_review(version, by=SYSTEM, at=MONDAY)
        for each in reviews if is_agreed else []:
            review(each, by=SYSTEM, agrees=True, at=MONDAY)
    return version


def make_second() -> ItemVersion:
    """Make the draft that is to follow a published version."""
    published = make_version(departments(), cast.make_region(), "again")
    version = start_version(published.item, by=SYSTEM, at=MONDAY)
    file = receive(io.BytesIO(pdf(b"% blank")), name="空白表.pdf").record(by=SYSTEM, at=MONDAY)
    version.materials.update(blank_form=file)
    return version


def make_ending() -> ItemVersion:
    """Make a published version that is to be withdrawn."""
    version = make_version(departments(), cast.make_region(), "ending")
    withdraw(version, reason="依据废止", on=date(2199, 1, 1), by=SYSTEM, at=MONDAY)
    return version


def make_scheduled() -> ItemVersion:
    """Make a version that is to be public from a day on."""
    version = make_item("waiting", is_submitted=True, is_agreed=True)
    return publish(version, by=SYSTEM, at=MONDAY, on=date(2199, 1, 1))


def make_suspended() -> ItemVersion:
    """Make a version that takes no applications for a while."""
    version = make_version(departments(), cast.make_region(), "halted")
    suspend(version, reason="检修", by=SYSTEM, at=MONDAY)
    return version


def diagram_form(draft: ItemVersion) -> dict[str, object]:
    """Fill in the import of a diagram: the draft's own, so that nothing changes."""
    return {"do": "take", "diagram": bpmn_of(draft, Show.INTERNAL).decode()}
