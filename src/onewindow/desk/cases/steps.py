"""The steps of a running case: what each row says, their stages, the marks of the flow chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onewindow.cases.clocks import local_day
from onewindow.cases.facts import steps_of
from onewindow.cases.models import Case, CaseStep, Outcome, StepStatus
from onewindow.catalogue.models import ItemStep
from onewindow.catalogue.reading import procedure_from
from onewindow.design.flow_chart import FlowChart, flow_chart
from onewindow.design.shapes import Clock, ProgressStep
from onewindow.desk.clocks import Calendars, step_clock
from onewindow.procedure.drawing import Mark, StepState
from onewindow.procedure.model import StepKind

AGAINST = {Outcome.NOT_ACCEPTED, Outcome.DISAGREED, Outcome.REFUSED}
LEFT_OUT = {StepStatus.PRUNED, StepStatus.CANCELLED, StepStatus.OPTIONAL}


@dataclass(frozen=True)
class StepRow:
    """A step with its clock on one day."""

    step: CaseStep
    clock: Clock | None

    @property
    def is_open(self) -> bool:
        """Whether somebody can do it now."""
        return self.step.status == StepStatus.OPEN

    @property
    def is_current(self) -> bool:
        """Whether no later round took its place."""
        return self.step.status != StepStatus.SUPERSEDED

    @property
    def is_done(self) -> bool:
        """Whether it has its outcome, be it of an earlier round."""
        return bool(self.step.outcome) and self.step.ended_at is not None

    @property
    def is_silent(self) -> bool:
        """Whether a department agreed by not answering in time."""
        return self.step.outcome == Outcome.SILENT

    @property
    def round(self) -> str:
        """Which round it is, where there are several."""
        if self.is_current and self.step.round == 1:
            return ""
        return _("第 %(n)d 轮") % {"n": self.step.round}

    @property
    def is_against(self) -> bool:
        """Whether it ended against the applicant."""
        return self.step.outcome in AGAINST

    @property
    def is_late(self) -> bool:
        """Whether it is open past its due date."""
        return self.is_open and self.clock is not None and self.clock.left < 0

    @property
    def state(self) -> str:
        """The state as the progress line draws it."""
        if self.step.outcome == Outcome.CORRECTION:
            return "waiting"
        if self.is_done:
            return "bad" if self.is_against else "done"
        if self.is_open:
            return "now" if self.step.officer else "waiting"
        return "skipped" if self.step.status in LEFT_OUT else "todo"

    @property
    def icon(self) -> str:
        """The icon that says the state without colour."""
        return ProgressStep(self.step.name, self.state).icon

    @property
    def words(self) -> str:
        """The state in a few words."""
        step = self.step
        if self.is_done:
            return step.get_outcome_display()
        if self.is_open and step.kind == StepKind.DELIVERY:
            return _("等决定书做好")
        if self.is_open:
            return _("%(name)s在办") % {"name": step.officer_name} if step.officer else _("待领办")
        return step.get_status_display()

    @property
    def brief(self) -> str:
        """The state in as few words as will do beside the name of its unit."""
        if not self.is_open or self.clock is None:
            return self.words
        days = abs(round(self.clock.left))
        if not days:
            return self.clock.text
        if self.is_late:
            return ngettext("超期 %(n)s 日", "超期 %(n)s 日", days) % {"n": days}
        return ngettext("剩 %(n)s 日", "剩 %(n)s 日", days) % {"n": days}

    @property
    def on(self) -> date | None:
        """The day it ended, or has to end."""
        return local_day(self.step.ended_at) if self.step.ended_at else self.step.due_on

    @property
    def mark(self) -> Mark:
        """The state as the flow chart draws it."""
        if self.is_done:
            return Mark(StepState.DONE, step_words(self.step))
        if self.is_open:
            text = self.clock.text if self.clock else ""
            return Mark(StepState.LATE if self.is_late else StepState.NOW, text)
        if self.step.status in LEFT_OUT:
            text = _("已取消") if self.step.status == StepStatus.CANCELLED else ""
            return Mark(StepState.PRUNED, text)
        return Mark(StepState.WAITING)


def step_words(step: CaseStep) -> str:
    """Return the outcome and the day it was given."""
    day = f" {local_day(step.ended_at):%m-%d}" if step.ended_at else ""
    return f"{step.get_outcome_display()}{day}"


def step_rows(case: Case, today: date, known: Calendars) -> list[StepRow]:
    """Return every step of a case in its order."""
    rows = steps_of(case)
    places = {row.code: row.position for row in rows if row.status != StepStatus.SUPERSEDED}
    steps = sorted(rows, key=lambda row: (places[row.code], row.round))
    for step in steps:
        step.case = case
    return [StepRow(step, step_clock(step, today, known)) for step in steps]


def stages_of(case: Case, rows: list[StepRow], lines: Iterable[ItemStep]) -> list[list[StepRow]]:
    """Return the steps in the stages in which they can run at the same time."""
    by_code = {row.step.code: row for row in rows if row.is_current}
    taking = [code for code, row in by_code.items() if row.step.status != StepStatus.OPTIONAL]
    plan = procedure_from(lines).prune(case.answers, taking)
    return [[by_code[step.code] for step in wave] for wave in plan.waves()]


def chart_of(lines: Sequence[ItemStep], rows: list[StepRow]) -> FlowChart:
    """Return the flow chart of the case's version with the state of each step."""
    marks = {row.step.code: row.mark for row in rows if row.is_current}
    names = {each.unit.code: each.unit.short_name for each in lines}
    return flow_chart(procedure_from(lines), names, marks, key="case", title=_("办理进度图"))
