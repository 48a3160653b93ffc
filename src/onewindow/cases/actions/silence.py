"""超时默认: a department that does not answer in time agrees, where the item says so."""

from datetime import datetime
from functools import partial

from django.db import transaction

from onewindow.cases.clocks import local_day
from onewindow.cases.complete import complete_step
from onewindow.cases.locking import lock
from onewindow.cases.models import CaseStatus, CaseStep, OnSilence, Outcome, StepStatus
from onewindow.cases.openings import Openings
from onewindow.cases.rules import ROLE_FOR_KIND, AlreadyDone
from onewindow.events.rules import SYSTEM
from onewindow.kernel.apart import each_apart
from onewindow.procedure.model import StepKind


def sweep_silent_steps(at: datetime) -> int:
    """Let every overdue step agree whose silence counts as consent; return how many.

    A case whose clocks stand still is left alone. Each step is a transaction of its own, so that
    running twice, or against somebody who answers just now, does nothing twice.
    """
    overdue = CaseStep.objects.filter(
        status=StepStatus.OPEN,
        on_silence=OnSilence.AGREED,
        due_on__lt=local_day(at),
        case__status=CaseStatus.ACCEPTED,
        case__suspended_at=None,
    )
    steps = overdue.order_by("case", "position").values_list("pk", flat=True)
    return len(each_apart(steps, partial(_agree, at=at), "consent"))


def _agree(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        step = CaseStep.objects.select_related("case__department", "unit").get(pk=pk)
        case = lock(step.case_id)
        step.refresh_from_db(fields=["due_on", "status"])
        is_overdue = step.due_on is not None and step.due_on < local_day(at)
        if case.status != CaseStatus.ACCEPTED or case.suspended_at or not is_overdue:
            return False
        try:
            complete_step(
                pk, by=SYSTEM, officer_id=None, role=ROLE_FOR_KIND[StepKind(step.kind)],
                outcome=Outcome.SILENT, opinion="", at=at, openings=Openings(step, at),
            )  # fmt: skip
        except AlreadyDone:
            return False
    return True
