"""A small city with rules for stages: one item for land, two together for the design."""

import io
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.test import Client

from onewindow.accounts.models import User
from onewindow.cases import actions as case_actions
from onewindow.cases.models import Case
from onewindow.catalogue.models import FormField, ItemVersion, Material, Question
from onewindow.documents.actions import receive
from onewindow.orgs.models import Department, Region
from onewindow.projects import actions
from onewindow.projects.actions import Details
from onewindow.projects.models import (
    Project,
    ProjectKind,
    ProjectQuestion,
    ProjectStage,
    StageItem,
    StageRule,
)
from tests.cases.building import MONDAY, REVIEWS, City, build_city, make_draft_version, step
from tests.documents.samples import pdf

CODE = "2603-999900-04-01-000001"
ANSWERS = {"land_by": "transfer", "civil_new": True}
PREFILL = {"project_code": "code", "project_name": "name"}


@dataclass(frozen=True)
class Plant:
    """The city, its rules, and the items by their short names."""

    city: City
    kind: ProjectKind
    land: ItemVersion
    plan: ItemVersion
    fire: ItemVersion

    @property
    def lead(self) -> Department:
        """Who leads the first two stages and decides on all items."""
        return self.city.officer("lead", "decider").department

    @property
    def later(self) -> Department:
        """Who leads the last two stages."""
        return self.city.officer("structure", "reviewer").department


def build_plant(city: City | None = None) -> Plant:
    """Make the city; a project in it needs land where land is not its own."""
    city = city or build_city()
    Region.objects.get_or_create(
        code=settings.REGION_CODE, defaults={"name": "示例市", "level": "city"}
    )
    land, plan, fire = (_item(city, name) for name in ("land", "plan", "fire"))
    lead = city.officer("lead", "decider").department
    later = city.officer("structure", "reviewer").department
    kind = ProjectKind.objects.create(
        code="simple", name="简易项目", total=45, basis="本市自定（示例）", position=1
    )
    days = {"land": (10, lead, []), "design": (15, lead, ["land"]),
            "works": (10, later, ["design"]), "completion": (10, later, ["works"])}  # fmt: skip
    StageRule.objects.bulk_create(
        StageRule(kind=kind, stage=stage, days=limit, lead=unit, needs=needs)
        for stage, (limit, unit, needs) in days.items()
    )
    not_own = {"field": "land_by", "op": "!=", "value": "own"}
    rows = [("land", land, not_own), ("design", plan, None),
            ("design", fire, {"field": "civil_new", "op": "==", "value": True})]  # fmt: skip
    StageItem.objects.bulk_create(
        StageItem(stage=stage, item=version.item, position=place, when=when, prefill=PREFILL)
        for place, (stage, version, when) in enumerate(rows, start=1)
    )
    ProjectQuestion.objects.create(
        code="land_by", text="土地怎样取得？", kind="choice", position=1,
        choices=[["transfer", "出让"], ["own", "已有用地"]],
    )  # fmt: skip
    ProjectQuestion.objects.create(
        code="civil_new", text="是否新建民用建筑？", kind="bool", position=2
    )
    return Plant(city, kind, land, plan, fire)


def _item(city: City, name: str) -> ItemVersion:
    departments = {
        "hall": city.officer("hall", "counter_clerk").department,
        "lead": city.officer("lead", "decider").department,
        **{each: city.officer(each, "reviewer").department for each in REVIEWS},
    }
    tag = f"{city.version.item.number}-{name}"
    region = departments["lead"].region
    version = make_draft_version(departments, region, tag)
    ItemVersion.objects.filter(pk=version.pk).update(name=f"示例{name}许可")
    Question.objects.create(
        version=version, position=1, code="by_agent", text="是否委托他人？", kind="bool"
    )
    Question.objects.create(
        version=version, position=2, code="civil_new", text="是否新建民用建筑？", kind="bool"
    )
    rows = [("project_code", "项目代码"), ("project_name", "项目名称"), ("contact", "联系人"),
            (f"{name}_height", f"{name}高度")]  # fmt: skip
    for place, (code, label) in enumerate(rows, start=1):
        FormField.objects.create(
            version=version, position=place, code=code, label=label, kind="text", is_required=True
        )
    Material.objects.create(
        version=version, position=2, code="m2", name=f"{name}图纸", file_kinds=["text"]
    )
    ItemVersion.objects.filter(pk=version.pk).update(status="published", published_at=MONDAY)
    version.refresh_from_db()
    return version


def details(**changes: object) -> Details:
    """Return what an applicant says of a project."""
    said: dict[str, object] = {
        "name": "示例综合楼（示例）", "place": "示例市示例路 1 号",
        "investment": Decimal(18_000_000), "area": Decimal("5600.50"),
        "starts_on": date(2026, 6, 1), "ends_on": date(2027, 6, 1), "answers": dict(ANSWERS),
    }  # fmt: skip
    return Details(**{**said, **changes})  # type: ignore[arg-type] # named as the fields are


def make_project(
    plant: Plant, *, by: User | None = None, code: str = CODE, at: datetime = MONDAY,
    **changes: object,
) -> Project:  # fmt: skip
    """Register a project of the city's applicant."""
    who = by or plant.city.applicant
    return actions.register(code, plant.kind, details(**changes), by=who, at=at)


def stage(project: Project, code: str) -> ProjectStage:
    """Return a stage as it is now."""
    return ProjectStage.objects.select_related("project", "lead").get(project=project, stage=code)


def file_all(project: Project, code: str, *, by: User, at: datetime = MONDAY) -> list[Case]:
    """File everything that a stage needs, filled in, and hand it in together."""
    row = stage(project, code)
    wanted = list(row.wanted.values_list("item", flat=True))
    cases = actions.file_items(row, wanted, by=by, at=at)
    for case in cases:
        fields = {each.code: "示例" for each in case.version.fields.all()}
        case_actions.save_answers(
            case, by=by, at=at, answers={**case.answers, "by_agent": False},
            fields=fields | case.fields,
        )  # fmt: skip
        for material in case.version.materials.all():
            if not case.submissions.filter(material=material).exists():
                name = material.name
                file = receive(io.BytesIO(pdf(name.encode())), name=f"{name}.pdf")
                case_actions.attach_file(case, material, file.record(by=by, at=at), by=by, at=at)
    return actions.hand_in(row, cases, by=by, at=at)


def accept(plant: Plant, case: Case, *, at: datetime) -> None:
    """Accept a case."""
    case_actions.accept(step(case, "accept"), by=plant.city.officer("hall", "counter_clerk"), at=at)


def decide(plant: Plant, case: Case, *, at: datetime, is_granted: bool = True) -> None:
    """Let everybody review a case, and decide."""
    for name in REVIEWS:
        case_actions.complete_review(
            step(case, name), by=plant.city.officer(name, "reviewer"), outcome="agreed",
            opinion="", at=at,
        )  # fmt: skip
    case_actions.decide(
        step(case, "decide"), by=plant.city.officer("lead", "decider"), is_granted=is_granted,
        reason="" if is_granted else "不符合规划。", at=at,
    )  # fmt: skip


def registration(**changes: object) -> dict[str, object]:
    """Return what somebody fills in to register a project."""
    return {
        "identity": "self", "code": CODE, "kind": "simple", "name": "示例综合楼（示例）",
        "place": "示例市示例路 1 号", "investment": "18000000", "area": "5600.5",
        "starts_on": "2026-06-01", "ends_on": "2027-06-01", "land_by": "transfer",
        "civil_new": "yes", **changes,
    }  # fmt: skip


def browse(client: Client, path: str) -> str:
    """Return the source of a page."""
    return client.get(path).content.decode()
