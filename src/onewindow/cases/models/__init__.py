"""Applications 办件: the case, its steps, what was handed in, what was decided."""

from onewindow.cases.models.case import Case, CaseStatus
from onewindow.cases.models.letters import Letter, LetterKind, LetterNumber
from onewindow.cases.models.records import Acceptance, Decision, Delivery, NonAcceptance, Withdrawal
from onewindow.cases.models.steps import CaseStep, Outcome, StepStatus
from onewindow.cases.models.submissions import Submission

__all__ = [
    "Acceptance",
    "Case",
    "CaseStatus",
    "CaseStep",
    "Decision",
    "Delivery",
    "Letter",
    "LetterKind",
    "LetterNumber",
    "NonAcceptance",
    "Outcome",
    "StepStatus",
    "Submission",
    "Withdrawal",
]
