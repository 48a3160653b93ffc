"""Compare every stored date with what the events say: a stream over all cases, in batches."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db import transaction

from onewindow.cases.clocks import Fact, history_of
from onewindow.cases.deadlines import (
    CODES,
    DATES,
    Stored,
    as_fact,
    deadlines_of,
    differences,
    known_from,
    move,
)
from onewindow.cases.locking import lock
from onewindow.cases.models import Case, CaseStep, StepStatus
from onewindow.cases.models.case import DECIDED, OPEN, CaseQuerySet
from onewindow.catalogue.limits import Limits, limits_for
from onewindow.catalogue.models import ItemVersion
from onewindow.events.models import Event
from onewindow.events.rules import SYSTEM, Actor
from onewindow.orgs.calendars import calendar_for
from onewindow.orgs.models import Department

BATCH = 2000
RUNNING = (*OPEN, *DECIDED)
# An open step needs its beginning only.
READ = tuple(code for code in CODES if code != "step.completed")
SAYING = (
    "case.accepted", "case.deemed_accepted", "case.suspended", "case.suspension_prolonged",
    "case.resumed", "case.extended", "case.recomputed",
)  # fmt: skip
SAID = ("promised_due_on", "statutory_due_on")
COLUMNS = ("number", "status", "version", "department", "answers", *DATES)

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Difference:
    """A date that is stored otherwise than the events say."""

    number: str
    what: str
    stored: Stored
    computed: Stored

    def as_dict(self) -> dict[str, str | bool | None]:
        """Return plain values for JSON."""
        return {
            "number": self.number, "what": self.what,
            "stored": _plain(self.stored), "computed": _plain(self.computed),
        }  # fmt: skip


def recheck(*, batch: int = BATCH, progress: Progress | None = None) -> Iterator[Difference]:
    """Yield every difference, case by case.

    A running case has to say what follows from its events by the calendar of today; one that has
    ended, what its last event said: a calendar that changes later moves it no more.
    """
    known, last, seen = _Known(), 0, 0
    while cases := list(_after(last)[:batch]):
        last, seen = cases[-1].pk, seen + len(cases)
        running = [case for case in cases if case.status in RUNNING]
        ended = [case for case in cases if case.status not in RUNNING]
        yield from sorted(
            [*_of_running(running, known), *_of_ended(ended)], key=lambda each: each.number
        )
        if progress:
            progress(seen)


def recompute(*, reason: str, at: datetime, by: Actor = SYSTEM, batch: int = BATCH) -> int:
    """Bring every running case up to date with the calendar; return how many moved.

    Each is a transaction of its own with an event. Running it again changes nothing.
    """
    known, last, moved = _Known(), 0, 0
    while cases := list(_after(last).filter(status__in=RUNNING)[:batch]):
        last = cases[-1].pk
        stale = {each.number for each in _of_running(cases, known)}
        for case in cases:
            if case.number in stale:
                moved += _recompute_one(case.pk, reason, at, by)
    return moved


def _recompute_one(pk: int, reason: str, at: datetime, by: Actor) -> bool:
    with transaction.atomic():
        case = lock(pk, related=["version", "department__region"])
        # Somebody may have moved it, or ended it, since it was looked at.
        if case.status not in RUNNING or not list(_of_running([case], _Known())):
            return False
        move(case, "case.recomputed", by=by, at=at, data={"reason": reason})
    return True


def _after(pk: int) -> CaseQuerySet:
    return Case.objects.submitted().filter(pk__gt=pk).order_by("pk").only(*COLUMNS)


def _of_running(cases: Sequence[Case], known: "_Known") -> Iterator[Difference]:
    facts = _facts(cases)
    steps = _open_steps(cases)
    for case in cases:
        mine = steps[case.pk]
        history = history_of(facts[case.chain], known_from(known.limits(case), mine))
        found = deadlines_of(history, mine, known.calendar(known.region(case.department_id)))
        for what, (stored, computed) in differences(case, mine, found).items():
            yield Difference(str(case.number), what, stored, computed)


def _of_ended(cases: Sequence[Case]) -> Iterator[Difference]:
    told: dict[str, dict[str, object]] = {}
    rows = Event.objects.filter(chain__in=[case.chain for case in cases], code__in=SAYING)
    for chain, text in rows.order_by("chain", "seq").values_list("chain", "data"):
        data = json.loads(text)
        if SAID[0] in data:
            told[chain] = data
    for case in cases:
        for what in SAID if case.chain in told else ():
            stored, said = getattr(case, what), told[case.chain][what]
            computed = date.fromisoformat(str(said)) if said else None
            if stored != computed:
                yield Difference(str(case.number), what, stored, computed)


def _facts(cases: Sequence[Case]) -> dict[str, list[Fact]]:
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    rows = Event.objects.filter(chain__in=[case.chain for case in cases], code__in=READ)
    for chain, code, at, step, data in rows.order_by("chain", "seq").values_list(
        "chain", "code", "at", "step", "data"
    ):
        facts[chain].append(as_fact(code, at, step, data))
    return facts


def _open_steps(cases: Sequence[Case]) -> dict[int, list[CaseStep]]:
    steps: defaultdict[int, list[CaseStep]] = defaultdict(list)
    rows = CaseStep.objects.filter(case__in=cases, status=StepStatus.OPEN)
    for step in rows.only("case", "code", "kind", "limit", "limit_unit", "due_on"):
        steps[step.case_id].append(step)
    return steps


class _Known:
    """What many cases share, each read once: limits, calendars, regions."""

    def __init__(self) -> None:
        self.calendar = cache(calendar_for)
        self._limits: dict[tuple[int, str], Limits] = {}
        self._versions: dict[int, ItemVersion] = {}
        self._regions = dict(Department.objects.values_list("pk", "region_id"))

    def region(self, department: int) -> str:
        """Return the region of a department."""
        return self._regions[department]

    def limits(self, case: Case) -> Limits:
        """Return the limits of a case by its version and answers."""
        key = (case.version_id, json.dumps(case.answers, sort_keys=True))
        if key not in self._limits:
            version = self._versions.get(case.version_id)
            if version is None:
                version = ItemVersion.objects.get(pk=case.version_id)
                self._versions[case.version_id] = version
            self._limits[key] = limits_for(version, case.answers)
        return self._limits[key]


def _plain(value: Stored) -> str | bool | None:
    return value.isoformat() if isinstance(value, date) else value
