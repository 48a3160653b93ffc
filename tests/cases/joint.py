"""Cases in which departments act together by rules."""

from collections.abc import Iterable

import pgtrigger

from onewindow.cases import actions
from onewindow.cases.complete import complete_step
from onewindow.cases.models import Case, CaseStep
from onewindow.cases.openings import Openings
from onewindow.catalogue.models import ItemStep, ItemVersion, ServiceItem
from onewindow.events.rules import SYSTEM
from onewindow.procedure.model import Step
from tests.cases.building import (
    MONDAY,
    REVIEWS,
    City,
    make_officer,
)

FROZEN = "catalogue.ItemStep:published_is_frozen"


def change_steps(city: City, **changes: dict[str, object]) -> City:
    """Let the city's item say more of its steps, each by its code, before anybody applies."""
    with pgtrigger.ignore(FROZEN):
        for code, columns in changes.items():
            ItemStep.objects.filter(version=city.version, code=code).update(**columns)
    return city


def add_expert(city: City, needs: Iterable[str] = ("planning",)) -> City:
    """Add an optional expert review before the decision."""
    lead = city.version.steps.get(code="decide").unit
    with pgtrigger.ignore(FROZEN):
        ItemStep.objects.create(
            version=city.version, position=7, code="expert", name="专家评审", kind="review",
            unit=lead, limit=5, needs=list(needs), is_optional=True,
        )  # fmt: skip
    city.officers["lead.reviewer.1"] = make_officer(lead, "reviewer", f"{lead.short_code}-expert")
    return change_steps(city, decide={"needs": [*REVIEWS, "expert"]})


def make_version_of(city: City, steps: Iterable[Step]) -> ItemVersion:
    """Make a published version with these steps, all of them the lead department's."""
    before = city.version
    place = ServiceItem.objects.filter(department=before.item.department).count() + 1
    code = f"{before.item.code}-{place}"
    item = ServiceItem.objects.create(
        code=code, slug=code, number=code, department=before.item.department,
        region=before.item.region,
    )  # fmt: skip
    version = ItemVersion.objects.create(
        item=item, number=1, name="示例联合审批", form_number="1", subject="示例",
        item_type="licensing", acceptance_limit=1, review_limit=8, statutory_limit=20,
        themes=["商务活动"], drafted_by="x",
    )  # fmt: skip
    ItemStep.objects.bulk_create(
        ItemStep(
            version=version, position=place, code=each.code, name=each.name, kind=each.kind,
            unit=before.item.department, limit=each.limit, limit_unit=each.limit_unit,
            needs=list(each.needs), join_rule=each.join_rule, quorum=each.quorum,
            is_optional=each.is_optional,
        )
        for place, each in enumerate(steps, 1)
    )  # fmt: skip
    ItemVersion.objects.filter(pk=version.pk).update(status="published", published_at=MONDAY)
    version.refresh_from_db()
    return version


def complete(case: Case, code: str, outcome: str) -> None:
    """Complete a step as the system does, whoever's it is."""
    row = case.steps.current().get(code=code)
    complete_step(
        row.pk,
        by=SYSTEM,
        officer_id=None,
        role="",
        outcome=outcome,
        opinion="",
        at=MONDAY,
        openings=Openings(row, MONDAY),
    )


def review(case: Case, city: City, code: str, outcome: str = "agreed") -> None:
    """Let a department give its opinion."""
    actions.complete_review(
        current(case, code), by=city.officer(code, "reviewer"), outcome=outcome,
        opinion="示例意见。", at=MONDAY,
    )  # fmt: skip


def current(case: Case, code: str) -> CaseStep:
    """Return the last round of a step as a view would load it."""
    steps = CaseStep.objects.current().select_related(
        "case__version__item", "case__department__region", "unit"
    )
    return steps.get(case=case, code=code)
