"""Milestones are read off the ledger; who acts for whom; what is stored is checked."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from onewindow.cases.actions import submit
from onewindow.documents.models import Document
from onewindow.events.models import Event
from onewindow.mandates.models import Power
from onewindow.projects import actions
from onewindow.projects.models import Project, ProjectStage
from onewindow.projects.recheck import recheck
from tests.cases.building import MONDAY
from tests.cast import make_company, make_person, signed_in
from tests.desk.pages import links_of
from tests.mandates.giving import make_head, make_mandate
from tests.projects.building import (
    CODE,
    Plant,
    accept,
    build_plant,
    details,
    file_all,
    make_project,
    stage,
)

pytestmark = pytest.mark.django_db
PAGE = f"/projects/{CODE}/"
DESIGN = f"{PAGE}stages/design/"
DESK = f"/desk/projects/{CODE}/"


@pytest.fixture
def plant() -> Plant:
    return build_plant()


@pytest.fixture
def mine(plant: Plant) -> Client:
    return signed_in(plant.city.applicant)


@pytest.fixture
def project(plant: Plant) -> Project:
    return make_project(plant)


@pytest.fixture(autouse=True)
def _what_is_kept_is_what_the_ledger_says() -> Iterator[None]:
    yield
    assert list(recheck()) == []


def days(count: int) -> datetime:
    return MONDAY + timedelta(days=count)


def codes(project: Project) -> list[str]:
    rows = Event.objects.filter(chain=project.chain).order_by("seq")
    return list(rows.values_list("code", flat=True))


def test_a_case_that_was_handed_in_alone_is_followed_too(plant: Plant, project: Project) -> None:
    """Whoever fills in a draft on its own page hands in a case of the stage all the same."""
    by = plant.city.applicant
    (draft,) = actions.file_items(stage(project, "land"), [plant.land.item_id], by=by, at=MONDAY)
    fields = {each.code: "示例" for each in draft.version.fields.all()}
    draft.seal_fields(fields)
    draft.answers = {"by_agent": False, "civil_new": True}
    draft.save(update_fields=["answers", "fields_cipher"])
    for material in draft.version.materials.all():
        draft.submissions.create(
            material=material, document=a_document(material.name, by=by.actor.code)
        )
    case = submit(draft, by=by, at=MONDAY)
    actions.follow_all(MONDAY)
    assert stage(project, "land").status == "received"
    accept(plant, case, at=MONDAY)
    actions.follow_all(MONDAY)
    assert codes(project) == ["project.registered", "project.handed_in", "project.stage_begun"]


def a_document(name: str, *, by: str) -> Document:
    return Document.objects.create(
        sha256=name.encode().hex().ljust(64, "0")[:64], name=name, size=1,
        media_type="application/pdf", uploaded_by=by, created_at=MONDAY,
    )  # fmt: skip


@pytest.mark.long
def test_agents_see_and_do_what_their_mandates_say(plant: Plant) -> None:
    agent, follower, helper = (make_person(f"project.{each}") for each in ("a", "b", "c"))
    company = make_company(agent)
    project = actions.register(CODE, plant.kind, details(), by=agent, company=company, at=now())
    (land,) = file_all(project, "land", by=agent, at=now())
    head = make_head(company)
    make_mandate(head, follower, Power.FOLLOW, company=company)
    make_mandate(head, helper, Power.APPLY, company=company, items=(plant.plan.item_id,))
    seen = {each: signed_in(each) for each in (agent, follower, helper)}
    assert [browser.get(PAGE).status_code for browser in seen.values()] == [200, 200, 200]
    # Who only follows changes nothing; whose mandate is for another item sees no case of this one.
    assert seen[follower].get(f"{PAGE}change/").status_code == 404
    assert seen[helper].get(f"{PAGE}change/").status_code == 404
    assert f"/applications/{land.number}/" in links_of(seen[follower].get(PAGE))
    assert f"/applications/{land.number}/" not in links_of(seen[helper].get(PAGE))
    nobody = signed_in(make_person("project.nobody"))
    for path in ("", "change/", "stages/land/form/", "stages/land/materials/"):
        assert nobody.get(f"{PAGE}{path}").status_code == 404
    event = Event.objects.get(code="project.registered")
    assert json.loads(event.data)["for"]["name"] == company.name


def test_a_stage_row_that_was_tampered_with_is_found(plant: Plant, project: Project) -> None:
    ProjectStage.objects.filter(project=project, stage="land").update(
        status="done", done_on=date(2026, 3, 3)
    )
    found = [(each.what, each.stored, each.computed) for each in recheck()]
    assert ("land.status", "done", "waiting") in found
    ProjectStage.objects.filter(project=project).update(status="waiting", done_on=None)
    actions.follow_all(MONDAY, everything=True)
