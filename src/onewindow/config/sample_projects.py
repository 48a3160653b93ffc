"""Projects of the sample city that are under way, made by the same verbs as any other."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NotRequired, TypedDict

import yaml

from onewindow.accounts.models import Company, User
from onewindow.cases.actions import attach_file, save_answers
from onewindow.cases.models import Case
from onewindow.catalogue.reading import materials_for
from onewindow.config.demo.uploads import sample_pdf
from onewindow.config.sample_cases import CHINA, Clock, agree, beginning, grant, take_in
from onewindow.documents.actions import receive
from onewindow.orgs.calendars import calendar_for
from onewindow.orgs.models import Officer
from onewindow.projects import actions
from onewindow.projects.actions import Details
from onewindow.projects.loading import load_rules
from onewindow.projects.models import Project, ProjectKind


class Way(TypedDict):
    """How far the case of one item has come."""

    granted: NotRequired[int]
    done: NotRequired[dict[str, str]]


class Filing(TypedDict):
    """Items that were filed together for a stage."""

    stage: str
    days_ago: int
    items: dict[str, Way]


class Closing(TypedDict):
    """A stage that somebody of its lead department ended early."""

    stage: str
    by: str
    days_ago: int
    reason: str


class ProjectEntry(TypedDict):
    """A project of `projects.yaml`; `starts` and `ends` are days from now."""

    code: str
    name: str
    kind: str
    applicant: str
    company: str
    place: str
    investment: str
    area: str
    starts: int
    ends: int
    days_ago: int
    answers: dict[str, str | bool]
    closed: NotRequired[Closing]
    filings: list[Filing]


def load_projects(folder: Path, *, at: datetime) -> int:
    """Load the rules for stages, and the projects if there is none yet; return how many."""
    load_rules(folder / "stages.yaml", is_trial=True)
    if Project.objects.exists():
        return Project.objects.count()
    content = yaml.load((folder / "projects.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    entries: list[ProjectEntry] = content["projects"]
    for entry in entries:
        _make(entry, folder / "project-items", folder / "items", at)
    return len(entries)


def _make(entry: ProjectEntry, own: Path, others: Path, at: datetime) -> None:
    user = User.objects.get(username=entry["applicant"])
    today: date = at.astimezone(CHINA).date()
    details = Details(
        name=entry["name"], place=entry["place"], investment=Decimal(entry["investment"]),
        area=Decimal(entry["area"]), starts_on=today + timedelta(days=entry["starts"]),
        ends_on=today + timedelta(days=entry["ends"]), answers=entry["answers"],
    )  # fmt: skip
    project = actions.register(
        entry["code"], ProjectKind.objects.get(code=entry["kind"]), details, by=user,
        company=Company.objects.get(uscc=entry["company"]),
        at=_clock(entry["days_ago"], at).at,
    )  # fmt: skip
    if closing := entry.get("closed"):
        lead = Officer.objects.select_related("user", "department").get(
            user__username=closing["by"]
        )
        actions.close_stage(
            project.stages.select_related("project").get(stage=closing["stage"]), by=lead,
            reason=closing["reason"], at=_clock(closing["days_ago"], at).at,
        )  # fmt: skip
    for filing in entry["filings"]:
        _file(project, filing, user, (own, others), at)


def _file(
    project: Project, filing: Filing, user: User, folders: tuple[Path, Path], at: datetime
) -> None:
    clock = _clock(filing["days_ago"], at)
    stage = project.stages.get(stage=filing["stage"])
    wanted = stage.wanted.filter(item__slug__in=filing["items"]).values_list("item", flat=True)
    cases = actions.file_items(stage, list(wanted), by=user, at=clock.at)
    for case in cases:
        _fill(case, user, folders, clock)
    sent = actions.hand_in(stage, cases, by=user, at=clock.tick())
    for case in sent:
        take_in(case, clock)
    actions.follow(project, at=clock.tick())
    for case in sent:
        way = filing["items"][case.version.item.slug]
        agree(case, clock, way.get("done", {}))
        if "granted" in way:
            decided = _clock(way["granted"], at)
            grant(case, decided)
            actions.follow(project, at=decided.tick())


def _fill(case: Case, user: User, folders: tuple[Path, Path], clock: Clock) -> None:
    name = f"{case.version.item.slug}.extra.yaml"
    path = next(folder / name for folder in folders if (folder / name).exists())
    extra = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    answers = extra["sample_answers"] | case.answers
    save_answers(
        case, by=user, at=clock.at, answers=answers, fields=extra["sample_fields"] | case.fields
    )
    at_hand = set(case.submissions.values_list("material", flat=True))
    for material in materials_for(case.version, answers):
        if material.necessity == "required" and material.pk not in at_hand:
            file = receive(
                io.BytesIO(sample_pdf(material.code)), name=f"{material.name}（示例）.pdf"
            )
            attach_file(case, material, file.record(by=user, at=clock.at), by=user, at=clock.at)


def _clock(days_ago: int, at: datetime) -> Clock:
    return beginning(calendar_for("999900"), days_ago, at)
