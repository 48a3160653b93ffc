"""A diagnosis narrowed by period, channel, unit, result and way: our own cases, and a log."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from onewindow.cases import actions
from onewindow.eventlog import measure, read, where
from onewindow.insight.actions import starting, working
from onewindow.insight.mining.choices import choices_of
from onewindow.insight.models import Job, JobKind, Part, RedesignProject
from onewindow.insight.narrowing import Asked
from onewindow.orgs.models import Officer, Role
from tests.cases.building import MONDAY, build_city, make_reviewed, make_submitted, step
from tests.cast import make_department, make_officer
from tests.desk.pages import at_desk, text_of
from tests.guards.lab import make_lab
from tests.insight.diagnosed import CASE, FOUND, MEASURES

LOG = """办件编号,环节,办结时间,办理部门,渠道,办理结果
1,受理,2026-03-02 09:00,窗口,网上,准予
1,审查,2026-03-03 09:00,规划局,网上,准予
1,决定,2026-03-04 09:00,规划局,网上,准予
2,受理,2026-03-09 09:00,窗口,窗口,不予许可
2,审查,2026-03-10 09:00,规划局,窗口,不予许可
2,决定,2026-03-12 09:00,规划局,窗口,不予许可
3,受理,2026-03-16 09:00,窗口,网上,准予
3,决定,2026-03-16 15:00,窗口,网上,准予
"""


CONDITIONS = (
    (Asked(since="2026-03-09"), "23"),
    (Asked(until="2026-03-09"), "12"),
    (Asked(channel="窗口"), "2"),
    (Asked(unit="规划局"), "12"),
    (Asked(result="准予"), "13"),
    (Asked(variant=2), "3"),
    (Asked(result="准予", unit="规划局"), "1"),
    (Asked(channel="窗口", variant=2), ""),
)


@pytest.mark.long
def test_each_condition_keeps_its_cases(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    log = read(tmp_path / "log.csv")
    choices = choices_of(log, measure(log))
    assert (choices.channels, choices.results) == (("网上", "窗口"), ("准予", "不予许可"))
    for asked, cases in CONDITIONS:
        kept = where(log, asked.filter(choices)).cases.case_id.to_pyarrow().to_pylist()
        assert sorted(kept) == list(cases), asked


@pytest.mark.long
def test_without_results_the_last_step_tells_cases_apart(tmp_path: Path) -> None:
    lines = [line.rsplit(",", 2)[0] for line in LOG.splitlines()]
    (tmp_path / "log.csv").write_text("\n".join(lines[:-1]), encoding="utf-8")
    log = read(tmp_path / "log.csv")
    choices = choices_of(log, measure(log))
    assert (choices.channels, choices.result, set(choices.results)) == ((), "", {"决定", "受理"})
    kept = where(log, Asked(result="受理").filter(choices)).cases
    assert kept.case_id.to_pyarrow().to_pylist() == ["3"]


@pytest.fixture
def reformer(db: None) -> Officer:
    make_department("zwj", "市政务局")
    return make_officer("reformer", Role.REFORM_OFFICE, department="zwj")


def work() -> Job:
    job = Job.objects.open().get()
    working.run(job.pk, at=now())
    job.refresh_from_db()
    return job


def look(officer: Officer, project: RedesignProject, asked: dict[str, str]) -> str:
    """Ask as the page does, let the worker work, and return what is shown."""
    browser, page = at_desk(officer), f"/desk/lab/projects/{project.number}/diagnosis/"
    sent = browser.post(f"{page}part/", asked)
    assert sent.status_code == 302, text_of(sent)
    if Job.objects.open().exists():
        assert work().error == ""
    shown = browser.get(sent.headers["Location"])
    example = re.search(r'href="([^"]*/cases/[^"]*[?]part=[0-9]+)"', shown.content.decode())
    assert example is not None
    assert "的经过" in text_of(browser.get(example[1]))
    return text_of(shown)


@pytest.mark.long
def test_a_part_is_shown_instead_of_the_whole(reformer: Officer) -> None:
    project = make_lab(reformer, build_city().version).project
    # What all cases share is no choice.
    choices = {"results": ["决定"], "units": ["市政务局", "市城管局"]}
    project.diagnoses.update(found={**FOUND, "choices": choices})
    diagnosis = project.diagnoses.get()
    job = Job.objects.create(
        project=project, kind=JobKind.PART, status="done", asked_by="x", asked_by_name="示例·甲",
        asked_at=now(), finished_at=now(),
    )  # fmt: skip
    Part.objects.create(
        diagnosis=diagnosis, job=job, asked={"since": "2026-03-01", "variant": 1},
        first_at=now(), last_at=now(), cases=1, events=2, variants=1, measures=MEASURES,
        found=FOUND,
    )  # fmt: skip
    browser, page = at_desk(reformer), f"/desk/lab/projects/{project.number}/diagnosis/"
    shown = browser.get(f"{page}?part={job.pk}")
    assert "2026-03-01 起 · 第 1 种走法 1 件，占全部 2 件的 50%。" in text_of(shown)
    for kept in (f'name="part" value="{job.pk}"', f"/cases/{quote(CASE)}/?part={job.pk}"):
        assert kept in shown.content.decode()
    assert re.findall(r'<select[^>]* name="([a-z]+)"', shown.content.decode()) == ["unit", "paths"]
    for other in ("?part=0", "?part=x", ""):
        assert "占全部" not in text_of(browser.get(f"{page}{other}"))
    Part.objects.all().delete()
    gone = text_of(browser.get(f"{page}?part={job.pk}"))
    assert "这次筛选看的是以前的诊断" in gone
    backwards = browser.post(f"{page}part/", {"since": "2026-03-02", "until": "2026-03-01"})
    assert (backwards.status_code, "不能早于开始的那一天" in text_of(backwards)) == (422, True)


@pytest.mark.long
def test_an_uploaded_log_is_narrowed(reformer: Officer) -> None:
    project = starting.start_on_log(
        SimpleUploadedFile("log.csv", LOG.encode()), name="log.csv", title="示例",
        owner=reformer.department, mapping={}, by=reformer.actor, at=now(),
    )  # fmt: skip
    working.ask(project, JobKind.DIAGNOSIS, by=reformer.actor, at=now())
    work()
    shown = look(reformer, project, {"unit": "规划局", "channel": "窗口"})
    assert "窗口 · 经过规划局 1 件，占全部 3 件的 33%。" in shown
    jobs = Job.objects.count()
    look(reformer, project, {"unit": "规划局", "channel": "窗口"})
    assert Job.objects.count() == jobs
    browser, page = at_desk(reformer), f"/desk/lab/projects/{project.number}/diagnosis/"
    assert "请至少选一个条件" in text_of(browser.post(f"{page}part/", {}))
    browser.post(f"{page}part/", {"channel": "窗口", "variant": "2"})
    assert work().error.startswith("没有一件符合全部条件。")
    assert "筛选没有成功" in text_of(browser.get(page))


@pytest.mark.long
def test_our_own_cases_are_narrowed(reformer: Officer) -> None:
    city = build_city()
    granted = make_reviewed(city)
    decider = city.officer("lead", "decider")
    actions.decide(step(granted, "decide"), by=decider, is_granted=True, reason="", at=MONDAY)
    actions.withdraw(make_submitted(city), by=city.applicant, reason="不办了", at=MONDAY)
    project = starting.start_on_items(
        [city.version], title="示例", owner=reformer.department, by=reformer.actor, at=now()
    )
    working.ask(project, JobKind.DIAGNOSIS, by=reformer.actor, at=now())
    work()
    shown = at_desk(reformer).get(f"/desk/lab/projects/{project.number}/diagnosis/")
    assert "1 件里 1 件按期办结，0 件超期（0%）。" in text_of(shown)
    for asked, said in (
        ({"result": "准予"}, "准予 1 件，占全部 2 件的 50%。"),
        ({"result": "撤回"}, "撤回 1 件，占全部 2 件的 50%。"),
        ({"variant": "2", "since": "2026-03-02"}, "2026-03-02 起 · 第 2 种走法 1 件"),
        ({"unit": decider.department.code}, f"经过{decider.department.short_name} 1 件"),
    ):
        assert said in look(reformer, project, asked)
