"""Let a table look at a case; whatever goes wrong is a human's to handle."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from onewindow.cases.instant.engine import engine_name
from onewindow.cases.instant.inputs import values_of
from onewindow.cases.instant.judging import Doubt, Judgement, judge
from onewindow.cases.instant.models import DecisionTable
from onewindow.cases.instant.storing import table_of
from onewindow.cases.instant.table import Verdict
from onewindow.cases.instant.tracing import Trace, trace_of
from onewindow.cases.models.case import Case
from onewindow.cases.models.steps import StepStatus
from onewindow.kernel.errors import DomainError
from onewindow.procedure.model import StepKind

JUDGES = (StepKind.REVIEW, StepKind.DECISION)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Examined:
    """What a table says of a case and how that came about."""

    judgement: Judgement
    trace: Trace

    @property
    def is_granted(self) -> bool:
        """Whether it grants."""
        return self.judgement.verdict is Verdict.GRANT


def examine(stored: DecisionTable, case: Case, *, at: datetime) -> Examined:
    """Return what a table says of a submitted case; raise nothing but what breaks the database.

    A table written for another version of the item, and steps of another department, are doubts.
    """
    if stored.version_id != case.version_id:
        return left_to_human(Doubt.OTHER_VERSION)
    if _foreign_steps(stored, case):
        return left_to_human(Doubt.OTHER_UNIT)
    try:
        # What fails in the database must not take the submission with it.
        with transaction.atomic():
            return _examine(stored, case, at)
    except DomainError as error:
        return left_to_human(Doubt.BAD_VALUE, problem=error.message)
    except Exception as error:
        logger.exception("table %s could not look at case %s", stored.pk, case.number)
        return left_to_human(Doubt.ERROR, problem=type(error).__name__)


def left_to_human(doubt: Doubt, *, problem: str = "") -> Examined:
    """Return that a human has to see to it, without a look at the rules."""
    return Examined(Judgement(Verdict.HUMAN, doubt), Trace(problem=problem))


def _examine(stored: DecisionTable, case: Case, at: datetime) -> Examined:
    table = table_of(stored)
    values = values_of(case, table, at=at)
    judgement = judge(table, values)
    return Examined(judgement, trace_of(table, values, judgement, engine=engine_name()))


def _foreign_steps(stored: DecisionTable, case: Case) -> bool:
    steps = case.steps.filter(kind__in=JUDGES).exclude(status=StepStatus.PRUNED)
    return steps.exclude(unit=stored.item.department_id).exists()
