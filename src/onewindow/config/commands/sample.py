"""`onewindow sample`: the sample city."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer
import yaml

from onewindow.config import console, data_folder

if TYPE_CHECKING:
    from onewindow.accounts.loading import CompanyEntry, PersonEntry
    from onewindow.orgs.divisions import RegionEntry
    from onewindow.orgs.loading import DepartmentEntry, HallEntry, OfficerEntry

# The sample city's officers have had their roles since its own beginning.
FOUNDED = date(2026, 1, 1)

app = typer.Typer(no_args_is_help=True, help="示例市：虚构的部门、人员和事项，只供试用。")


class NotATrial(Exception):
    """Sample data must not come into a production system."""


@dataclass(frozen=True)
class Summary:
    """How many of everything the sample city has."""

    regions: int
    departments: int
    officers: int
    halls: int
    persons: int
    companies: int
    items: int
    papers: int
    cases: int
    projects: int
    base_items: int
    quarantined: int


def load(*, at: datetime, folder: Path | None = None) -> Summary:
    """Load the divisions and the sample city, or bring them up to date; raise NotATrial."""
    from django.conf import settings
    from django.db import transaction

    from onewindow.cases.models import Case
    from onewindow.catalogue.base_loading import load_base_items
    from onewindow.catalogue.loading import load_items
    from onewindow.config.sample_cases import load_cases
    from onewindow.config.sample_projects import load_projects
    from onewindow.delegation.loading import load_papers
    from onewindow.orgs import divisions, loading

    if not settings.TRIAL:
        raise NotATrial("示例数据只能装入试用环境（ONEWINDOW_TRIAL=1），这里是正式环境，没有装入。")
    data = folder or data_folder()
    sample = data / "sample"
    with transaction.atomic():
        regions = divisions.load_divisions(data / "base" / "divisions")
        regions += divisions.load_regions(read_sample(sample / "regions.yaml")["regions"])
        listed = read_sample(sample / "departments.yaml")
        departments = loading.load_departments(listed["departments"], region=listed["region"])
        halls = loading.load_halls(read_sample(sample / "halls.yaml")["halls"])
        staff = read_sample(sample / "officers.yaml")
        officers = loading.load_officers(
            staff["officers"], password=staff["trial_password"], on=FOUNDED
        )
        persons, companies = _load_applicants(sample, at)
        # Standards first: a sample item may claim one.
        folders = ("standards", "items", "project-items")
        _standards, *loaded = (load_items(sample / each, at=at) for each in folders)
        base = load_base_items(data / "base" / "items" / "items.csv", source="items.csv")
        papers = load_papers(sample, at=at)
        load_cases(sample, at=at)
        projects = load_projects(sample, at=at)
    return Summary(
        regions, departments, officers, halls, persons, companies,
        items=sum(map(len, loaded)), papers=papers, cases=Case.objects.count(),
        projects=projects,
        base_items=base.loaded, quarantined=base.quarantined,
    )  # fmt: skip


def _load_applicants(sample: Path, at: datetime) -> tuple[int, int]:
    from onewindow.accounts import loading
    from onewindow.events import SYSTEM
    from onewindow.mandates.loading import load_agents

    applicants = read_sample(sample / "applicants.yaml")
    persons = loading.load_persons(
        applicants["persons"], password=applicants["trial_password"], by=SYSTEM, at=at
    )
    companies = loading.load_companies(applicants["companies"], by=SYSTEM, at=at)
    load_agents(applicants["companies"], by=SYSTEM, at=at)
    return persons, companies


@app.command("load")
def load_command(
    *, as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False
) -> None:
    """装入示例市；可以反复执行，已有的只更新。"""
    console.open_database()
    from django.utils.timezone import now

    try:
        summary = load(at=now())
    except NotATrial as error:
        console.fail(str(error))
    text = (
        f"示例市已装入：区划 {summary.regions}，部门 {summary.departments}，"
        f"工作人员 {summary.officers}，大厅 {summary.halls}，"
        f"申请人 {summary.persons}，企业 {summary.companies}，"
        f"事项 {summary.items}，委托、授权和印章 {summary.papers}，"
        f"在办件 {summary.cases}，工程建设项目 {summary.projects}；"
        f"基本目录 {summary.base_items} 个事项，另有 {summary.quarantined} 行编码不合规被隔离"
        "（onewindow items quarantine 查看原因）。"
    )
    console.answer(asdict(summary), as_json=as_json, text=text)


class Files(TypedDict):
    """What the sample city's YAML files hold, all keys in one."""

    sample: bool
    region: str
    trial_password: str
    regions: "list[RegionEntry]"
    departments: "list[DepartmentEntry]"
    halls: "list[HallEntry]"
    officers: "list[OfficerEntry]"
    persons: "list[PersonEntry]"
    companies: "list[CompanyEntry]"


def read_sample(path: Path) -> Files:
    """Read one of the sample city's files."""
    content: Files = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return content
