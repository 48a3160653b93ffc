"""When a case comes in: the table in shadow looks on, the active one grants or leaves it."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.accepting import accept
from onewindow.cases.actions.deciding import decide
from onewindow.cases.actions.reviewing import complete_review
from onewindow.cases.instant.examining import Examined, examine, left_to_human
from onewindow.cases.instant.judging import Doubt
from onewindow.cases.instant.models import (
    CheckOrigin,
    DecisionTable,
    InstantDecision,
    PostCheck,
    ShadowRun,
    TableStatus,
)
from onewindow.cases.instant.shares import lot_of
from onewindow.cases.machine import MACHINE
from onewindow.cases.models.case import Case, CaseStatus
from onewindow.cases.models.steps import CaseStep, Outcome, StepStatus
from onewindow.events.rules import SYSTEM, JSONValue
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.procedure.model import StepKind

# A sound procedure has fewer steps; whoever needs more is left to a human.
MOST_STEPS = 50

logger = logging.getLogger(__name__)


def run_tables(case: Case, *, at: datetime, wants_human: bool = False) -> InstantDecision | None:
    """Let the tables of an item look at a submitted case, inside the caller's transaction.

    The caller holds the lock of the case. Return what the active table did, None without one.
    """
    tables = DecisionTable.objects.running().filter(item=case.version.item_id)
    decided = None
    for table in tables.select_related("item").order_by("-status"):
        if table.status == TableStatus.SHADOW:
            _look_on(table, case, at)
        else:
            decided = decide_at_once(table, case, at=at, wants_human=wants_human)
    return decided


def decide_at_once(
    table: DecisionTable, case: Case, *, at: datetime, wants_human: bool = False
) -> InstantDecision:
    """Grant a submitted case by an active table, or leave it to a human and say why.

    Nobody is refused: law asks for reasons and a hearing before that, and both need a human.
    """
    if wants_human:
        found = left_to_human(Doubt.ASKED)
    elif case.status != CaseStatus.SUBMITTED:
        found = left_to_human(Doubt.PRE_REVIEW)
    else:
        found = examine(table, case, at=at)
    if found.is_granted:
        try:
            with transaction.atomic():
                _grant(case, _opinion(table, found), at)
        except DomainError as refused:
            # A promised material is still to come, for one: the ordinary way is for humans.
            found = left_to_human(Doubt.NOT_NOW, problem=refused.message)
        except Exception as error:
            logger.exception("case %s could not be granted at once", case.number)
            found = left_to_human(Doubt.ERROR, problem=type(error).__name__)
    decision = InstantDecision(
        table=table, case=case, verdict=found.judgement.verdict, doubt=found.judgement.doubt,
        rows=list(found.judgement.hit), at=at,
        lot=lot_of(case.number or "", settings.SECRET_KEY),
        share=settings.INSTANT_CHECK_PERCENT * 100,
    )  # fmt: skip
    decision.seal_trace(found.trace, case)
    decision.save(force_insert=True)
    _record(decision, table, at)
    if decision.is_drawn:
        PostCheck.objects.create(decision=decision, origin=CheckOrigin.DRAWN, opened_at=at)
    return decision


def _look_on(table: DecisionTable, case: Case, at: datetime) -> None:
    found = examine(table, case, at=at)
    run = ShadowRun(
        table=table, case=case, verdict=found.judgement.verdict, doubt=found.judgement.doubt,
        rows=list(found.judgement.hit), at=at,
    )  # fmt: skip
    run.seal_trace(found.trace, case)
    run.save(force_insert=True)


def _grant(case: Case, opinion: str, at: datetime) -> None:
    """Go the ordinary way, step by step, as the system; raise when it does not lead to a grant."""
    for _count in range(MOST_STEPS):
        step = _next_step(case)
        if step is None:
            break
        match StepKind(step.kind):
            case StepKind.ACCEPTANCE:
                accept(step, by=MACHINE, at=at, opinion=opinion)
            case StepKind.DECISION:
                decide(step, by=MACHINE, is_granted=True, reason="", at=at)
                return
            case _:
                complete_review(step, by=MACHINE, outcome=Outcome.AGREED, opinion=opinion, at=at)
    raise NotAllowedNow(_("办理流程没有走到决定环节。"))


def _next_step(case: Case) -> CaseStep | None:
    steps = CaseStep.objects.select_related("case__version", "case__department__region", "unit")
    waiting = steps.filter(case=case, status=StepStatus.OPEN).exclude(kind=StepKind.DELIVERY)
    return waiting.order_by("position").first()


def _opinion(table: DecisionTable, found: Examined) -> str:
    rows = "、".join(str(row.number) for row in found.trace.granting)
    basis = "；".join(dict.fromkeys(row.basis for row in found.trace.granting))
    return _("系统按秒批规则表第 %(table)d 版第 %(rows)s 行自动办理。依据：%(basis)s") % {
        "table": table.number, "rows": rows, "basis": basis,
    }  # fmt: skip


def _record(decision: InstantDecision, table: DecisionTable, at: datetime) -> None:
    case = decision.case
    # Rows by their code only: values of the form stay out of the ledger.
    data: dict[str, JSONValue] = {
        "table": table.number, "rows": decision.rows, "doubt": decision.doubt,
    }  # fmt: skip
    code = "case.left_to_human"
    if decision.is_granted:
        code = "case.decided_at_once"
        data |= {"lot": decision.lot, "share": decision.share}
    events.record(code, chain=case.chain, by=SYSTEM, at=at, data=data)
