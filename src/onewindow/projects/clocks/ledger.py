"""Rebuild the stages of a project from its own events, without its cases' times."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _

from onewindow.cases.clocks import Fact
from onewindow.events.rules import JSONValue
from onewindow.projects.clocks.times import Moment


@dataclass(frozen=True)
class StageRecord:
    """A stage as the events of its project tell it; `cases` are numbers and codes of items."""

    code: str
    days: int
    lead: str
    needs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    cases: tuple[tuple[str, str], ...] = ()
    closed_on: date | None = None
    told: tuple[Moment, ...] = ()


@dataclass(frozen=True)
class ProjectRecord:
    """A project as its events tell it."""

    total: int = 0
    stages: Mapping[str, StageRecord] = field(default_factory=dict)

    def having(self, code: str, stage: StageRecord) -> "ProjectRecord":
        """Return it with one stage changed."""
        return replace(self, stages={**self.stages, code: stage})


def record_of(facts: Iterable[Fact]) -> ProjectRecord:
    """Return what the events of one project tell, in their order."""
    told = ProjectRecord()
    for fact in facts:
        if change := TOLD_BY.get(fact.code):
            told = change(told, fact)
    return told


def _registered(told: ProjectRecord, fact: Fact) -> ProjectRecord:
    total = fact.days("total")
    stages = {}
    listed = fact.data.get("stages")
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, Mapping):
            stage = StageRecord(
                code=str(each["stage"]), days=int(str(each["days"])), lead=str(each["lead"]),
                needs=_texts(each.get("needs")), items=_texts(each.get("items")),
            )  # fmt: skip
            stages[stage.code] = stage
    return ProjectRecord(total.days if total else 0, stages)


def _changed(told: ProjectRecord, fact: Fact) -> ProjectRecord:
    items = fact.data.get("items")
    for code, listed in items.items() if isinstance(items, Mapping) else ():
        told = told.having(code, replace(told.stages[code], items=_texts(listed)))
    return told


def _handed_in(told: ProjectRecord, fact: Fact) -> ProjectRecord:
    stage = told.stages[fact.text("stage")]
    case = (fact.text("number"), fact.text("item"))
    return told.having(stage.code, replace(stage, cases=(*stage.cases, case)))


def _closed(told: ProjectRecord, fact: Fact) -> ProjectRecord:
    stage = told.stages[fact.text("stage")]
    said = Moment(fact.on, _("牵头部门提前结束：%(reason)s") % {"reason": fact.text("reason")})
    return told.having(stage.code, replace(stage, closed_on=fact.on, told=(*stage.told, said)))


def _reopened(told: ProjectRecord, fact: Fact) -> ProjectRecord:
    stage = told.stages[fact.text("stage")]
    said = Moment(fact.on, _("牵头部门重新开启：%(reason)s") % {"reason": fact.text("reason")})
    return told.having(stage.code, replace(stage, closed_on=None, told=(*stage.told, said)))


TOLD_BY: Mapping[str, Callable[[ProjectRecord, Fact], ProjectRecord]] = MappingProxyType(
    {
        "project.registered": _registered,
        "project.changed": _changed,
        "project.handed_in": _handed_in,
        "project.stage_closed": _closed,
        "project.stage_reopened": _reopened,
    }
)


def _texts(value: JSONValue) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
