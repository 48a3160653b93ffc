"""Redesign a procedure (流程再造): what to change and why, tried, counted and kept lawful."""

from onewindow.procedure.redesign.accepting import Redesigned, accept, without_conflicts
from onewindow.procedure.redesign.definition import (
    Definition,
    Fee,
    Material,
    Need,
    Practice,
    Source,
    Work,
)
from onewindow.procedure.redesign.errors import (
    BadDefinition,
    ConflictingProposals,
    RedesignError,
    UnlawfulResult,
)
from onewindow.procedure.redesign.evidence import (
    NOTHING_MEASURED,
    Days,
    Evidence,
    MaterialEvidence,
    Share,
    StepEvidence,
)
from onewindow.procedure.redesign.law import Law, Precedence, Reference, Separation
from onewindow.procedure.redesign.proposal import Figure, Heuristic, Proposal
from onewindow.procedure.redesign.proposing import propose
from onewindow.procedure.redesign.spent import Spent, spent
from onewindow.procedure.redesign.totals import Totals, say_totals

__all__ = [
    "NOTHING_MEASURED",
    "BadDefinition",
    "ConflictingProposals",
    "Days",
    "Definition",
    "Evidence",
    "Fee",
    "Figure",
    "Heuristic",
    "Law",
    "Material",
    "MaterialEvidence",
    "Need",
    "Practice",
    "Precedence",
    "Proposal",
    "RedesignError",
    "Redesigned",
    "Reference",
    "Separation",
    "Share",
    "Source",
    "Spent",
    "StepEvidence",
    "Totals",
    "UnlawfulResult",
    "Work",
    "accept",
    "propose",
    "say_totals",
    "spent",
    "without_conflicts",
]
