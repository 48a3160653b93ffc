"""Who may change the course of a case: whoever has an open step of it."""

from datetime import datetime

from django.utils.translation import gettext as _

from onewindow.cases.complete import basis_for
from onewindow.cases.models import Case, CaseStep, StepStatus
from onewindow.cases.rules import ROLE_FOR_KIND, NotYours
from onewindow.cases.running import Standing
from onewindow.events.rules import JSONValue
from onewindow.orgs.models import Officer
from onewindow.procedure.graph import reached
from onewindow.procedure.model import StepKind

Basis = dict[str, JSONValue]


def basis_of(step: CaseStep, by: Officer, at: datetime) -> Basis | None:
    """Return by what an officer may do a step, as events say it; None when he may not."""
    return basis_for(by.pk, ROLE_FOR_KIND[StepKind(step.kind)], step, at=at)


def require_step(step: CaseStep, by: Officer, at: datetime) -> Basis:
    """Return by what an officer may do a step; raise NotYours when he may not."""
    basis = basis_of(step, by, at)
    if basis is None:
        raise NotYours(
            _("这个环节由%(unit)s的相应岗位办理，您没有权限。") % {"unit": step.unit.short_name}
        )
    return basis


def require_part(
    case: Case,
    by: Officer,
    at: datetime,
    *,
    before: str = "",
    standing: Standing | None = None,
) -> Basis:
    """Return by what an officer has an open step of the case, one after `before` if it is given.

    Raise NotYours when he has none.
    """
    for step in case.steps.filter(status=StepStatus.OPEN).select_related("unit"):
        if before and standing and step.code not in _after(standing, before):
            continue
        basis = basis_of(step, by, at)
        if basis is not None:
            return basis
    raise NotYours(_("您在这件办件中没有正在办理的后续环节，不能这样做。"))


def _after(standing: Standing, code: str) -> set[str]:
    needs = standing.run.plan.needs
    return {each for each in needs if each != code and code in reached([each], needs)}
