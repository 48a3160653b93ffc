"""A redesign project through the pages: from an uploaded log to a draft, and who decides what."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from typer.testing import CliRunner

from onewindow.catalogue.models import ItemVersion
from onewindow.config.cli import app
from onewindow.config.sample_log import sample_log
from onewindow.events.models import Event
from onewindow.insight.actions import working
from onewindow.insight.actions.following import follow
from onewindow.insight.models import Job, JobStatus, ProjectProposal, RedesignProject
from onewindow.kernel.workdays import WorkCalendar
from onewindow.orgs.models import Officer, Role
from onewindow.procedure.simulation import Scenario, read_scenario
from tests.cases.building import build_city
from tests.cast import make_department, make_officer
from tests.desk.pages import at_desk, message_after, text_of
from tests.guards.lab import make_lab

pytestmark = pytest.mark.django_db
CASES = 40
UNITS = {"zwj": "市政务局", "sc": "市市场监管局", "wj": "市卫健委", "xf": "市消防救援局"}


@pytest.fixture
def reformer() -> Officer:
    for code, name in UNITS.items():
        make_department(code, name)
    return make_officer("reformer", Role.REFORM_OFFICE, department="zwj")


def small_log() -> bytes:
    """Return the first cases of the sample log."""
    lines = list(csv.reader(io.StringIO(sample_log(WorkCalendar.official()).decode())))
    named = list(dict.fromkeys(line[0] for line in lines[1:]))[:CASES]
    out = io.StringIO()
    csv.writer(out).writerows(line for line in lines if line[0] in {lines[0][0], *named})
    return out.getvalue().encode()


def upload(reformer: Officer) -> RedesignProject:
    form = {
        "title": "示例餐饮", "source": "file",
        "file": SimpleUploadedFile("log.csv", small_log()),
    }  # fmt: skip
    sent = at_desk(reformer).post("/desk/lab/new/", form)
    project = RedesignProject.objects.get()
    assert sent.headers["Location"] == f"/desk/lab/projects/{project.number}/columns/"
    return project


def work(project: RedesignProject) -> Job:
    """Do what the worker would."""
    job = Job.objects.open().get(project=project)
    working.run(job.pk, at=now())
    job.refresh_from_db()
    assert (job.status, job.error) == (JobStatus.DONE, "")
    return job


@pytest.mark.long
def test_from_an_uploaded_log_to_a_draft(
    reformer: Officer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("onewindow.insight.actions.simulating.REPLICATIONS", 2)
    browser = at_desk(reformer)
    project = upload(reformer)
    page = f"/desk/lab/projects/{project.number}/"
    name_columns(browser, page)
    assert "排队中" in text_of(browser.get(page))
    work(project)
    shown = text_of(browser.get(page))
    assert f"{CASES} 件" in shown
    assert "等“消防意见”（市消防救援局）" in shown
    found = text_of(browser.get(f"{page}diagnosis/"))
    assert f"{CASES} 件里有" in found
    assert re.search("示例-2025-0.* 没有办“科长复核”，就在 .* 办了“分管领导审签”。", found)
    assert_fitted_as_by_the_command(project, tmp_path)
    redesign(browser, project, page)
    make_draft(browser, page)
    codes = list(Event.objects.filter(chain=project.chain).values_list("code", flat=True))
    assert [code for code in codes if code != "redesign.proposal_decided"] == [
        "redesign.started", "redesign.log_mapped", "redesign.diagnosed", "redesign.simulated",
        "redesign.drafted",
    ]  # fmt: skip
    assert browser.get(f"{page}report.pdf").content.startswith(b"%PDF-")


def assert_fitted_as_by_the_command(project: RedesignProject, folder: Path) -> None:
    """Run `onewindow simulate` on the same log: procedure and scenario are the same."""
    log, saved = folder / "示例餐饮", folder / "scenario.yaml"
    log.write_bytes(small_log())
    mapped = [f"--map={name}={column}" for name, column in project.mapping.items()]
    words = ["simulate", str(log), *mapped, "--save", str(saved), "--replications", "2"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    kept = project.diagnoses.get().found["subjects"][str(project.subjects.get().pk)]
    one, other = (read_scenario(text) for text in (kept["fit"]["scenario"], saved.read_text()))
    # Only the pages know which departments the units of the log are.
    units = {UNITS.get(step.unit) for step in one.steps}
    assert units == {step.unit for step in other.steps}
    assert without_units(one) == without_units(other)


def without_units(scenario: Scenario) -> Scenario:
    return replace(scenario, steps=tuple(replace(step, unit="") for step in scenario.steps))


def name_columns(browser: Client, page: str) -> None:
    """See the guess, be refused one column for two things, confirm."""
    guessed = browser.get(f"{page}columns/")
    assert "示例-2025-00001" in text_of(guessed)
    assert re.search(r'<option value="办结时间" selected>', guessed.content.decode())
    twice = {"case": "办件编号", "activity": "办件编号", "at": "办结时间"}
    refused = browser.post(f"{page}columns/", twice)
    assert (refused.status_code, "这一列已经用作" in text_of(refused)) == (422, True)
    columns = {
        "case": "办件编号", "activity": "环节", "at": "办结时间", "started": "开始时间",
        "resource": "办理人", "unit": "办理部门",
    }  # fmt: skip
    assert "开始诊断。" in message_after(browser, browser.post(f"{page}columns/", columns))


def redesign(browser: Client, project: RedesignProject, page: str) -> None:
    """Accept two proposals and see in the simulation what they bring."""
    accept(browser, page, "取消“收文登记和转办”环节")
    accept(browser, page, "“资料审查”“经营场所现场核查”“卫生现场核查”“消防意见”改为并联")
    subject = project.subjects.get()
    assert (subject.before["steps"], subject.after["steps"]) == (12, 11)
    assert subject.after["decision_days"] < subject.before["decision_days"]
    browser.post(f"{page}simulation/", {"arrivals": "20"})
    work(project)
    assert "再造后，办件量 +20%" in text_of(browser.get(f"{page}simulation/"))
    before, after = (each["median"]["mean"] for each in outcome_of(project)[:2])
    assert after < before


def make_draft(browser: Client, page: str) -> None:
    """Make the draft of a new item, once."""
    assert "收文登记和转办" in text_of(browser.get(f"{page}draft/"))
    assert "草案已经生成" in message_after(browser, browser.post(f"{page}draft/"))
    version = ItemVersion.objects.get(item__department__short_code="sc")
    assert (version.status, version.name, version.steps.count()) == ("draft", "示例餐饮", 11)
    assert "新版草案已经生成" in message_after(browser, browser.post(f"{page}draft/"))


def outcome_of(project: RedesignProject) -> list[dict[str, dict[str, float]]]:
    variants: list[dict[str, dict[str, float]]] = project.simulations.get().outcome["items"][0][
        "variants"
    ]
    return variants


def accept(browser: Client, page: str, title: str) -> None:
    """Tick a proposal."""
    proposal = ProjectProposal.objects.get(title=title)
    sent = browser.post(f"{page}proposals/{proposal.pk}/", {"decision": "accepted"})
    assert sent.headers["Location"].endswith(f"#proposal-{proposal.pk}")


def test_decisions_have_reasons_and_law_has_its_say(reformer: Officer) -> None:
    version = build_city().version
    lab = make_lab(reformer, version)
    page = f"/desk/lab/projects/{lab.project.number}/"
    one = f"{page}proposals/{lab.proposal.pk}/"
    browser = at_desk(reformer)
    refused = browser.post(one, {"decision": "rejected", "reason": " "})
    assert refused.headers["Location"] == f"{page}#proposals"
    assert "没有记下“取消科长复核”：请写明不采纳的理由" in message_after(browser, refused)
    browser.post(one, {"decision": "accepted"})
    assert "1 条待法制确认" in text_of(browser.get(page))
    lawyer = at_desk(make_officer("lawyer", Role.LEGISLATIVE_OFFICE, department="fzb"))
    kept = message_after(lawyer, lawyer.post(f"{one}law/", {"agrees": "no", "note": ""}))
    assert "请写明为什么于法不合" in kept
    lawyer.post(f"{one}law/", {"agrees": "no", "note": "行政许可法要求复核"})
    assert "法制不同意" in text_of(browser.get(page))
    kept = message_after(browser, browser.post(f"{page}draft/"))
    assert "法制不同意这些建议，请先去掉：取消科长复核" in kept
    browser.post(one, {"decision": "rejected", "reason": "法制不同意"})
    assert "还没有采纳任何建议" in message_after(browser, browser.post(f"{page}draft/"))


def test_work_is_cancelled_or_fails_with_words(reformer: Officer) -> None:
    version = build_city().version
    lab = make_lab(reformer, version)
    page = f"/desk/lab/projects/{lab.project.number}/"
    browser = at_desk(reformer)
    browser.post(f"{page}job/diagnosis/")
    assert "正在进行" in message_after(browser, browser.post(f"{page}job/diagnosis/"))
    polled = browser.get(f"{page}job/", headers={"HX-Request": "true"})
    assert "诊断排队中" in text_of(polled)
    assert "已取消" in message_after(browser, browser.post(f"{page}job/cancellation/"))
    assert browser.get(f"{page}job/", headers={"HX-Request": "true"}).headers["HX-Refresh"]
    cancelled = Job.objects.get()
    working.run(cancelled.pk, at=now())
    assert Job.objects.get().status == JobStatus.CANCELLED
    browser.post(f"{page}job/diagnosis/")
    # A log without a single event.
    working.run(Job.objects.open().get().pk, at=now())
    failed = Job.objects.latest("pk")
    assert (failed.status, failed.error != "") == (JobStatus.FAILED, True)
    assert "诊断没有成功" in text_of(browser.get(page))


def test_the_board_adds_up_and_says_what_to_do_when_empty(reformer: Officer) -> None:
    browser = at_desk(reformer)
    assert "还没有流程再造项目" in text_of(browser.get("/desk/lab/"))
    version = build_city().version
    lab = make_lab(reformer, version)
    before = {"steps": 9, "materials": 14, "promised_days": 20, "visits": 3}
    after = {"steps": 5, "materials": 8, "promised_days": 9, "visits": 0}
    lab.project.subjects.update(before=before, after=after)
    said = text_of(browser.get("/desk/lab/"))
    assert "55% 达到目标" in said
    assert "1 个项目，0 个已见效" in said


def test_a_published_draft_takes_effect(reformer: Officer) -> None:
    version = build_city().version
    lab = make_lab(reformer, version)
    lab.project.subjects.update(draft=version)
    RedesignProject.objects.filter(pk=lab.project.pk).update(status="in_review")
    assert (follow(at=now()), follow(at=now())) == (1, 0)
    assert RedesignProject.objects.get().status == "in_effect"
    shown = text_of(at_desk(reformer).get(f"/desk/lab/projects/{lab.project.number}/draft/"))
    assert "新版本下还没有办结的办件" in shown
