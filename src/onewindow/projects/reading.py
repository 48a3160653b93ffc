"""Read a project from the ledger: where it and its stages stand, and what the lists keep of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from onewindow.cases.clocks import Fact
from onewindow.cases.deadlines import CODES, as_fact
from onewindow.catalogue.models import ItemVersion
from onewindow.events.models import Event
from onewindow.kernel.workdays import WorkCalendar
from onewindow.orgs.calendars import calendar_for
from onewindow.projects.clocks import (
    CaseTime,
    Count,
    ProjectReading,
    ProjectRecord,
    StageFacts,
    StageRecord,
    case_time,
    read_project,
    record_of,
)
from onewindow.projects.clocks.ledger import TOLD_BY
from onewindow.projects.models import Project, StageCode

# What the clocks read of a case, and that it needed no permit.
OF_CASES = (*CODES, "case.not_required")


@dataclass(frozen=True)
class Kept:
    """What the lists keep of a stage, or of the whole project; it does not change with the day."""

    done_on: date | None
    due_on: date | None
    is_late: bool


def read(project: Project) -> ProjectReading:
    """Return where a project stands by the ledger alone, by the calendar of today."""
    return read_many([project])[project.pk]


def read_many(projects: Collection[Project]) -> dict[int, ProjectReading]:
    """Return where projects stand, by their keys; three queries for all, one for each region."""
    told = records_for(projects)
    cases = [
        case for each in told.values() for stage in each.stages.values() for case in stage.cases
    ]
    facts = _facts([f"case/{number}" for number, _item in cases], OF_CASES)
    names = item_names(item for _number, item in cases)
    calendars = cache(calendar_for)
    return {
        project.pk: read_project(
            _stages(told[project.pk], facts, names, calendars(project.region_id)),
            told[project.pk].total, calendars(project.region_id),
        )
        for project in projects
    }  # fmt: skip


def records_for(projects: Collection[Project]) -> dict[int, ProjectRecord]:
    """Return the projects as their own events tell them, by their keys."""
    facts = _facts([project.chain for project in projects], TOLD_BY)
    return {project.pk: record_of(facts[project.chain]) for project in projects}


def _stages(
    told: ProjectRecord, facts: dict[str, list[Fact]], names: dict[str, str],
    calendar: WorkCalendar,
) -> list[StageFacts]:  # fmt: skip
    return [
        StageFacts(
            code=stage.code, days=stage.days, items=stage.items, closed_on=stage.closed_on,
            told=stage.told, name=str(StageCode(stage.code).label),
            cases=tuple(_times(stage, facts, names, calendar)),
        )
        for stage in told.stages.values()
    ]  # fmt: skip


def item_names(slugs: Iterable[str]) -> dict[str, str]:
    """Map the codes of items to the names of their last versions that were ever published."""
    rows = ItemVersion.objects.filter(item__slug__in=set(slugs), published_at__isnull=False)
    return dict(rows.order_by("number").values_list("item__slug", "name"))


def kept_of(count: Count, done_on: date | None) -> Kept:
    """Return what the lists keep of a count."""
    due = count.due
    return Kept(done_on, due.on if due and done_on is None else None, count.is_overrun)


def _times(
    stage: StageRecord, facts: dict[str, list[Fact]], names: dict[str, str], calendar: WorkCalendar
) -> Iterable[CaseTime]:
    for number, item in stage.cases:
        yield case_time(
            facts[f"case/{number}"], calendar, number=number, item=item,
            name=names.get(item, item),
        )  # fmt: skip


def _facts(chains: Iterable[str], codes: Iterable[str]) -> defaultdict[str, list[Fact]]:
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    rows = Event.objects.filter(chain__in=list(chains), code__in=list(codes))
    for chain, code, at, step, data in rows.order_by("chain", "seq").values_list(
        "chain", "code", "at", "step", "data"
    ):
        facts[chain].append(as_fact(code, at, step, data))
    return facts
