"""Finish a step for an officer: what the kind of step allows, then one SQL call."""

from datetime import datetime

from django.utils.translation import gettext as _

from onewindow.cases.complete import StepResult, complete_step
from onewindow.cases.deadlines import catch_up
from onewindow.cases.machine import Machine
from onewindow.cases.models import CaseStep
from onewindow.cases.openings import Openings
from onewindow.cases.printable import require_printable
from onewindow.cases.rules import INTAKE_ENDINGS, INTAKE_KINDS, OUTCOMES_FOR_KIND, ROLE_FOR_KIND
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind


def finish_step(
    step: CaseStep,
    *,
    by: Officer | Machine,
    outcome: str,
    opinion: str,
    at: datetime,
    opens: bool = True,
) -> StepResult:
    """Complete a step in one statement; see `complete_step` for what it raises.

    Raise NotAllowedNow for an outcome that this kind of step cannot have, MissingGlyph for an
    opinion that the approval form cannot show.
    """
    require_printable(opinion)
    kind = StepKind(step.kind)
    endings = INTAKE_ENDINGS if kind in INTAKE_KINDS else ()
    if outcome not in (*OUTCOMES_FOR_KIND[kind], *endings):
        raise NotAllowedNow(_("这个环节不能这样办结，请刷新页面。"))
    done = complete_step(
        step.pk,
        by=by.actor,
        officer_id=by.pk,
        role=ROLE_FOR_KIND[kind],
        outcome=outcome,
        opinion=opinion,
        at=at,
        openings=Openings(step, at),
        opens=opens,
    )
    if done.opened and done.is_suspended:
        # The call saw the case under its lock: whoever suspends it later sees what it opened.
        catch_up(done.case_id)
    return done


def cited(authority: str) -> dict[str, str]:
    """Return what an event says of the letter or delegation by which somebody acted."""
    return {"authority": authority} if authority else {}
