"""Give a step its outcome, whatever kind of step it is."""

from datetime import datetime

from django.utils.translation import gettext as _

from onewindow.cases.actions.accepting import accept
from onewindow.cases.actions.deciding import decide
from onewindow.cases.actions.intake import not_accept
from onewindow.cases.actions.pre_reviewing import pass_pre_review
from onewindow.cases.actions.reviewing import complete_review
from onewindow.cases.models import CaseStep, Outcome
from onewindow.cases.rules import OUTCOMES_FOR_KIND
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind


def complete(step: CaseStep, *, by: Officer, outcome: str, opinion: str, at: datetime) -> None:
    """Accept, review or decide, as the step's kind has it.

    Raise AlreadyDone when a colleague was faster, NotYours for another post's step, DomainError
    for an outcome without the reasons it needs.
    """
    kind = StepKind(step.kind)
    if outcome not in OUTCOMES_FOR_KIND[kind] or kind is StepKind.DELIVERY:
        raise DomainError(_("这个环节没有这种结果，请刷新页面。"))
    if kind is StepKind.PRE_REVIEW:
        pass_pre_review(step, by=by, at=at, opinion=opinion)
    elif outcome == Outcome.ACCEPTED:
        accept(step, by=by, at=at, opinion=opinion)
    elif outcome == Outcome.NOT_ACCEPTED:
        not_accept(step, by=by, at=at, reason=opinion)
    elif kind is StepKind.DECISION:
        decide(step, by=by, is_granted=outcome == Outcome.GRANTED, reason=opinion, at=at)
    else:
        complete_review(step, by=by, outcome=outcome, opinion=opinion, at=at)
