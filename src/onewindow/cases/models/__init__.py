"""Applications 办件: the case, its steps, what was handed in, what was decided."""

from onewindow.cases.instant.models import (
    CheckOrigin,
    DecisionTable,
    InstantDecision,
    PostCheck,
    ShadowRun,
    TableCase,
    TableCell,
    TableColumn,
    TableRow,
    TableStatus,
)
from onewindow.cases.models.case import Case, CaseKind, CaseStatus, DeliveryMethod
from onewindow.cases.models.entries import CaseEntry
from onewindow.cases.models.grants import Grant, GrantEnding, GrantStatus
from onewindow.cases.models.hearings import Hearing, HearingStage, InterestedParty
from onewindow.cases.models.intake import (
    CorrectionItem,
    CorrectionNotice,
    CorrectionPhase,
    NotRequired,
    SpotCorrection,
    Transfer,
)
from onewindow.cases.models.joint import CorrectionRequest, Recusal
from onewindow.cases.models.letters import Letter, LetterKind
from onewindow.cases.models.meetings import (
    Invitee,
    Meeting,
    MeetingStatus,
    Reply,
    Resolution,
    ResolutionKind,
)
from onewindow.cases.models.promises import (
    BadCredit,
    Commitment,
    CommitmentStatus,
    Deferral,
)
from onewindow.cases.models.records import Acceptance, Decision, Delivery, NonAcceptance, Withdrawal
from onewindow.cases.models.special import Extension, ExtensionLevel, Suspension
from onewindow.cases.models.steps import CaseStep, JoinRule, OnSilence, Outcome, StepStatus
from onewindow.cases.models.submissions import Submission
from onewindow.cases.models.visits import SiteVisit, VisitMember, VisitStatus, VisitWish

__all__ = [
    "Acceptance",
    "BadCredit",
    "Case",
    "CaseEntry",
    "CaseKind",
    "CaseStatus",
    "CaseStep",
    "CheckOrigin",
    "Commitment",
    "CommitmentStatus",
    "CorrectionItem",
    "CorrectionNotice",
    "CorrectionPhase",
    "CorrectionRequest",
    "Decision",
    "DecisionTable",
    "Deferral",
    "Delivery",
    "DeliveryMethod",
    "Extension",
    "ExtensionLevel",
    "Grant",
    "GrantEnding",
    "GrantStatus",
    "Hearing",
    "HearingStage",
    "InstantDecision",
    "InterestedParty",
    "Invitee",
    "JoinRule",
    "Letter",
    "LetterKind",
    "Meeting",
    "MeetingStatus",
    "NonAcceptance",
    "NotRequired",
    "OnSilence",
    "Outcome",
    "PostCheck",
    "Recusal",
    "Reply",
    "Resolution",
    "ResolutionKind",
    "ShadowRun",
    "SiteVisit",
    "SpotCorrection",
    "StepStatus",
    "Submission",
    "Suspension",
    "TableCase",
    "TableCell",
    "TableColumn",
    "TableRow",
    "TableStatus",
    "Transfer",
    "VisitMember",
    "VisitStatus",
    "VisitWish",
    "Withdrawal",
]
