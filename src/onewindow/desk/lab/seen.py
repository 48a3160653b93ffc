"""What a diagnosis shows: its map, its charts, the worst waits, in the words of the page."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import cattrs
from django.utils.translation import gettext as _

from onewindow.design.days import short_moment
from onewindow.desk.lab.charts import (
    Bar,
    Days,
    Distribution,
    Limit,
    distribution,
    promise_words,
)
from onewindow.insight.models import Diagnosis, LogSource, Part, RedesignProject
from onewindow.insight.units import called
from onewindow.insight.vocabulary import BY_APPLICANT
from onewindow.orgs.models import Department
from onewindow.procedure.process_map import MapDrawing, Node, Path, Paths, draw, usual
from onewindow.procedure.process_map.grid import days_words

SHARES = (50, 60, 70, 80, 90, 95, 100)
USUAL = 80


@dataclass(frozen=True)
class LongWait:
    """One case that waited long."""

    case: str
    before: str
    activity: str
    unit: str
    days: float
    since: datetime
    until: datetime

    @property
    def words(self) -> str:
        """The wait in words."""
        return days_words(self.days)

    @property
    def title(self) -> str:
        """For what it waited, and for whom, where the log knows units."""
        told = {"activity": self.activity, "unit": self.unit}
        return (_("等“%(activity)s”（%(unit)s）") if self.unit else _("等“%(activity)s”")) % told


@dataclass(frozen=True)
class Happened:
    """One activity of a case, and how long the case waited for it."""

    activity: str
    unit: str
    at: datetime
    outcome: str
    waited: float

    @property
    def words(self) -> str:
        """The wait in words, if there was one."""
        return days_words(self.waited) if self.waited >= 0.1 else ""


@dataclass(frozen=True)
class Row:
    """One activity in the table."""

    name: str
    unit: str
    count: int
    worked: str
    waited: str


@dataclass(frozen=True)
class Way:
    """One order of activities, how many take it, and a case for example."""

    percent: str
    steps: list[str]
    example: str


def _said(days: float | None) -> str:
    return "—" if days is None else days_words(days)


class Seen:
    """A diagnosis as it is shown; `asked` is the share of paths that a reader wants to see."""

    def __init__(
        self, project: RedesignProject, whole: Diagnosis, asked: str, part: Part | None = None
    ) -> None:
        self.project, self.whole = project, whole
        self.diagnosis: Diagnosis | Part = part or whole
        diagnosis = self.diagnosis
        self.found, self.measures = diagnosis.found, diagnosis.measures
        self.share = int(asked) if asked.isdecimal() and int(asked) in SHARES else USUAL

    def called(self, unit: str) -> str:
        """Return what a unit is called here."""
        return self.unit_names.get(unit, unit)

    @property
    def shares(self) -> tuple[int, ...]:
        """What can be chosen."""
        return SHARES

    @cached_property
    def unit_names(self) -> dict[str, str]:
        """Short names of units that are departments here; others are called as in the log."""
        if self.project.source == LogSource.FILE:
            return called(self.project.units)
        codes = {node["unit"] for node in self.found["nodes"]}
        known = Department.objects.filter(code__in=codes)
        return dict(known.values_list("code", "short_name"))

    @cached_property
    def nodes(self) -> list[Node]:
        """The activities; what one department does lies in one lane, however a log calls it."""
        nodes = cattrs.structure(self.found["nodes"], list[Node])
        return [replace(node, unit=self.unit_names.get(node.unit, node.unit)) for node in nodes]

    @cached_property
    def paths(self) -> Paths:
        """The usual ways, as many as asked for."""
        paths = cattrs.structure(self.found["paths"], list[Path])
        return usual(self.nodes, paths, share=self.share / 100)

    @cached_property
    def map(self) -> MapDrawing:
        """The map."""
        return draw(self.paths, {})

    @property
    def shown(self) -> int:
        """Which part of all steps from activity to activity the map shows, in a hundred."""
        return round(100 * self.paths.shown)

    @property
    def worst(self) -> list[LongWait]:
        """The longest waits."""
        return [
            LongWait(
                each["case"], each["before"], each["activity"],
                self.unit_names.get(each["unit"], each["unit"]), each["days"],
                datetime.fromisoformat(each["since"]), datetime.fromisoformat(each["until"]),
            )
            for each in self.found["worst"]
        ]  # fmt: skip

    @property
    def activities(self) -> list[Row]:
        """Every activity with its unit, how often, how long at work and waiting."""
        day = self.measures["working_time"]["seconds_a_day"]
        whole = {each["name"]: each["working"] for each in self.measures["activities"]}
        rows = []
        for node in self.nodes:
            spread = whole.get(node.name)
            total = spread["p50"] / day if spread else None
            waited = None if total is None else max(0.0, total - (node.days or 0))
            unit = self.unit_names.get(node.unit, node.unit)
            rows.append(Row(node.name, unit, node.count, _said(node.days), _said(waited)))
        return rows

    @property
    def ways(self) -> list[Way]:
        """The most frequent ways through."""
        return [
            Way(f"{each['share']:.0%}", each["activities"], each["example"])
            for each in self.measures["variants"]["top"][:6]
        ]

    @property
    def source_name(self) -> str:
        """Where the log came from."""
        return self.project.log.name if self.project.log else _("本系统的办件")

    @property
    def made(self) -> str:
        """Who made the diagnosis and when."""
        return f"{self.diagnosis.made_by_name} · {short_moment(self.diagnosis.made_at)}"

    @property
    def hours(self) -> str:
        """By which hours working time was counted."""
        return str(self.measures["working_time"]["hours"])

    @property
    def problems(self) -> list[str]:
        """What was wrong with the log."""
        return list(self.found["problems"])

    def trace(self, case: str) -> list[Happened]:
        """What happened in a case that this diagnosis names; nothing for another one."""
        return [
            Happened(
                each["activity"], self.unit_names.get(each["unit"], each["unit"]),
                datetime.fromisoformat(each["at"]), each["outcome"], float(each["waited"]),
            )
            for each in self.found["traces"].get(case, [])
        ]  # fmt: skip

    @property
    def median(self) -> float:
        """Half of the cases are done within so many working days."""
        return self._spread("p50")

    @property
    def half(self) -> str:
        """The same in words; less than a tenth is not nothing."""
        return f"{self.median:g}" if self.median else _("不到 0.1")

    @property
    def p95(self) -> float:
        """95 in a hundred are done within so many working days."""
        return self._spread("p95")

    def _spread(self, which: str) -> float:
        spread = self.measures["throughput"]["working"]
        day = self.measures["working_time"]["seconds_a_day"]
        return round(spread[which] / day, 1) if spread else 0.0

    @property
    def waited(self) -> float:
        """Working days that a case waits on average, the applicant's own aside."""
        return self._a_case("total_wait")

    @property
    def worked(self) -> float:
        """Working days in which offices really work at a case, on average."""
        return self._a_case("total_work")

    @property
    def knows_work(self) -> bool:
        """Whether the log tells when work began; else waiting and work are one."""
        return any(node.days is not None for node in self.nodes)

    @cached_property
    def outside(self) -> tuple[str, ...]:
        """Whose time is not the offices': without a unit it is nobody's, if others have one."""
        has_units = any(node.unit for node in self.nodes)
        return ("", *BY_APPLICANT) if has_units else BY_APPLICANT

    @property
    def time_spent(self) -> str:
        """How long a case waits and is worked at, as far as the log can tell."""
        if not self.knows_work:
            return _("每件平均 %(n)s 个工作日。日志没有开始时间，分不出等待和办理。") % {
                "n": f"{self.waited:g}"
            }
        return _("每件平均等 %(waited)s 个工作日，真正在办的只有 %(worked)s 个工作日。") % {
            "waited": f"{self.waited:g}", "worked": f"{self.worked:g}",
        }  # fmt: skip

    def _a_case(self, kind: str) -> float:
        days = sum(days for unit, days in self.found[kind].items() if unit not in self.outside)
        return round(float(days) / max(1, self.diagnosis.cases), 1)

    @property
    def by_unit(self) -> list[Bar]:
        """How long a case waits for each unit, on average."""
        found: dict[str, float] = defaultdict(float)
        for unit, days in self.found["total_wait"].items():
            if unit not in self.outside:
                name = self.unit_names.get(unit, unit)
                found[name] += days / max(1, self.diagnosis.cases)
        most = max(found.values(), default=0) or 1
        return [
            Bar(
                unit or _("未写明单位"), days_words(days), days / most,
                is_worst=days == most,
            )
            for unit, days in sorted(found.items(), key=lambda pair: -pair[1])
        ]  # fmt: skip

    @cached_property
    def days(self) -> Days:
        """How long cases took, as a hill of the chart."""
        counted = self.found["histogram"]
        total = sum(counted) or 1
        said = _("现状 中位 %(n)s 日") % {"n": self.half}
        return Days("before", [each / total for each in counted], 1.0, self.median, said)

    def hills(self, *, promised: int) -> Distribution:
        """The chart of how long cases took, with the promise."""
        limits = [Limit(promised, promise_words(promised))] if promised else []
        return distribution([self.days], limits)
