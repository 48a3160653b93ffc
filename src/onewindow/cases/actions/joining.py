"""What the opinions before a decision allow (会签规则), and what is given up with it."""

from datetime import datetime

from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.models import Case, CaseStep, JoinRule, StepStatus
from onewindow.cases.rules import CONSENTS
from onewindow.events.rules import SYSTEM
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.procedure.model import StepKind


def opinions_before(step: CaseStep) -> list[CaseStep]:
    """Return the reviews that a step waits for, or heard, in their last round."""
    reviews = CaseStep.objects.current().filter(
        case=step.case_id, kind=StepKind.REVIEW, successors__contains=[step.position]
    )
    return list(reviews.select_related("unit").order_by("position"))


def require_joined(step: CaseStep, *, is_granted: bool, reason: str) -> None:
    """Hold a grant against the opinions before it; a refusal has reasons of its own.

    All: every one agrees. Lead: it may differ, with reasons. Quorum: as many agree. Silence that
    counts as consent does. Raise NotAllowedNow, DomainError without the reasons.
    """
    if not is_granted:
        return
    asked = opinions_before(step)
    if step.join_rule == JoinRule.QUORUM:
        _require_quorum(step, asked)
        return
    against = [e for e in asked if e.status == StepStatus.DONE and e.outcome not in CONSENTS]
    if not against:
        return
    named = {"units": _("、").join(each.unit.short_name for each in against)}
    if step.join_rule == JoinRule.ALL:
        raise NotAllowedNow(
            _("%(units)s不同意，本事项须全部同意才能准予。可以退回重办，或者不予许可。") % named
        )
    if not reason.strip():
        raise DomainError(_("%(units)s不同意。仍要准予，请写明为什么不采纳其意见。") % named)


def _require_quorum(step: CaseStep, asked: list[CaseStep]) -> None:
    needed = min(max(step.quorum, 1), len(asked))
    agreed = sum(1 for each in asked if each.outcome in CONSENTS)
    if agreed < needed:
        raise NotAllowedNow(
            _("准予要有 %(needed)d 个环节同意，现在有 %(agreed)d 个。可以再等其他意见。")
            % {"needed": needed, "agreed": agreed}
        )


def give_up_late(case: Case, *, at: datetime) -> None:
    """Cancel the reviews that a decision did not wait for."""
    late = case.steps.filter(kind=StepKind.REVIEW, status__in=[StepStatus.OPEN, StepStatus.WAITING])
    for step in late.order_by("position"):
        was_open = step.status == StepStatus.OPEN
        step.status = StepStatus.CANCELLED
        step.save(update_fields=["status"])
        if was_open:
            events.record(
                "step.dropped", chain=case.chain, by=SYSTEM, at=at, step=step.code,
                data={"name": step.name},
            )  # fmt: skip
