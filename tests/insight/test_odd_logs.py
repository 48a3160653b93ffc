"""The laboratory with logs that other systems write: strange numbers, no units, no starts."""

import copy
from typing import cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse
from django.utils.timezone import now

from onewindow.desk.lab.page import LabPage
from onewindow.desk.lab.report import report_of
from onewindow.desk.signing import OfficerRequest
from onewindow.insight.actions import starting, working
from onewindow.insight.actions.following import follow
from onewindow.insight.actions.proposing import make_proposals
from onewindow.insight.models import (
    Diagnosis,
    Job,
    ProjectProposal,
    RedesignProject,
    SimulationRun,
    Subject,
)
from onewindow.insight.peeking import peek
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


def test_who_deviated_is_told_with_the_reason(reformer: Officer, project: RedesignProject) -> None:
    browser, page = at_desk(reformer), f"/desk/lab/projects/{project.number}/"
    said = text_of(browser.get(f"{page}diagnosis/"))
    for words in (
        "2 件里有 1 件（50%）按“示例”办理。", "超过时限 1 处，1 件", "超了 3 个工作日。",
        "没有比对：会签（4 次）", "一次也没有：公示", "没有比对由谁办：某单位",
    ):  # fmt: skip
        assert words in said
    assert "超了 3 个工作日。" in text_of(browser.get(f"{page}cases/{CASE}/"))
    Diagnosis.objects.update(found=FOUND)
    assert "请重新诊断" in text_of(browser.get(f"{page}diagnosis/"))


@pytest.mark.long
def test_columns_stay_while_a_diagnosis_is_under_way(reformer: Officer) -> None:
    log = SimpleUploadedFile(
        "log.csv", b"case,activity,at\n1,a,2026-01-05 09:00\n1,b,2026-01-06 09:00\n"
    )
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


def test_a_log_without_units_and_starts_claims_nothing_about_them(
    reformer: Officer, project: RedesignProject
) -> None:
    found = copy.deepcopy(FOUND)
    for part in (*found["nodes"], *found["worst"]):  # type: ignore[misc]
        part["unit"] = ""
    for node in found["nodes"]:  # type: ignore[attr-defined]
        node["days"] = None
    found |= {"total_wait": {"": 6.8}, "total_work": {}}
    Diagnosis.objects.filter(project=project).update(found=found)
    browser, page = at_desk(reformer), f"/desk/lab/projects/{project.number}/"
    said = text_of(browser.get(page))
    assert "每件平均 3.4 个工作日。日志没有开始时间，分不出等待和办理。" in said
    assert "未写明单位" in said
    assert "等“决定”" in said
    assert "（）" not in said
    assert browser.get(f"{page}report.pdf").status_code == 200


def test_the_report_says_what_is_out_of_date_and_not_confirmed(
    reformer: Officer, project: RedesignProject
) -> None:
    figure = {"mean": 2.0, "low": 1.0, "high": 3.0}
    variant = {"name": "现状", "median": figure, "p95": figure}
    job = Job.objects.create(
        project=project, kind="simulation", status="done", asked_by="x", asked_by_name="x",
        asked_at=now(), finished_at=now(),
    )  # fmt: skip
    SimulationRun.objects.create(
        project=project, job=job, made_at=now(), seed=1, replications=2,
        outcome={"variants": [variant, variant]},
    )  # fmt: skip
    assert "请重新仿真" not in printed(reformer, project)
    ProjectProposal.objects.update(decision="accepted", decided_at=now())
    said = printed(reformer, project)
    assert "请重新仿真" in said
    assert "仿真（建议已有变动，请重算）" in said
    assert "取消科长复核（待法制确认）" in said


def printed(reformer: Officer, project: RedesignProject) -> str:
    request = RequestFactory().get("/")
    request.roles = frozenset({Role.REFORM_OFFICE})  # type: ignore[attr-defined]
    page = LabPage(cast("OfficerRequest", request), project)
    assert page.seen is not None
    return str(report_of(page, page.seen, on=now().date()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_columns_are_shown_in_any_encoding(reformer: Officer, encoding: str) -> None:
    # Longer than what is looked at, so that its end is cut.
    lines = "办件编号,环节,办结时间\n" + "甲1,受理一,2026-01-05 09:00\n" * 2500
    project = starting.start_on_log(
        SimpleUploadedFile("log.csv", lines.encode(encoding)), name="log.csv", title="示例",
        owner=reformer.department, by=reformer.actor, at=now(),
    )  # fmt: skip
    sample = peek(project)
    assert list(sample.columns) == ["办件编号", "环节", "办结时间"]
    assert list(sample.rows[0]) == ["甲1", "受理一", "2026-01-05 09:00"]
    assert sample.guessed["at"] == "办结时间"


def test_work_of_a_killed_worker_is_given_up(reformer: Officer, project: RedesignProject) -> None:
    at_desk(reformer).post(f"/desk/lab/projects/{project.number}/job/diagnosis/")
    job = Job.objects.get()
    Job.objects.update(status="running")
    follow(at=now())
    assert Job.objects.get().status == "running"
    with connection.cursor() as cursor:
        # What is left when a worker dies: begun, by nobody.
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE worker_id IS NULL")
    follow(at=now())
    job.refresh_from_db()
    assert (job.status, job.error) == ("failed", "中途停了，请再来一次。")


ONE_STEP = (
    "办件编号,环节,办结时间,备注\n"
    "甲1,受理,2026-01-05 09:00,第1批\n甲2,受理,2026-01-06 09:00,第2批\n"
)
TWO_STEPS = ONE_STEP + "甲2,决定,2026-01-07 09:00,第3批\n"


@pytest.mark.parametrize(
    ("log", "chosen", "said"),
    [
        (ONE_STEP, {}, "从头到尾只有“受理”，看不出流程。请选环节名称那一列"),
        (TWO_STEPS, {"at": "备注"}, "“备注”这一列读不成时间，例如“第1批”。请选写着日期"),
        (TWO_STEPS, {"case": "办结时间", "at": "备注"}, "请选办件编号那一列：同一件的各行编号相同"),
    ],
)  # fmt: skip
def test_columns_that_cannot_be_right_are_told_with_what_to_do(
    reformer: Officer, log: str, chosen: dict[str, str], said: str
) -> None:
    file = SimpleUploadedFile("log.csv", log.encode())
    project = starting.start_on_log(
        file, name="log.csv", title="示例", owner=reformer.department, by=reformer.actor, at=now()
    )
    columns = {"case": "办件编号", "activity": "环节", "at": "办结时间", **chosen}
    page = f"/desk/lab/projects/{project.number}/columns/"
    refused = at_desk(reformer).post(page, columns)
    assert (refused.status_code, said in text_of(refused)) == (422, True)
    assert not Job.objects.exists()


@pytest.mark.long
def test_a_log_that_cannot_be_read_leads_back_to_its_columns(reformer: Officer) -> None:
    # Told apart only by its end, which nobody looks at before: longer than the sample.
    lines = "办件编号,环节,办结时间\n" + "甲1,受理,2026-01-05 09:00\n" * 3000
    file = SimpleUploadedFile("log.csv", lines.encode())
    project = starting.start_on_log(
        file, name="log.csv", title="示例", owner=reformer.department, by=reformer.actor, at=now()
    )
    browser, page = at_desk(reformer), f"/desk/lab/projects/{project.number}/"
    browser.post(f"{page}columns/", {"case": "办件编号", "activity": "环节", "at": "办结时间"})
    working.run(Job.objects.get().pk, at=now())
    failed = browser.get(page)
    assert "都有的环节只有“受理”，看不出流程。" in text_of(failed)
    assert f'href="{page}columns/"' in failed.content.decode()


def test_an_archive_that_is_called_a_log_is_refused_at_once(reformer: Officer) -> None:
    file = SimpleUploadedFile("办件.csv", b"PK\x03\x04\x14\x00\x00\x00" + "办件,环节\n".encode())
    said = {"title": "示例", "source": "file", "file": file}
    refused = at_desk(reformer).post("/desk/lab/new/", said)
    assert (refused.status_code, "“办件.csv”不是事件日志" in text_of(refused)) == (422, True)
