"""Projects for the permission table: one with a case, one with a draft, one closed, one fresh."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, now

from onewindow.cases.actions import accept, attach_file
from onewindow.cases.models import Case
from onewindow.documents.actions import receive
from onewindow.projects import actions
from onewindow.projects.actions import Details
from onewindow.projects.models import Project, ProjectKind, ProjectStage, StageItem, StageRule
from tests.cases.building import City, step
from tests.documents.samples import pdf

if TYPE_CHECKING:
    from tests.guards.world import World

Form = dict[str, object]
STAGE = "land"
DETAILS = Details(
    name="示例楼（示例）", place="示例路 1 号", investment=Decimal(1_000_000), area=Decimal(100),
    starts_on=date(2027, 1, 1), ends_on=date(2028, 1, 1), answers={},
)  # fmt: skip


@dataclass(frozen=True)
class Projects:
    """All are the applicant's, `scjg` leads their stages; only the first has a case."""

    running: Project
    drafted: Project
    closed: Project
    fresh: Project


def make_projects(city: City) -> Projects:
    """Make them all on one item."""
    lead = city.officer("lead", "decider")
    kind = ProjectKind.objects.create(
        code="simple", name="简易项目", total=45, basis="本市自定", position=1
    )
    StageRule.objects.create(kind=kind, stage=STAGE, days=10, lead=lead.department)
    StageItem.objects.create(stage=STAGE, item=city.version.item, position=1)
    running, drafted, closed, fresh = (
        actions.register(
            f"2611-999900-04-01-00000{number}", kind, DETAILS, by=city.applicant, at=now()
        )
        for number in range(1, 5)
    )
    case = _draft(running, city)
    actions.hand_in(_stage(running), [case], by=city.applicant, at=now())
    clerk = city.officer("hall", "counter_clerk")
    accept(step(case, "accept"), by=clerk, at=now())
    _draft(drafted, city)
    actions.close_stage(_stage(closed), by=lead, reason="不需要", at=now())
    return Projects(running, drafted, closed, fresh)


def _stage(project: Project) -> ProjectStage:
    return ProjectStage.objects.select_related("project").get(project=project)


def _draft(project: Project, city: City) -> Case:
    (case,) = actions.file_items(
        _stage(project), [city.version.item_id], by=city.applicant, at=now()
    )
    file = receive(io.BytesIO(pdf(f"%{project.code}".encode())), name="申请表.pdf")
    record = file.record(by=city.applicant, at=now())
    attach_file(case, city.version.materials.get(), record, by=city.applicant, at=now())
    return case


def registration(code: str = "2611-999900-04-01-000009") -> Form:
    """Return what somebody fills in to register a project, or to change one."""
    return {
        "identity": "self", "code": code, "kind": "simple", "name": "示例楼（示例）",
        "place": "示例路 1 号", "investment": "1000000", "area": "100",
        "starts_on": "2027-01-01", "ends_on": "2028-01-01",
    }  # fmt: skip


def project_call(department: int) -> Form:
    """Return what somebody fills in to call a meeting about a project."""
    return {
        "title": "示例会商", "day": str(localdate() + timedelta(days=3)), "time": "09:30",
        "length": "60", "place": "二楼", "agenda": "退界", "departments": [department],
    }  # fmt: skip


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("申请表.pdf", pdf())


PROJECTS: dict[str, Callable[[World], dict[str, object]]] = {
    "project": lambda world: {"code": world.projects.running.code},
    "stage": lambda world: {"code": world.projects.running.code, "stage": STAGE},
    "stage with a draft": lambda world: {"code": world.projects.drafted.code, "stage": STAGE},
    "closed stage": lambda world: {"code": world.projects.closed.code, "stage": STAGE},
    "fresh stage": lambda world: {"code": world.projects.fresh.code, "stage": STAGE},
}
PROJECT_FORMS: dict[str, Callable[[World], Form]] = {
    "portal:register_project": lambda _: registration(),
    "portal:change_project": lambda _: registration(),
    "portal:file_items": lambda world: {"items": [world.item_published.item_id]},
    "portal:stage_form": lambda _: {},
    "portal:stage_materials": lambda world: {
        "material": f"{world.item_published.item.slug}-m1",
        f"files-{world.item_published.item.slug}-m1": _file(),
    },
    "desk:close_stage": lambda _: {"reason": "并入前一事项"},
    "desk:reopen_stage": lambda _: {"reason": "还是要办"},
    "desk:project_meeting": lambda world: project_call(
        world.meetings.called.invitees.get().department_id
    ),
}
