"""A project through the pages: registered, filed stage by stage, followed, seen at the desk."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from onewindow.cases.actions import save_answers
from onewindow.cases.models import Case
from onewindow.events.models import Event
from onewindow.messages.models import Notice
from onewindow.projects import actions
from onewindow.projects.models import Project
from onewindow.projects.recheck import recheck
from tests.cases.building import MONDAY
from tests.cast import signed_in
from tests.desk.pages import at_desk, text_of
from tests.portal.building import a_pdf
from tests.projects.building import (
    CODE,
    Plant,
    accept,
    build_plant,
    decide,
    file_all,
    make_project,
    registration,
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


def test_a_project_is_registered_with_a_checked_code_and_knows_its_stages(
    plant: Plant, mine: Client
) -> None:
    assert "您还没有登记项目" in text_of(mine.get("/projects/"))
    for wrong, said in (
        ({"code": "2603-999900-04-01"}, "项目代码由五段数字组成"),
        ({"code": "2613-999900-04-01-000001"}, "不是年份，也不是年月"),
        ({"ends_on": "2026-01-01"}, "不能早于计划开工日期"),
        ({"civil_new": ""}, "请选择一项"),
        ({"investment": "0"}, "有几处需要改一下"),
    ):
        refused = mine.post("/projects/new/", registration(**wrong))
        assert (refused.status_code, said in text_of(refused)) == (422, True), wrong
    assert mine.post("/projects/new/", registration(code=f" {CODE}　")).status_code == 302
    again = mine.post("/projects/new/", registration())
    assert (again.status_code, "已经登记过" in text_of(again)) == (422, True)
    page = text_of(mine.get(PAGE))
    for words in (
        "18,000,000 元", "5,600.5 平方米", "示例land许可", "示例fire许可", "总时限 45",
        "“立项用地规划许可”结束以后才能申报这个阶段", "按您的情况，这个阶段没有要办的事项",
    ):  # fmt: skip
        assert words in page
    event = Event.objects.get(code="project.registered")
    told = json.loads(event.data)
    assert [each["days"] for each in told["stages"]] == [10, 15, 10, 10]
    assert event.actor == plant.city.applicant.actor.code
    assert "示例综合楼" in text_of(mine.get("/projects/"))


def test_answers_that_change_change_what_is_needed(
    plant: Plant, mine: Client, project: Project
) -> None:
    changed = registration(civil_new="no", land_by="own", name="改名楼（示例）")
    assert mine.post(f"{PAGE}change/", changed).status_code == 302
    page = text_of(mine.get(PAGE))
    assert "示例fire许可" not in page
    assert "改名楼（示例）" in page
    # Nothing is needed for the land any more, so the design may be filed at once.
    assert "一起申报哪些事项" in page
    assert stage(project, "land").status == "skipped"
    assert codes(project) == ["project.registered", "project.changed"]


def open_design(plant: Plant, project: Project) -> None:
    """Have the land granted, so that the design can be filed."""
    (land,) = file_all(project, "land", by=plant.city.applicant)
    accept(plant, land, at=MONDAY)
    decide(plant, land, at=days(1))
    actions.follow_all(days(1))


def names_in(page: str, attribute: str) -> list[str]:
    return [part.split('"')[0] for part in page.split(f'{attribute}="')[1:]]


@pytest.mark.long
def test_one_form_asks_once_for_several_items(plant: Plant, mine: Client, project: Project) -> None:
    both = {"items": [plant.plan.item_id, plant.fire.item_id]}
    assert mine.post(f"{DESIGN}items/", both).status_code == 422  # the land comes first
    open_design(plant, project)
    assert mine.post(f"{DESIGN}items/", {"items": []}).status_code == 422
    assert mine.post(f"{DESIGN}items/", both).status_code == 302
    assert mine.post(f"{DESIGN}items/", both).status_code == 422
    asked = names_in(mine.get(f"{DESIGN}form/").content.decode(), "name")
    # Asked once for both; what the project tells is not asked at all.
    counted = [asked.count(name) for name in ("contact", "project_code", "civil_new")]
    assert counted == [1, 0, 0]
    own = [name for name in asked if name.endswith("_height")]
    assert len(own) == 2
    said = {"by_agent": "no", "contact": "示例·联系人", **dict.fromkeys(own, "18"),
            "shown": ["contact", *own], "asked": ["by_agent"]}  # fmt: skip
    lacking = mine.post(f"{DESIGN}form/", said | {"contact": ""})
    assert (lacking.status_code, "请填写这一项" in text_of(lacking)) == (422, True)
    # What somebody could not see on the page is asked now, and no mistake of his.
    assert mine.post(f"{DESIGN}form/", said | {"shown": []}).headers["Location"].endswith("form/")
    assert mine.post(f"{DESIGN}form/", said).headers["Location"].endswith("materials/")
    drafts = Case.objects.filter(of_project__stage__stage="design")
    assert {case.fields["project_code"] for case in drafts} == {CODE}
    assert {case.fields["contact"] for case in drafts} == {"示例·联系人"}
    assert all(case.answers == {"by_agent": False, "civil_new": True} for case in drafts)


def test_one_set_of_materials_and_one_button_hand_several_cases_in(
    plant: Plant, mine: Client, project: Project
) -> None:
    open_design(plant, project)
    items = [plant.plan.item_id, plant.fire.item_id]
    mine.post(f"{DESIGN}items/", {"items": items})
    for draft in Case.objects.filter(of_project__stage__stage="design"):
        fields = {each.code: "示例" for each in draft.version.fields.all()}
        save_answers(draft, fields=fields, answers={"by_agent": False, "civil_new": True}, at=now())
    page = mine.get(f"{DESIGN}materials/")
    assert text_of(page).count("申请表 已传 1 个") == 1  # handed in for the land already
    early = mine.post(f"{DESIGN}submission/")
    assert (early.status_code, "还缺材料" in text_of(early)) == (422, True)
    assert not Case.objects.filter(of_project__stage__stage="design", number__isnull=False)
    keys = set(names_in(page.content.decode(), 'name="material" value'))
    one, other = sorted(key for key in keys if key.endswith("-m2"))
    # Whichever button is pressed, what was chosen for the others is taken in; a bad file costs no
    # good one.
    bad = SimpleUploadedFile("坏.pdf", b"no")
    sent = {"material": other, f"files-{one}": a_pdf(mark=b"1"), f"files-{other}": bad}
    refused = mine.post(f"{DESIGN}materials/", sent)
    assert (refused.status_code, text_of(refused).count("已传 1 个")) == (422, 2)
    onwards = mine.post(f"{DESIGN}materials/", {"next": "yes", f"files-{other}": a_pdf(mark=b"2")})
    assert onwards.headers["Location"] == f"{DESIGN}submission/"
    assert mine.post(f"{DESIGN}submission/").status_code == 302
    cases = Case.objects.filter(of_project__stage__stage="design")
    assert codes(project).count("project.handed_in") == 3
    assert all(str(case.number) in text_of(mine.get(PAGE)) for case in cases)
    # Nothing is left to fill in: the pages of the form lead back.
    assert mine.get(f"{DESIGN}form/").status_code == 302


def test_a_file_is_taken_out_of_every_draft_that_has_it(
    plant: Plant, mine: Client, project: Project
) -> None:
    (draft,) = actions.file_items(
        stage(project, "land"), [plant.land.item_id], by=plant.city.applicant, at=MONDAY
    )
    path = f"{PAGE}stages/land/materials/"
    key = f"{plant.land.item.slug}-m1"
    refused = mine.post(path, {"material": key})
    assert (refused.status_code, "请选择要上传的文件" in text_of(refused)) == (422, True)
    sent = {"material": key, f"files-{key}": a_pdf()}
    assert mine.post(path, sent).status_code == 302
    digest = draft.submissions.get().document.sha256
    assert mine.post(path, {"remove": f"{key} {digest}"}).status_code == 302
    assert not draft.submissions.exists()
    assert mine.post(path, sent | {"material": "nothing"}).status_code == 404


@pytest.mark.long
def test_milestones_follow_the_cases_and_the_days_are_counted(
    plant: Plant, mine: Client, project: Project
) -> None:
    (land,) = file_all(project, "land", by=plant.city.applicant)
    accept(plant, land, at=MONDAY)
    assert actions.follow_all(MONDAY) == 1
    assert actions.follow_all(MONDAY) == 0
    decide(plant, land, at=days(2))
    actions.follow_all(days(2))
    plan, fire = file_all(project, "design", by=plant.city.applicant, at=days(7))
    for case in (plan, fire):
        accept(plant, case, at=days(7))
    decide(plant, plan, at=days(9), is_granted=False)
    decide(plant, fire, at=days(10))
    actions.follow_all(days(10))
    design = stage(project, "design")
    # Refused: the applicant may file it again, and nothing counts until he does.
    assert (design.status, design.begun_on, design.due_on) == (
        "standing", days(7).date(), None,
    )  # fmt: skip
    (again,) = file_all_again(project, plant)
    accept(plant, again, at=days(21))
    decide(plant, again, at=days(22))
    actions.follow_all(days(22))
    told = [
        (each.code, json.loads(each.data))
        for each in Event.objects.filter(chain=project.chain).order_by("seq")
    ]
    done = [(data["stage"], data["used"]) for code, data in told if code == "project.stage_done"]
    # Tue and Wed; then Tue to Thu, and the one day after the new acceptance.
    assert done == [("land", 2), ("design", 4)]
    assert told[-1][0] == "project.done"
    assert told[-1][1]["used"] == 6
    project.refresh_from_db()
    assert project.done_on == days(22).date()
    why = mine_why(plant)
    assert [each["used"] for each in why["stages"]] == [2, 4, 0, 0]
    assert "次日起停钟" in json.dumps(why, ensure_ascii=False)
    assert "阶段完成" in text_of(mine.get(PAGE))


@pytest.mark.long
def test_both_sides_are_told_of_milestones_once(plant: Plant, project: Project) -> None:
    applicant, lead = plant.city.applicant, plant.city.officer("lead", "decider").user
    (land,) = file_all(project, "land", by=applicant)
    accept(plant, land, at=MONDAY)
    for day in (0, 14, 15, 15, 16):
        actions.follow_all(days(day), everything=True)
    decide(plant, land, at=days(16))
    for _time in range(2):
        actions.follow_all(days(16), everything=True)
    design = stage(project, "design")
    actions.close_stage(
        design, by=plant.city.officer("lead", "decider"), reason="不需要", at=days(17)
    )
    told = [(each.kind, each.address) for each in Notice.objects.filter(user=applicant)]
    assert told == [
        (f"project.stage_{each}", PAGE) for each in ("begun", "done", "open", "closed")
    ] + [("project.done", PAGE)]
    # Ten working days after 2 March are over on Monday the 16th.
    late = Notice.objects.get(user=lead)
    assert (late.kind, late.address, late.at) == ("project.stage_late", DESK, days(15))
    assert "限 10 个工作日，已用 11 个" in late.texts["zh-hans"]["text"]


def file_all_again(project: Project, plant: Plant) -> list[Case]:
    row = stage(project, "design")
    by, at = plant.city.applicant, days(21)
    cases = actions.file_items(row, [plant.plan.item_id], by=by, at=at)
    for case in cases:
        before = Case.objects.filter(version=case.version, number__isnull=False).first()
        assert before is not None
        case.answers = before.answers
        case.seal_fields(before.fields)
        case.save(update_fields=["answers", "fields_cipher"])
    return actions.hand_in(row, cases, by=by, at=at)


def mine_why(plant: Plant) -> dict[str, list[dict[str, int]]]:
    answer = at_desk(plant.city.officer("lead", "decider")).get(f"{DESK}why.json")
    found: dict[str, list[dict[str, int]]] = json.loads(answer.content)
    return found
