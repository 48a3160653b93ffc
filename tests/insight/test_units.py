"""Units of an uploaded log are matched with departments: guessed, corrected, used to the draft."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from onewindow.catalogue.models import ItemVersion
from onewindow.events.models import Event
from onewindow.insight.actions import starting, working
from onewindow.insight.departments import by_any_name
from onewindow.insight.models import Diagnosis, Job, JobKind, ProjectProposal, RedesignProject
from onewindow.insight.subjects import definition_for
from onewindow.insight.units import guess
from onewindow.orgs.models import Department, Officer, Region, Role
from tests.cast import make_department, make_officer
from tests.desk.pages import at_desk, message_after, text_of
from tests.insight.diagnosed import TOLD
from tests.insight.kitchen import make_kitchen

pytestmark = pytest.mark.django_db
NODES = (("受理", "工商窗口"), ("收文登记和转办", "General"), ("决定", "General"), ("送达", ""))


@pytest.fixture
def reformer() -> Officer:
    make_department("zwj", "示例市政务局")
    make_department("sc", "示例市市场监管局")
    make_department("wj", "示例市卫生健康委员会")
    return make_officer("reformer", Role.REFORM_OFFICE, department="zwj")


def test_what_a_unit_is_called_elsewhere_is_guessed(reformer: Officer) -> None:
    away = Region.objects.create(code="990000", name="示例省", level="province")
    province = make_department("ssc", "示例省市场监管局")
    Department.objects.filter(pk=province.pk).update(region=away)
    for code, region in (
        ("a-far", "990000"),
        ("near", reformer.department.region_id),
        ("z-far", "990000"),
    ):
        make_department(code, f"示例·{code}")
        Department.objects.filter(short_code=code).update(region=region, short_name="行政审批局")
    make_department("cg", "示例市城市管理局")
    called = {
        "省市场监管局": "ssc", "示例省市场监管局": "ssc", "城市管理局": "cg", "城管局": "",
        "sc": "sc", "示例市市场监管局": "sc", "市场监管局": "sc", "市市场监管局窗口": "sc",
        "市场监管局综合窗口": "sc", "政务局办公室": "zwj", "卫生健康委员会": "wj",
        "行政审批局": "near", "General": "", "工商窗口": "", "局": "", "示例市": "",
    }  # fmt: skip
    assert guess(called, reformer.department.region_id) == called
    # A name that several have elsewhere is nobody's.
    assert by_any_name(reformer.department.region_id)["行政审批局"] == "near"
    assert "行政审批局" not in by_any_name()


@pytest.fixture
def project(reformer: Officer) -> RedesignProject:
    """A project whose log has a unit of no department, and work of nobody."""
    found = make_kitchen(reformer)
    subject = found.subjects.get()
    subject.definition = {
        "name": "小餐饮",
        "units": {"General": "General", "工商窗口": "工商窗口", "-": "未写明单位"},
        "steps": [
            {"code": "a", "name": "受理", "kind": "acceptance", "unit": "工商窗口", "limit": 1},
            {"code": "m", "name": "收文登记和转办", "kind": "review", "unit": "General", "limit": 1,
             "needs": ["a"]},
            {"code": "d", "name": "决定", "kind": "decision", "unit": "General", "limit": 2,
             "needs": ["m"]},
            {"code": "e", "name": "送达", "kind": "delivery", "unit": "-", "limit": 1,
             "needs": ["d"]},
        ],
    }  # fmt: skip
    subject.save()
    diagnosis = Diagnosis.objects.get()
    diagnosis.found["nodes"] = [
        {"name": name, "unit": unit, "count": 2, "days": 0.1, "repeated": 0.0}
        for name, unit in NODES
    ]
    diagnosis.save()
    ProjectProposal.objects.all().delete()
    return found


@pytest.mark.long
def test_units_are_matched_on_a_page_and_used_to_the_draft(
    reformer: Officer, project: RedesignProject
) -> None:
    browser, page = at_desk(reformer), f"/desk/lab/projects/{project.number}/"
    assert "日志里有 3 个单位没有对上本系统的部门" in text_of(browser.get(page))
    accept_all(project)
    refused = message_after(browser, browser.post(f"{page}draft/"))
    assert "General、未写明单位。请先在“单位对照”里选定" in refused
    shown = text_of(browser.get(f"{page}units/"))
    assert "办 2 个环节：收文登记和转办、决定" in shown
    assert "没有写明单位的环节" in shown
    wrong = browser.post(f"{page}units/", {"unit_0": "nobody"})
    assert (wrong.status_code, "请从列出的选项里选一项" in text_of(wrong)) == (422, True)
    form = {"unit_0": "zwj", "unit_1": "sc", "unit_2": "zwj"}
    said = message_after(browser, browser.post(f"{page}units/", form))
    assert "单位对照已保存，正在按它重新诊断" in said
    assert "日志里的 3 个单位都对上了本系统的部门" in said
    assert Job.objects.get().kind == "diagnosis"
    event = Event.objects.get(code="redesign.units_matched")
    assert "General" in event.data
    assert "已保存" not in text_of(browser.post(f"{page}units/", form))
    working.cancel(project, by=reformer.actor, at=now())
    project.refresh_from_db()
    steps = definition_for(project.subjects.get()).steps
    assert [step.unit for step in steps] == ["zwj", "sc", "sc", "zwj"]
    assert "草案已经生成" in message_after(browser, browser.post(f"{page}draft/"))
    version = ItemVersion.objects.get(item__department__short_code="sc")
    units = version.steps.order_by("position").values_list("unit__short_code", flat=True)
    assert list(units) == ["zwj", "sc", "zwj"]
    late = browser.post(f"{page}units/", form)
    assert (late.status_code, "单位对照不能再改" in text_of(late)) == (422, True)


def accept_all(project: RedesignProject) -> None:
    """Drop the step that only hands on."""
    ProjectProposal.objects.create(
        subject=project.subjects.get(), code="task_elimination:m", place=0, title="取消转办",
        heuristic="task_elimination", told=TOLD, decision="accepted", decided_at=now(),
    )  # fmt: skip


def test_our_own_cases_have_departments_already(project: RedesignProject) -> None:
    RedesignProject.objects.update(source="cases", log=None)
    browser = at_desk(Officer.objects.get(user__username="reformer"))
    page = f"/desk/lab/projects/{project.number}/"
    assert browser.get(f"{page}units/").status_code == 404
    assert "核对单位" not in text_of(browser.get(page))


@pytest.mark.long
def test_a_diagnosis_guesses_and_keeps_what_was_corrected(reformer: Officer) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([
        ("case", "activity", "at", "unit"),
        *(
            (f"c{case}", name, f"2026-03-{day + case % 9:02d} 10:00", unit)
            for case in range(20)
            for day, (name, unit) in enumerate(
                (("受理", "政务局窗口"), ("核查", "General"), ("决定", "市场监管局")), 2
            )
        ),
    ])  # fmt: skip
    log = SimpleUploadedFile("log.csv", out.getvalue().encode())
    columns = {"case": "case", "activity": "activity", "at": "at", "unit": "unit"}
    project = starting.start_on_log(
        log, name="log.csv", title="示例", owner=reformer.department, mapping=columns,
        by=reformer.actor, at=now(),
    )  # fmt: skip
    diagnose(project, reformer)
    assert project.units == {"政务局窗口": "zwj", "General": "", "市场监管局": "sc"}
    starting.match_units(project, {"General": "wj"}, by=reformer.actor, at=now())
    working.run(Job.objects.open().get().pk, at=now())
    project.refresh_from_db()
    assert project.units == {"政务局窗口": "zwj", "General": "wj", "市场监管局": "sc"}
    steps = definition_for(project.subjects.get()).steps
    assert [step.unit for step in steps] == ["zwj", "wj", "sc"]
    found = project.diagnoses.latest("pk").found["subjects"]
    assert [each["conformance"]["counts"] for each in found.values()] == [[]]
    shown = text_of(at_desk(reformer).get(f"/desk/lab/projects/{project.number}/"))
    assert "市卫生健康委员会" in shown
    assert "General" not in shown


def diagnose(project: RedesignProject, officer: Officer) -> None:
    job = working.ask(project, JobKind.DIAGNOSIS, by=officer.actor, at=now())
    working.run(job.pk, at=now())
    job.refresh_from_db()
    assert (job.status, job.error) == ("done", "")
    project.refresh_from_db()
