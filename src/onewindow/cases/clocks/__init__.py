"""The clocks of a case: when it is due, rebuilt from its events, and why on that day."""

from onewindow.cases.clocks.days import LOCAL, local_day
from onewindow.cases.clocks.duties import (
    DELIVERY,
    HEARING_HOLD,
    HEARING_NOTICE,
    HEARING_REQUEST,
    Duty,
    DutyClock,
    duties_of,
    earliest_hearing,
    latest_notice,
)
from onewindow.cases.clocks.engine import (
    CaseClocks,
    Clock,
    case_clocks,
    clocks_of_history,
    step_clock,
    step_due_dates,
)
from onewindow.cases.clocks.history import (
    Correction,
    Extension,
    Hearing,
    History,
    StepRun,
    Suspension,
    Told,
)
from onewindow.cases.clocks.ledger import TOLD_BY, Fact, Known, history_of
from onewindow.cases.clocks.reckoning import Reckoning, Span, merged, reckon
from onewindow.cases.clocks.why import Line, lines_of, notes_of

__all__ = [
    "DELIVERY",
    "HEARING_HOLD",
    "HEARING_NOTICE",
    "HEARING_REQUEST",
    "LOCAL",
    "TOLD_BY",
    "CaseClocks",
    "Clock",
    "Correction",
    "Duty",
    "DutyClock",
    "Extension",
    "Fact",
    "Hearing",
    "History",
    "Known",
    "Line",
    "Reckoning",
    "Span",
    "StepRun",
    "Suspension",
    "Told",
    "case_clocks",
    "clocks_of_history",
    "duties_of",
    "earliest_hearing",
    "history_of",
    "latest_notice",
    "lines_of",
    "local_day",
    "merged",
    "notes_of",
    "reckon",
    "step_clock",
    "step_due_dates",
]
