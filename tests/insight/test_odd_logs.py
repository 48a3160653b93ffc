"""The laboratory with logs that other systems write: strange numbers, no units, no starts."""

import copy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from onewindow.insight.actions import starting
from onewindow.insight.actions.proposing import make_proposals
from onewindow.insight.models import Diagnosis, RedesignProject, Subject
from onewindow.orgs.models import Department, Officer, Role
from onewindow.procedure.redesign import Heuristic, Proposal
from onewindow.procedure.redesign.proposal import LONGEST_CODE
from tests.cases.building import build_city
from tests.cast import make_department, make_officer
from tests.desk.pages import at_desk, text_of
from tests.guards.lab import make_lab
from tests.insight.diagnosed import CASE, FOUND, MEASURES

pytestmark = pytest.mark.django_db


@pytest.fixture
def reformer() -> Officer:
    make_department("zwj", "市政务局")
    return make_officer("reformer", Role.REFORM_OFFICE, department="zwj")


@pytest.fixture
def project(reformer: Officer) -> RedesignProject:
    return make_lab(reformer, build_city().version).project


def test_a_case_is_shown_whatever_its_number(reformer: Officer, project: RedesignProject) -> None:
    odd = "a/b?c#d"
    found, measures = copy.deepcopy(FOUND), copy.deepcopy(MEASURES)
    found["traces"] = {odd: FOUND["traces"][CASE]}  # type: ignore[index]
    found["worst"][0]["case"] = odd  # type: ignore[index]
    measures["variants"]["top"][0]["example"] = odd  # type: ignore[index]
    Diagnosis.objects.filter(project=project).update(found=found, measures=measures)
    browser, page = at_desk(reformer), f"/desk/lab/projects/{project.number}/"
    linked = reverse("desk:lab_case", args=[project.number, odd])
    for shown in (page, f"{page}diagnosis/"):
        assert f'href="{linked}"' in browser.get(shown).content.decode()
    assert f"办件 {odd} 的经过" in text_of(browser.get(linked))


def test_proposals_about_hundreds_of_steps_are_stored(
    project: RedesignProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = "+".join(f"s{number}" for number in range(300))
    codes = [f"parallelism:{many}", f"parallelism:{many}+s300"]
    short = [proposal_with(code).code for code in codes]
    assert (len(set(short)), {len(code) for code in short}) == (2, {LONGEST_CODE})
    assert proposal_with(short[0]).code == short[0]
    made = tuple(
        proposal_with(code, against=other) for code, other in zip(codes, short[::-1], strict=True)
    )
    monkeypatch.setattr("onewindow.insight.actions.proposing.proposals_for", lambda _: made)
    subject = project.subjects.get()
    make_proposals(subject)
    make_proposals(subject)
    stored = dict(subject.proposals.filter(code__in=short).values_list("code", "conflicts"))
    assert stored == {short[0]: [short[1]], short[1]: [short[0]]}


def proposal_with(code: str, against: str = "") -> Proposal:
    return Proposal(
        code, Heuristic.PARALLELISM, "改为并联" * 100, "理由", lambda it: it, conflicts=(against,)
    )


def test_columns_stay_while_a_diagnosis_is_under_way(reformer: Officer) -> None:
    log = SimpleUploadedFile("log.csv", b"case,activity,at\n1,a,2026-01-05 09:00\n")
    project = starting.start_on_log(
        log, name="log.csv", title="示例", owner=reformer.department, by=reformer.actor, at=now()
    )
    page = f"/desk/lab/projects/{project.number}/columns/"
    browser = at_desk(reformer)
    first = {"case": "case", "activity": "activity", "at": "at"}
    browser.post(page, first)
    kept = RedesignProject.objects.get().mapping
    browser.post(page, {**first, "case": "activity", "activity": "case"})
    assert RedesignProject.objects.get().mapping == kept
    assert kept["case"] == "case"


def test_the_department_that_got_the_draft_reads_the_project(project: RedesignProject) -> None:
    version = project.subjects.get().version
    assert version is not None
    department = Department.objects.get(pk=version.item.department_id)
    manager = at_desk(make_officer("mgr", Role.ITEM_MANAGER, department=department.short_code))
    stranger = at_desk(make_officer("other", Role.ITEM_MANAGER, department="zwj"))
    page = f"/desk/lab/projects/{project.number}/"
    Subject.objects.update(item=None, version=None)
    assert manager.get(page).status_code == 404
    Subject.objects.update(draft=version)
    assert (manager.get(page).status_code, stranger.get(page).status_code) == (200, 404)
