"""One case as data: its steps with their times, its clocks and the reason for each date."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from onewindow.cases.clocks import Clock, local_day
from onewindow.cases.models import Case, CaseStep, Letter
from onewindow.cases.timeline import clocks_of
from onewindow.kernel.workdays import Unit, WorkCalendar
from onewindow.orgs.calendars import calendar_for


@dataclass(frozen=True)
class StepReport:
    """A step that belongs to the case; times are aware, the limit is in days of `limit_unit`."""

    code: str
    name: str
    kind: str
    unit: str
    status: str
    limit: int
    limit_unit: str
    enabled_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    due_on: date | None
    why: tuple[str, ...]
    officer: str
    outcome: str
    opinion: str


@dataclass(frozen=True)
class ClockReport:
    """A clock of the case; the limit is in working days."""

    name: str
    basis: str
    limit: int
    started_on: date
    due_on: date
    is_provisional: bool
    why: tuple[str, ...]


@dataclass(frozen=True)
class CaseReport:
    """Everything about a case that its timeline shows."""

    number: str
    item: str
    version: int
    applicant: str
    status: str
    submitted_at: datetime | None
    accepted_at: datetime | None
    clocks: tuple[ClockReport, ...]
    steps: tuple[StepReport, ...]
    letter_number: str
    letter_made_at: datetime | None

    def as_dict(self) -> dict[str, object]:
        """Return plain values and dates, ready for a JSON encoder."""
        return asdict(self)


def report(case: Case) -> CaseReport:
    """Describe a case from its stored rows; the reasons are recomputed from the same calendar."""
    calendar = calendar_for(case.department.region_id)
    letter = Letter.objects.decisions().filter(case=case).order_by("pk").last()
    steps = case.steps.exclude(status="pruned").select_related("unit").order_by("position")
    return CaseReport(
        number=case.number or "",
        item=case.version.name,
        version=case.version.number,
        applicant=case.applicant_name,
        status=case.status,
        submitted_at=case.submitted_at,
        accepted_at=case.accepted_at,
        clocks=_clocks(case),
        steps=tuple(_step(step, calendar) for step in steps),
        letter_number=letter.number if letter else "",
        letter_made_at=letter.made_at if letter else None,
    )


def _clocks(case: Case) -> tuple[ClockReport, ...]:
    clocks = clocks_of(case)
    if clocks is None:
        return ()
    return _clock(clocks.promised), _clock(clocks.statutory)


def _clock(clock: Clock) -> ClockReport:
    due = clock.due
    return ClockReport(
        name=clock.name, basis=clock.basis, limit=clock.limit, started_on=due.start,
        due_on=due.on, is_provisional=due.provisional, why=tuple(due.why()),
    )  # fmt: skip


def _step(step: CaseStep, calendar: WorkCalendar) -> StepReport:
    why: tuple[str, ...] = ()
    if step.enabled_at is not None and step.due_on is not None and step.limit:
        due = calendar.add(local_day(step.enabled_at), step.limit, Unit(step.limit_unit))
        why = tuple(due.why())
    return StepReport(
        code=step.code, name=step.name, kind=step.kind, unit=step.unit.short_name,
        status=step.status, limit=step.limit, limit_unit=step.limit_unit,
        enabled_at=step.enabled_at, started_at=step.started_at, ended_at=step.ended_at,
        due_on=step.due_on, why=why, officer=step.officer_name, outcome=step.outcome,
        opinion=step.opinion,
    )  # fmt: skip
