"""Cases of the sample city that are under way, made by the same verbs as any other."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NotRequired, TypedDict
from zoneinfo import ZoneInfo

import yaml

from onewindow.accounts.models import Company, User
from onewindow.cases import actions
from onewindow.cases.models import Case, CaseStep
from onewindow.cases.rules import ROLE_FOR_KIND
from onewindow.catalogue.access import published_version
from onewindow.catalogue.reading import materials_for
from onewindow.config.demo.uploads import sample_pdf
from onewindow.config.sample_tables import load_tables
from onewindow.documents.actions import receive
from onewindow.kernel.workdays import WorkCalendar
from onewindow.orgs.calendars import calendar_for
from onewindow.orgs.models import Officer, Role
from onewindow.procedure.model import StepKind

CHINA = ZoneInfo("Asia/Shanghai")
MORNING = time(9, 20)


class CaseEntry(TypedDict):
    """A line of `cases.yaml`."""

    item: str
    applicant: str
    company: NotRequired[str]
    days_ago: int
    until: str
    done: NotRequired[dict[str, str]]
    against: NotRequired[list[str]]
    started: NotRequired[list[str]]
    reason: NotRequired[str]
    answers: NotRequired[dict[str, str | bool]]
    fields: NotRequired[dict[str, str]]


@dataclass
class Clock:
    """The time of a case as it goes on: some minutes for each thing that happens."""

    at: datetime

    def tick(self) -> datetime:
        """Return the time of the next thing."""
        self.at += timedelta(minutes=7)
        return self.at


def load_cases(folder: Path, *, at: datetime) -> int:
    """Make the cases under way if there is no case yet; return how many cases there are.

    The tables that ran beside the humans who handled them come first.
    """
    load_tables(folder, at=at)
    if Case.objects.exists():
        return Case.objects.count()
    content = yaml.load((folder / "cases.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    entries: list[CaseEntry] = content["cases"]
    for entry in entries:
        _make(entry, folder, at)
    return len(entries)


def _make(entry: CaseEntry, folder: Path, at: datetime) -> None:
    version = published_version(entry["item"])
    calendar = calendar_for(version.item.region_id)
    clock = beginning(calendar, entry["days_ago"], at)
    user = User.objects.get(username=entry["applicant"])
    company = Company.objects.get(uscc=entry["company"]) if "company" in entry else None
    case = actions.start_draft(version, by=user, company=company, at=clock.at)
    path = folder / "items" / f"{entry['item']}.extra.yaml"
    extra = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    answers = extra["sample_answers"] | entry.get("answers", {})
    fields = extra["sample_fields"] | entry.get("fields", {})
    actions.save_answers(case, answers=answers, fields=fields, at=clock.tick())
    for material in materials_for(version, answers):
        if material.necessity != "optional":
            received = receive(
                io.BytesIO(sample_pdf(material.code)), name=f"{material.name}（示例）.pdf"
            )
            actions.attach_file(case, material, received.record(by=user, at=clock.at), at=clock.at)
    case = actions.submit(case, at=clock.tick())
    if entry["until"] != "submitted":
        _handle(case, entry, clock)


def beginning(calendar: WorkCalendar, days_ago: int, at: datetime) -> Clock:
    """Return the morning of the day so many working days ago; an hour ago for none."""
    day: date = at.astimezone(CHINA).date()
    for _ in range(days_ago):
        day -= timedelta(days=1)
        while not calendar.is_workday(day):
            day -= timedelta(days=1)
    start = datetime.combine(day, MORNING, CHINA) if days_ago else at - timedelta(hours=1)
    return Clock(start)


def _handle(case: Case, entry: CaseEntry, clock: Clock) -> None:
    acceptance = _step(case, kind=StepKind.ACCEPTANCE)
    actions.accept(acceptance, by=_officer(acceptance, clock.at), at=clock.tick())
    for name, opinion in entry.get("done", {}).items():
        review = _step(case, name=name)
        officer = _officer(review, clock.at)
        actions.start_step(review, by=officer, at=clock.tick())
        outcome = "disagreed" if name in entry.get("against", []) else "agreed"
        actions.complete_review(
            review, by=officer, outcome=outcome, opinion=opinion, at=clock.tick()
        )
    for name in entry.get("started", []):
        review = _step(case, name=name)
        actions.start_step(review, by=_officer(review, clock.at), at=clock.tick())
    if entry["until"] in {"granted", "refused"}:
        decision = _step(case, kind=StepKind.DECISION)
        actions.decide(
            decision,
            by=_officer(decision, clock.at),
            is_granted=entry["until"] == "granted",
            reason=entry.get("reason", ""),
            at=clock.tick(),
        )


def take_in(case: Case, clock: Clock) -> None:
    """Accept a case."""
    acceptance = _step(case, kind=StepKind.ACCEPTANCE)
    actions.accept(acceptance, by=_officer(acceptance, clock.at), at=clock.tick())


def agree(case: Case, clock: Clock, opinions: Mapping[str, str]) -> None:
    """Let the named reviews of a case agree."""
    for review in _reviews(case):
        if review.name in opinions:
            officer = _officer(review, clock.at)
            actions.start_step(review, by=officer, at=clock.tick())
            actions.complete_review(
                review, by=officer, outcome="agreed", opinion=opinions[review.name],
                at=clock.tick(),
            )  # fmt: skip


def grant(case: Case, clock: Clock) -> None:
    """Let all reviews of a case agree, and grant it."""
    agree(case, clock, {review.name: "符合规定，同意。" for review in _reviews(case)})
    decision = _step(case, kind=StepKind.DECISION)
    officer = _officer(decision, clock.at)
    actions.decide(decision, by=officer, is_granted=True, reason="", at=clock.tick())


def _reviews(case: Case) -> list[CaseStep]:
    steps = CaseStep.objects.select_related("case__version", "case__department__region", "unit")
    return list(steps.filter(case=case, kind=StepKind.REVIEW, status="open").order_by("position"))


def _step(case: Case, **which: str) -> CaseStep:
    steps = CaseStep.objects.select_related("case__version", "case__department__region", "unit")
    return steps.get(case=case, **which)


def _officer(step: CaseStep, at: datetime) -> Officer:
    role = Role(ROLE_FOR_KIND[StepKind(step.kind)])
    officers = Officer.objects.with_role(role, at.astimezone(CHINA).date())
    officers = officers.filter(department=step.unit_id).select_related("user", "department__region")
    if step.post_id:
        officers = officers.filter(posts=step.post_id)
    return officers.order_by("pk")[0]
