"""A project with several items: each is simulated, shown, added up and printed."""

from datetime import date
from pathlib import Path
from typing import cast

import pytest
from django.test import RequestFactory
from django.utils.timezone import now

from onewindow.desk.lab.page import LabPage
from onewindow.desk.lab.report import report_of
from onewindow.desk.signing import OfficerRequest
from onewindow.events.rules import JSONValue
from onewindow.insight.actions import working
from onewindow.insight.models import Diagnosis, Job, JobKind, RedesignProject, Subject
from onewindow.kernel.workdays import WorkCalendar
from onewindow.orgs.models import Officer, Role
from onewindow.procedure.simulation import (
    Activity,
    Fixed,
    Poisson,
    Promise,
    Scenario,
    Staff,
    write_scenario,
)
from onewindow.procedure.step import StepKind
from tests.cast import make_department, make_officer
from tests.desk.pages import at_desk, text_of
from tests.insight.kitchen import make_kitchen

pytestmark = pytest.mark.django_db
STEPS = [
    {"code": "a", "name": "受理", "kind": "acceptance", "unit": "zwj", "limit": 1},
    {"code": "m", "name": "转办", "kind": "review", "unit": "zwj", "limit": 1, "needs": ["a"]},
    {"code": "d", "name": "决定", "kind": "decision", "unit": "zwj", "limit": 1, "needs": ["m"]},
]


@pytest.fixture
def reformer() -> Officer:
    make_department("zwj", "市政务局")
    return make_officer("reformer", Role.REFORM_OFFICE, department="zwj")


@pytest.fixture
def project(reformer: Officer, monkeypatch: pytest.MonkeyPatch) -> RedesignProject:
    """A project on two items of which the second takes five times as long."""
    monkeypatch.setattr("onewindow.insight.actions.simulating.REPLICATIONS", 2)
    found = make_kitchen(reformer)
    found.subjects.all().delete()
    fits = {}
    for name, hours, cases in (("食品", 1, 30), ("招牌", 5, 10)):
        definition = {"name": name, "promised": 3, "units": {"zwj": "市政务局"}, "steps": STEPS}
        evidence = {"cases": cases, "steps": {}, "materials": {}}
        subject = Subject.objects.create(
            project=found, name=name, definition=definition, evidence=evidence,
            before={"steps": 3, "promised_days": 3}, after={"steps": 2, "promised_days": 2},
        )  # fmt: skip
        fit = {"scenario": scenario(name, hours), "notes": [], "verdict": ""}
        fits[str(subject.pk)] = {"fit": fit, "median": float(hours)}
    for diagnosis in Diagnosis.objects.all():
        diagnosis.found["subjects"] = fits
        diagnosis.save()
    return found


def scenario(name: str, hours: int) -> str:
    steps = tuple(
        Activity(
            code=str(each["code"]), name=str(each["name"]), kind=StepKind(str(each["kind"])),
            unit="zwj", pool="desk", work_minutes=Fixed(60.0 * hours),
            needs=tuple(cast("list[str]", each.get("needs", []))),
        )
        for each in STEPS
    )  # fmt: skip
    return write_scenario(
        Scenario(
            name=name, start_on=date(2026, 3, 2), steps=steps,
            arrivals=Poisson(0.2), staff=(Staff(("desk",), 2, "窗口"),),
            pools={"desk": "窗口"}, days=20, promise=Promise(3),
        )
    )  # fmt: skip


def played(reformer: Officer, project: RedesignProject, form: dict[str, str]) -> Job:
    browser = at_desk(reformer)
    sent = browser.post(f"/desk/lab/projects/{project.number}/simulation/", form)
    assert sent.status_code == 302, text_of(sent)
    job = Job.objects.open().get()
    working.run(job.pk, at=now())
    job.refresh_from_db()
    return job


@pytest.mark.long
def test_every_item_is_played_shown_added_up_and_printed(
    reformer: Officer, project: RedesignProject
) -> None:
    assert played(reformer, project, {}).error == ""
    food, sign = project.subjects.order_by("pk")
    browser, page = at_desk(reformer), f"/desk/lab/projects/{project.number}/"
    slow, fast = (item["variants"][0]["mean"]["mean"] for item in project.simulations.get().items)
    assert fast > 4 * slow
    shown = text_of(browser.get(f"{page}simulation/?item={sign.pk}"))
    assert "日志里一半的办件 5.0 个工作日内办结" in shown
    assert "日志里一半的办件 1.0" in text_of(browser.get(f"{page}simulation/?item={food.pk}"))
    mean = round((30 * slow + 10 * fast) / 40, 1)
    assert f"2 项 40 件合起来，平均每件从 {mean} 个工作日" in shown
    assert "每一项都按日志里的全部办件算" in shown
    assert "仿真：2 项合计" in text_of(browser.get(page))
    request = RequestFactory().get("/")
    request.roles = frozenset({Role.REFORM_OFFICE})  # type: ignore[attr-defined]
    lab = LabPage(cast("OfficerRequest", request), project)
    assert lab.seen is not None
    report = str(report_of(lab, lab.seen, on=now().date()))
    assert f"2 项 40 件合起来，平均每件从 {mean} 个工作日" in report
    assert "仿真：食品" in report
    assert "仿真：招牌" in report
    assert "环节原来6 现在4" in text_of(browser.get("/desk/lab/"))


@pytest.mark.long
def test_a_condition_of_one_item_is_for_that_item(
    reformer: Officer, project: RedesignProject
) -> None:
    played(reformer, project, {})
    food, sign = project.subjects.order_by("pk")
    page, browser = f"/desk/lab/projects/{project.number}/simulation/", at_desk(reformer)
    pool = f"{sign.pk}:desk"
    for asked, said in (
        ({"staff": "-1"}, "请选择增减哪个岗位的人手。"),
        ({"pool": pool}, "请选择增加还是减少几人。"),
        ({"pool": pool, "staff": "-1", "item": str(food.pk)}, "选的岗位不在这一项里。"),
        ({"limit": "0"}, "不能小于 1。"),
    ):
        refused = browser.post(page, asked)
        assert (refused.status_code, said in text_of(refused)) == (422, True)
    job = played(reformer, project, {"pool": pool, "staff": "-1"})
    assert job.settings == {"item": str(sign.pk), "pool": "desk", "staff": -1}
    names = [
        [variant["name"] for variant in item["variants"]]
        for item in project.simulations.latest("pk").items
    ]
    assert names == [
        ["现状", "再造后"],
        ["现状", "再造后", "再造后，市政务局：受理、转办、决定 -1 人"],
    ]
    assert "招牌｜市政务局" in text_of(browser.get(page))


def test_nobody_is_not_made_fewer(reformer: Officer, project: RedesignProject) -> None:
    sign = project.subjects.get(name="招牌")
    for pool, said in (("gone", "这个岗位已经没有"), ("desk", "只有 2 人，不能再少")):
        settings: dict[str, JSONValue] = {"item": str(sign.pk), "pool": pool, "staff": -2}
        job = working.ask(
            project, JobKind.SIMULATION, settings=settings, by=reformer.actor, at=now()
        )
        working.run(job.pk, at=now())
        job.refresh_from_db()
        assert job.status == "failed"
        assert said in job.error


@pytest.mark.long
def test_each_item_has_the_half_of_its_own_cases(tmp_path: Path) -> None:
    from onewindow.eventlog import read
    from onewindow.eventlog.measures import measure
    from onewindow.insight.mining.finding import look

    lines = ["case,activity,at"]
    for case, last in (("a1", 3), ("a2", 3), ("b1", 6), ("b2", 6)):
        lines += [f"{case},受理,2026-03-02 09:00", f"{case},决定,2026-03-{last:02d} 09:00"]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    log, calendar = read(path), WorkCalendar.official()
    seen = look(log, calendar, measure(log, calendar))
    assert seen.of_cases(["a1", "a2"]).median_days() == pytest.approx(1.0)
    assert seen.of_cases(["b1", "b2"]).median_days() == pytest.approx(4.0)
