"""Decision tables and what they did."""

from onewindow.cases.instant.models.results import (
    CheckOrigin,
    InstantDecision,
    PostCheck,
    ShadowRun,
)
from onewindow.cases.instant.models.tables import (
    DecisionTable,
    TableCase,
    TableCell,
    TableColumn,
    TableRow,
    TableStatus,
)

__all__ = [
    "CheckOrigin",
    "DecisionTable",
    "InstantDecision",
    "PostCheck",
    "ShadowRun",
    "TableCase",
    "TableCell",
    "TableColumn",
    "TableRow",
    "TableStatus",
]
