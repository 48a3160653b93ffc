"""Projects that are laid aside count for nothing and come back; what came to nothing goes."""

import pytest
from django.utils.timezone import localdate, now

from onewindow.catalogue.models import ItemVersion
from onewindow.documents.models import Document
from onewindow.events.models import Event
from onewindow.insight.actions import working
from onewindow.insight.actions.following import follow
from onewindow.insight.models import Job, JobKind, RedesignProject
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.models import Officer, Role
from tests.cases.building import build_city
from tests.cast import make_department, make_officer
from tests.desk.pages import at_desk, message_after, text_of
from tests.guards.lab import Lab, make_lab

pytestmark = pytest.mark.django_db
BEFORE = {"steps": 9, "materials": 14, "promised_days": 20, "visits": 3}
AFTER = {"steps": 5, "materials": 8, "promised_days": 9, "visits": 0}


@pytest.fixture
def reformer() -> Officer:
    make_department("zwj", "市政务局")
    return make_officer("reformer", Role.REFORM_OFFICE, department="zwj")


@pytest.fixture
def lab(reformer: Officer) -> Lab:
    found = make_lab(reformer, build_city().version)
    found.project.subjects.update(before=BEFORE, after=AFTER)
    return found


def codes(lab: Lab) -> list[str]:
    chain = Event.objects.filter(chain=lab.project.chain).order_by("seq")
    return list(chain.values_list("code", flat=True))


@pytest.mark.long
def test_a_shelved_project_rests_and_counts_for_nothing(reformer: Officer, lab: Lab) -> None:
    browser, page = at_desk(reformer), f"/desk/lab/projects/{lab.project.number}/"
    assert "1 个项目" in text_of(browser.get("/desk/lab/"))
    browser.post(f"{page}job/diagnosis/")
    refused = browser.post(f"{page}shelf/", {"reason": " "})
    assert (refused.status_code, "请填写这一项" in text_of(refused)) == (422, True)
    said = message_after(browser, browser.post(f"{page}shelf/", {"reason": "试用时建的"}))
    assert "项目已搁置" in said
    assert "搁置：试用时建的" in said
    assert Job.objects.get().status == "cancelled"
    board = text_of(browser.get("/desk/lab/"))
    assert "目标：时限压缩" not in board
    assert "搁置的项目，1 个 示例项目 2026-01 · 试用时建的" in board
    decided = browser.post(f"{page}proposals/{lab.proposal.pk}/", {"decision": "accepted"})
    assert "项目已搁置，请先恢复" in message_after(browser, decided)
    for verb in ("job/diagnosis/", "draft/"):
        assert "请先恢复" in message_after(browser, browser.post(f"{page}{verb}"))
    assert browser.post(f"{page}shelf/", {"reason": "再来"}).status_code == 422
    assert "已恢复" in message_after(browser, browser.post(f"{page}shelf/end/"))
    assert "项目没有搁置" in message_after(browser, browser.post(f"{page}shelf/end/"))
    assert "55% 达到目标" in text_of(browser.get("/desk/lab/"))
    assert codes(lab) == ["redesign.started", "redesign.shelved", "redesign.taken_up"]


def test_what_took_effect_is_not_shelved_and_what_is_shelved_takes_none(lab: Lab) -> None:
    version = lab.project.subjects.get().version
    lab.project.subjects.update(draft=version)
    RedesignProject.objects.update(
        status="in_review", shelved_at=now(), shelved_reason="等新的法规"
    )
    assert follow(at=now()) == 0
    RedesignProject.objects.update(shelved_at=None, shelved_reason="")
    assert follow(at=now()) == 1
    browser = at_desk(Officer.objects.get(user__username="reformer"))
    page = f"/desk/lab/projects/{lab.project.number}/"
    assert "搁置" not in text_of(browser.get(page))
    assert browser.post(f"{page}shelf/", {"reason": "不要了"}).status_code == 422


def test_a_project_without_a_draft_is_deleted_after_asking(reformer: Officer, lab: Lab) -> None:
    browser, page = at_desk(reformer), f"/desk/lab/projects/{lab.project.number}/"
    job = working.ask(lab.project, JobKind.SIMULATION, by=reformer.actor, at=now())
    Job.objects.update(status="done", finished_at=now())
    lab.project.simulations.create(job=job, made_at=now(), seed=1, replications=1, outcome={})
    assert "要删除这个项目吗？" in text_of(browser.get(f"{page}deletion/"))
    log = lab.project.log
    assert log is not None
    sent = browser.post(f"{page}deletion/")
    assert "项目“示例项目”已删除" in message_after(browser, sent)
    assert browser.get(page).status_code == 404
    assert not Document.objects.filter(pk=log.pk).exists()
    assert codes(lab) == ["redesign.started", "redesign.deleted"]
    again = make_lab(reformer, ItemVersion.objects.get())
    assert again.project.number == f"{localdate().year}-02"


def test_a_project_with_a_draft_is_not_deleted(reformer: Officer, lab: Lab) -> None:
    RedesignProject.objects.update(status="in_review")
    browser, page = at_desk(reformer), f"/desk/lab/projects/{lab.project.number}/"
    assert "不能删除，可以搁置" in text_of(browser.get(f"{page}deletion/"))
    assert "不能删除" in message_after(browser, browser.post(f"{page}deletion/"))
    RedesignProject.objects.update(shelved_at=now(), shelved_reason="x")
    with pytest.raises(NotAllowedNow):
        working.ask(RedesignProject.objects.get(), JobKind.DIAGNOSIS, by=reformer.actor, at=now())
