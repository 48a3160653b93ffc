"""Projects at the desk: lanes, early ends, lists to take along, meetings, who sees what."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now
from python_calamine import CalamineWorkbook

from onewindow.cases.models import Meeting, Resolution
from onewindow.events.models import Event
from onewindow.orgs.models import Officer
from onewindow.projects import actions
from onewindow.projects.models import Project
from onewindow.projects.recheck import recheck
from tests.cases.building import MONDAY, build_city, make_officer
from tests.cast import signed_in
from tests.desk.pages import at_desk, links_of, text_of
from tests.projects.building import (
    CODE,
    Plant,
    accept,
    build_plant,
    decide,
    file_all,
    make_project,
    stage,
)

pytestmark = pytest.mark.django_db
PAGE = f"/projects/{CODE}/"
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


@pytest.mark.long
def test_the_lead_department_ends_a_stage_early_but_stops_no_clock(
    plant: Plant, mine: Client, project: Project
) -> None:
    lead = at_desk(plant.city.officer("lead", "decider"))
    (land,) = file_all(project, "land", by=plant.city.applicant)
    actions.follow_all(MONDAY)
    path = f"{DESK}stages/land/closure/"
    later = f"{DESK}stages/design/closure/"
    assert path in links_of(lead.get(DESK))
    assert later not in links_of(lead.get(DESK))
    early = lead.post(later, {"reason": "不需要"})
    assert (early.status_code, "结束以后这个阶段才开始" in text_of(early)) == (422, True)
    refused = lead.post(path, {"reason": "不需要"})
    assert (refused.status_code, str(land.number) in text_of(refused)) == (422, True)
    accept(plant, land, at=MONDAY)
    decide(plant, land, at=days(1), is_granted=False)
    actions.follow_all(days(1))
    assert lead.post(path, {"reason": " "}).status_code == 422
    assert lead.post(path, {"reason": "并入用地预审，不再单独办理"}).status_code == 302
    assert "并入用地预审" in text_of(mine.get(PAGE))
    assert stage(project, "land").status == "closed"
    assert (
        mine.post(f"{PAGE}stages/land/items/", {"items": [plant.land.item_id]}).status_code == 422
    )
    other = at_desk(plant.city.officer("structure", "reviewer"))
    again = f"{DESK}stages/land/reopening/"
    assert other.post(again, {"reason": "不是牵头的"}).status_code == 404
    assert lead.post(again, {"reason": "还是要办"}).status_code == 302
    assert lead.post(again, {"reason": "再来"}).status_code == 422
    assert stage(project, "land").status == "standing"
    assert codes(project)[-2:] == ["project.stage_closed", "project.stage_reopened"]
    told = text_of(lead.get(DESK))
    assert "立项用地规划许可：重新开启阶段" in told


@pytest.mark.long
def test_who_sees_what_at_the_desk(plant: Plant, project: Project) -> None:
    (land,) = file_all(project, "land", by=plant.city.applicant)
    city = plant.city
    elsewhere = build_elsewhere()
    supervisor = make_officer(plant.lead, "supervisor", "project.watcher")
    manager = make_officer(plant.lead, "item_manager", "project.manager")
    for officer, wanted in (
        (city.officer("lead", "decider"), 200), (city.officer("structure", "reviewer"), 200),
        (city.officer("traffic", "reviewer"), 200), (supervisor, 200), (elsewhere, 404),
        (manager, 404),
    ):  # fmt: skip
        browser = at_desk(officer)
        assert browser.get(DESK).status_code == wanted, officer
        assert browser.get(f"{DESK}why.json").status_code == wanted, officer
        assert (project.name in text_of(browser.get("/desk/projects/"))) == (wanted == 200)
    traffic = at_desk(city.officer("traffic", "reviewer"))
    assert f"/desk/projects/?q={CODE}" in links_of(traffic.get(f"/desk/cases/{land.number}/"))
    assert PAGE in links_of(signed_in(city.applicant).get(f"/applications/{land.number}/"))
    assert f"{DESK}stages/land/closure/" not in links_of(traffic.get(DESK))
    for path in ("stages/land/closure/", "meeting/"):
        assert traffic.get(f"{DESK}{path}").status_code == 404
        assert at_desk(supervisor).get(f"{DESK}{path}").status_code == 404


def build_elsewhere() -> Officer:
    return build_city().officer("planning", "reviewer")


@pytest.mark.long
def test_the_list_is_narrowed_and_taken_along(plant: Plant, project: Project) -> None:
    other = make_project(plant, code="2603-999900-04-01-000002", name="另一座楼（示例）")
    (land,) = file_all(project, "land", by=plant.city.applicant)
    accept(plant, land, at=MONDAY)
    actions.follow_all(MONDAY)
    lead = at_desk(plant.city.officer("lead", "decider"))
    # Accepted in March, ten working days: late by today.
    for query, here in (
        ("", {project, other}), ("late=on", {project}), ("stage=land", {project}),
        ("stage=works", set()), ("kind=simple", {project, other}), ("q=另一座", {other}),
        (f"q={CODE[-6:]}", {project}), ("q=%00", {project, other}),
    ):  # fmt: skip
        page = text_of(lead.get(f"/desk/projects/?{query}"))
        assert {each for each in (project, other) if each.name in page} == here, query
    assert "没有这样的项目" in text_of(lead.get("/desk/projects/?stage=works"))
    sent = lead.get("/desk/projects.xlsx?late=on")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(sent.content)).get_sheet_by_index(0).to_python()
    )
    assert [row[0] for row in rows] == ["项目代码", CODE]
    assert rows[1][rows[0].index("超期")] == "是"
    assert lead.get("/desk/projects.doc").status_code == 404


@pytest.mark.long
def test_a_meeting_about_a_project_asks_departments_for_things(
    plant: Plant, project: Project
) -> None:
    (land,) = file_all(project, "land", by=plant.city.applicant)
    officer = plant.city.officer("lead", "decider")
    lead, planner = at_desk(officer), at_desk(plant.city.officer("planning", "reviewer"))
    unit = plant.city.officer("planning", "reviewer").department
    asked: dict[str, object] = {
        "title": "项目会商", "day": localdate() + timedelta(days=2), "time": "14:30",
        "length": "60", "place": "一楼", "agenda": "退界", "departments": [unit.pk],
        "cases": [str(land.number)],
    }  # fmt: skip
    assert lead.post(f"{DESK}meeting/", asked | {"departments": []}).status_code == 422
    assert lead.post(f"{DESK}meeting/", asked).status_code == 302
    meeting = Meeting.objects.get()
    Meeting.objects.update(begins_at=now())
    assert project.name in text_of(planner.get(f"/desk/meetings/{meeting.number}/"))
    written = {
        "came": [str(unit.pk)], "minutes": "同意方案。", "text-1": "出具日照分析",
        "owner-1": f"request:{unit.pk}", "due-1": (localdate() + timedelta(days=5)).isoformat(),
    }  # fmt: skip
    assert lead.post(f"/desk/meetings/{meeting.number}/minutes/", written).status_code == 302
    assert Resolution.objects.get().case is None
    assert project.name in text_of(planner.get("/desk/meetings/"))
    done = f"/desk/meetings/{meeting.number}/requests/1/completion/"
    assert planner.post(done, {"result": "已出具"}).status_code == 302
    page = text_of(lead.get(DESK))
    for words in ("项目会商", "会商形成纪要", "会商交办事项办结", "出具日照分析"):
        assert words in page
    assert codes(project)[-3:] == ["meeting.called", "meeting.held", "meeting.request_done"]
    alone = lead.post(f"{DESK}meeting/", asked | {"cases": []})
    assert alone.status_code == 302
