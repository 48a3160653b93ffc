"""The redesign project of the sample city: a log of last year, diagnosed, decided, simulated."""

import io
from datetime import datetime
from pathlib import Path
from typing import NotRequired, TypedDict

import yaml
from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from onewindow.accounts.models import User
from onewindow.config.sample_log import sample_log
from onewindow.events.rules import Actor
from onewindow.insight.actions import proposing, starting, working
from onewindow.insight.models import (
    JobKind,
    ProjectProposal,
    ProposalDecision,
    RedesignProject,
)
from onewindow.kernel.workdays import WorkCalendar
from onewindow.orgs.access import officer_for
from onewindow.orgs.models import Department


class Entry(TypedDict):
    """`project.yaml`."""

    title: str
    definition: str
    log: str
    owner: str
    by: str
    law: str
    units: dict[str, str]
    columns: dict[str, str]
    accepted: list[str]
    lawful: list[str]
    rejected: NotRequired[dict[str, str]]


@app.task(name="sample.redesign", queueing_lock="sample.redesign")
def redesign_job() -> None:
    """Play the sample project as people would: it takes seconds, which no start waits for."""
    play(settings.DATA_FOLDER / "sample" / "redesign", at=timezone.now())


def order_redesign() -> None:
    """Have the worker make the sample project, unless there is one."""
    if not RedesignProject.objects.exists():
        redesign_job.defer()


def play(folder: Path, *, at: datetime) -> RedesignProject | None:
    """Make the sample project if there is none yet; return it."""
    if RedesignProject.objects.exists():
        return None
    entry: Entry = yaml.safe_load((folder / "project.yaml").read_text(encoding="utf-8"))
    by = _actor(entry["by"])
    project = starting.start_on_log(
        io.BytesIO(sample_log(WorkCalendar.official())), name=entry["log"], title=entry["title"],
        owner=Department.objects.get(short_code=entry["owner"]), mapping=entry["columns"],
        by=by, at=at, is_sample=True,
    )  # fmt: skip
    definition = yaml.safe_load((folder / entry["definition"]).read_text(encoding="utf-8"))
    definition.pop("evidence", None)
    definition["units"] = entry["units"]
    project.subjects.update(definition=definition, name=definition["name"])
    working.run(working.ask(project, JobKind.DIAGNOSIS, by=by, at=at).pk, at=at)
    _decide(project, entry, by, at)
    working.run(working.ask(project, JobKind.SIMULATION, by=by, at=at).pk, at=at)
    return project


def _decide(project: RedesignProject, entry: Entry, by: Actor, at: datetime) -> None:
    found = ProjectProposal.objects.filter(subject__project=project).select_related("subject")
    proposals = {proposal.code: proposal for proposal in found}
    for code in entry["accepted"]:
        if code in proposals:
            proposing.decide(proposals[code], ProposalDecision.ACCEPTED, by=by, at=at)
    for code, reason in entry.get("rejected", {}).items():
        if code in proposals:
            rejected = ProposalDecision.REJECTED
            proposing.decide(proposals[code], rejected, reason=reason, by=by, at=at)
    for code in entry["lawful"]:
        if code in proposals and proposals[code].needs_legal_check:
            proposing.check_law(proposals[code], agrees=True, by=_actor(entry["law"]), at=at)


def _actor(username: str) -> Actor:
    return officer_for(User.objects.get(username=username)).actor
