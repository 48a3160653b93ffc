"""The steps of a case as a run of its plan: taken from the rows, changed, written back.

For what happens now and then; completing a step is `complete_step` in SQL. A step that is done once
more is a new row in the place of the old one, which stays as it was behind all others.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Max

from onewindow import events
from onewindow.cases.clocks import local_day, step_due_dates
from onewindow.cases.deadlines import catch_up
from onewindow.cases.models import Case, CaseStep, Outcome, StepStatus
from onewindow.cases.rules import INTAKE_KINDS
from onewindow.catalogue.reading import plan_for
from onewindow.events.rules import SYSTEM, Lifecycle
from onewindow.kernel.workdays import Unit
from onewindow.orgs.calendars import calendar_for, counts_from
from onewindow.procedure.graph import reached
from onewindow.procedure.model import StepKind
from onewindow.procedure.plan import Plan
from onewindow.procedure.running import Run

TAKES_PART = frozenset({StepStatus.WAITING, StepStatus.OPEN, StepStatus.DONE})
FIELDS = (
    "status", "unmet", "successors", "enabled_at", "started_at", "due_on", "officer",
    "officer_name", "is_called",
)  # fmt: skip


@dataclass
class Standing:
    """The last round of each step of the plan by its position, and the run they amount to.

    A pre-review comes before the plan and is no part of it.
    """

    case: Case
    rows: dict[int, CaseStep]
    run: Run

    def step(self, code: str) -> CaseStep | None:
        """Return the last round of a step."""
        return next((row for row in self.rows.values() if row.code == code), None)


def standing_of(case: Case) -> Standing:
    """Return where a case stands; the caller holds its lock."""
    current = case.steps.current().exclude(kind=StepKind.PRE_REVIEW).select_related("unit")
    rows = {row.position: row for row in current}
    plan = plan_for(
        case.version,
        case.answers,
        {row.code for row in rows.values() if row.status != StepStatus.OPTIONAL},
    )
    done = (place for place, row in rows.items() if row.status == StepStatus.DONE)
    called = (place for place, row in rows.items() if row.is_called)
    return Standing(case, rows, Run.at(plan, done=done, called=called))


def write(standing: Standing, again: frozenset[int], *, at: datetime) -> None:
    """Store what a run came to; `again` begin a new round. What opens is told in the ledger."""
    for position in sorted(again):
        standing.rows[position] = _new_round(standing.rows[position], is_called=True)
    opened = [
        row for position, row in standing.rows.items() if _settle(row, position, standing.run)
    ]
    region = standing.case.department.region_id
    limits = {(row.limit, row.limit_unit) for row in opened}
    due = step_due_dates(calendar_for(region), local_day(at), limits)
    for row in opened:
        row.enabled_at, row.due_on = at, None
        if text := due.get(f"{row.limit_unit}:{row.limit}"):
            row.due_on = local_day(at).fromisoformat(text)
    for row in standing.rows.values():
        row.save(update_fields=FIELDS)
    for row in opened:
        _tell_enabled(standing.case, row, at)
    catch_up(standing.case.pk)


def open_intake_again(case: Case, *, at: datetime) -> CaseStep:
    """Open the next round of the intake that asked for a correction; return its row.

    Its days run from what lies before the office now. Call it with the case locked.
    """
    asked = case.steps.current().select_related("unit")
    row = _new_round(asked.get(kind__in=INTAKE_KINDS, outcome=Outcome.CORRECTION), is_called=False)
    region = case.department.region_id
    due = calendar_for(region).add(counts_from(region, at), row.limit, Unit(row.limit_unit))
    row.status, row.unmet, row.enabled_at, row.due_on = StepStatus.OPEN, 0, at, due.on
    row.save(update_fields=FIELDS)
    _tell_enabled(case, row, at)
    return row


def _new_round(row: CaseStep, *, is_called: bool) -> CaseStep:
    """Set the row of the last round aside, behind all others, and return a fresh one in its place.

    `is_called` says that an officer reopened it: what waits for it waits for this very round.
    """
    position = row.position
    last = CaseStep.objects.filter(case=row.case_id).aggregate(last=Max("position"))["last"]
    row.position, row.status = last + 1, StepStatus.SUPERSEDED
    row.save(update_fields=["position", "status"])
    return CaseStep.objects.create(
        case=row.case, position=position, code=row.code, round=row.round + 1, name=row.name,
        kind=row.kind, unit=row.unit, post_id=row.post_id, limit=row.limit,
        limit_unit=row.limit_unit, status=StepStatus.WAITING, unmet=1, successors=row.successors,
        join_rule=row.join_rule, quorum=row.quorum, on_silence=row.on_silence,
        is_called=is_called,
    )  # fmt: skip


def _settle(row: CaseStep, position: int, run: Run) -> bool:
    """Give a row what the run says; say whether it opened."""
    if position not in run.after or position in run.dropped:
        return False
    row.successors = sorted(run.after[position])
    if position in run.done:
        return False
    was_open = row.status == StepStatus.OPEN
    row.unmet = run.unmet[position]
    row.is_called = position in run.called
    row.status = StepStatus.OPEN if position in run.open else StepStatus.WAITING
    if was_open and row.status == StepStatus.WAITING:
        row.enabled_at = row.started_at = row.due_on = None
        row.officer = row.officer_name = ""
    return row.status == StepStatus.OPEN and not was_open


def _tell_enabled(case: Case, row: CaseStep, at: datetime) -> None:
    events.record(
        "step.enabled", chain=case.chain, by=replace(SYSTEM, unit=row.unit.code), at=at,
        step=row.code,
        lifecycle=Lifecycle.ENABLED,
        data={"name": row.name, "due_on": str(row.due_on), "round": row.round},
    )  # fmt: skip


def steps_before(plan: Plan, code: str) -> frozenset[str]:
    """Return the codes of the steps that lie before a step of a plan, however far."""
    needs = plan.needs
    return frozenset(reached([code], needs)) - {code} if code in needs else frozenset()
