"""Departments see their own materials, ask for corrections in one notice, visit once."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pgtrigger
import pytest

from onewindow.cases import access, actions
from onewindow.cases.actions.visiting import Found
from onewindow.cases.models import Letter, Submission, VisitStatus
from onewindow.cases.rules import NotYours
from onewindow.catalogue.models import Material
from onewindow.documents.models import Document
from onewindow.kernel.errors import DomainError, NotAllowedNow
from tests.cases.building import MONDAY, City, build_city, make_accepted, make_draft, step
from tests.cases.joint import change_steps, current

pytestmark = pytest.mark.django_db
REVIEWER = frozenset({"reviewer"})
LATER = MONDAY + timedelta(hours=5)


@pytest.fixture
def city() -> City:
    return build_city()


def two_materials(city: City) -> Submission:
    """Give the item a second material that only traffic may see; return its file in a new case."""
    with pgtrigger.ignore("catalogue.Material:published_is_frozen"):
        plan = Material.objects.create(
            version=city.version, position=2, code="m2", name="交通图", file_kinds=["text"]
        )
    change_steps(
        city, planning={"materials": ["m1"]}, structure={"materials": []},
        traffic={"materials": ["m2"]},
    )  # fmt: skip
    case = make_draft(city)
    document = Document.objects.create(
        sha256=uuid4().hex * 2, name="交通图.pdf", size=1, media_type="application/pdf",
        uploaded_by=city.applicant.actor.code, created_at=MONDAY,
    )  # fmt: skip
    actions.attach_file(case, plan, document, at=MONDAY)
    actions.submit(case, at=MONDAY)
    case.refresh_from_db()
    return case.submissions.get(material=plan)


@pytest.mark.parametrize(
    ("unit", "role", "sees"),
    [
        ("planning", "reviewer", False), ("traffic", "reviewer", True),
        ("structure", "reviewer", True), ("lead", "decider", True),
        ("hall", "counter_clerk", True),
    ],
)  # fmt: skip
def test_a_department_opens_only_the_files_that_its_steps_name(
    city: City, unit: str, role: str, *, sees: bool
) -> None:
    file = two_materials(city)
    officer, roles = city.officer(unit, role), frozenset({role})
    seen = access.materials_seen_by(officer, roles, file.case)
    assert (seen is None or "m2" in seen) == sees
    asked = (officer, roles, file.case.number or "", file.pk)
    if sees:
        assert access.submission_for_officer(*asked) == file
        return
    with pytest.raises(Submission.DoesNotExist):
        access.submission_for_officer(*asked)


def test_what_departments_want_corrected_goes_out_in_one_notice(city: City) -> None:
    case = two_materials(city).case
    for unit, material in (("planning", "m1"), ("traffic", "m2"), ("structure", "m1")):
        by = city.officer(unit, "reviewer")
        actions.request_correction(case, material=material, text=f"{unit}缺页", by=by, at=MONDAY)
    dropped = actions.requests_to_merge(case)[1]
    by = city.officer("structure", "reviewer")
    actions.drop_request(dropped, by=by, at=MONDAY)
    with pytest.raises(NotAllowedNow):
        actions.drop_request(dropped, by=by, at=MONDAY)
    assert [each.text for each in actions.requests_to_merge(case)] == [
        "planning缺页",
        "traffic缺页",
    ]
    wanted = [actions.Wanted(each, "补齐") for each in city.version.materials.order_by("position")]
    actions.ask_correction(
        step(case, "accept"), by=city.officer("hall", "counter_clerk"), at=MONDAY, items=wanted,
        days=5,
    )  # fmt: skip
    assert actions.requests_to_merge(case) == []


def test_only_a_department_that_will_review_asks_and_only_before_acceptance(city: City) -> None:
    case = make_accepted(city)
    by, clerk = city.officer("planning", "reviewer"), city.officer("hall", "counter_clerk")
    with pytest.raises(NotAllowedNow):
        actions.request_correction(case, material="m1", text="x", by=by, at=MONDAY)
    other = two_materials(city).case
    with pytest.raises(NotYours):
        actions.request_correction(other, material="m1", text="x", by=clerk, at=MONDAY)
    with pytest.raises(DomainError, match="没有这份材料"):
        actions.request_correction(other, material="m9", text="x", by=by, at=MONDAY)


def test_the_wishes_of_departments_become_one_visit_and_one_signed_record(city: City) -> None:
    case = make_accepted(city)
    officers = [city.officer(unit, "reviewer") for unit in ("planning", "traffic")]
    wishes = [
        actions.ask_for_visit(
            current(case, unit), subject=f"{unit}现场", wanted="与图纸一致", by=by, at=MONDAY
        )
        for unit, by in zip(("planning", "traffic"), officers, strict=True)
    ]
    assert wishes[0].visit == wishes[1].visit
    plan = partial(
        actions.plan_visit, case, planned_at=LATER, place="样板路 8 号", route="先东后西", at=MONDAY
    )
    for members, said in (([officers[0]], "两名以上"), (officers[:1] * 2, "两名以上")):
        with pytest.raises(DomainError, match=said):
            plan(members=members, by=officers[0])
    others = [officers[0], city.officer("planning", "reviewer", 2)]
    with pytest.raises(DomainError, match="至少要有一名"):
        plan(members=others, by=officers[0])
    visit = plan(members=officers, by=officers[0])
    record = partial(
        actions.record_visit, visit, times=(LATER, LATER), present="示例·在场人", statement="",
        conclusion="属实。", at=LATER,
    )  # fmt: skip
    found = {each.pk: Found("与图纸一致。", is_met=True) for each in wishes}
    stranger = city.officer("structure", "reviewer")
    with pytest.raises(NotYours):
        record(found=found, by=stranger)
    with pytest.raises(DomainError, match="还没有写核查情况"):
        record(found={}, by=officers[0])
    record(found=found, by=officers[0])
    assert not actions.sign_visit(visit, by=officers[0], at=LATER)
    assert actions.sign_visit(visit, by=officers[1], at=LATER)
    visit.refresh_from_db()
    assert visit.status == VisitStatus.SIGNED
    letter = Letter.objects.get(case=case, kind="inspection_record", about="visit/1")
    assert len(letter.data["inspectors"]) == 2
