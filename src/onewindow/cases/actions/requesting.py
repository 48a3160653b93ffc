"""What departments want corrected, collected for the one notice that the clerk sends."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.acting import basis_of
from onewindow.cases.locking import lock
from onewindow.cases.models import Case, CaseStep, CorrectionRequest, StepStatus
from onewindow.cases.models.case import INTAKE
from onewindow.cases.rules import NotYours
from onewindow.catalogue.reading import materials_for
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind


def request_correction(
    case: Case, *, material: str, text: str, by: Officer, at: datetime
) -> CorrectionRequest:
    """Ask for a correction while intake is open, for a review that is still to come.

    Raise NotYours for a department without such a step, NotAllowedNow afterwards, DomainError
    without words.
    """
    if not text.strip():
        raise DomainError(_("请写明要补正什么，申请人会看到。"))
    if material not in {each.code for each in materials_for(case.version, case.answers)}:
        raise DomainError(_("本件没有这份材料，请刷新页面。"))
    with transaction.atomic():
        lock(case, INTAKE)
        step = step_that_asks(case, by, at)
        if step is None:
            raise NotYours(_("您的单位在这件办件中没有审查环节，不能要求补正。"))
        asked = CorrectionRequest.objects.create(
            case=case, step=step, material=material, text=text.strip(),
            by=by.actor.code, by_name=by.user.name, at=at,
        )  # fmt: skip
        events.record(
            "step.correction_requested", chain=case.chain, by=by.actor, at=at, step=step.code,
            data={"name": step.name, "material": material, "text": asked.text},
        )  # fmt: skip
    return asked


def step_that_asks(case: Case, officer: Officer, at: datetime) -> CaseStep | None:
    """Return the review of an officer that is still to come, for which he may ask."""
    coming = case.steps.filter(kind=StepKind.REVIEW, status=StepStatus.WAITING)
    for step in coming.select_related("unit", "post").order_by("position"):
        if basis_of(step, officer, at) is not None:
            return step
    return None


def drop_request(asked: CorrectionRequest, *, by: Officer, at: datetime) -> None:
    """Take a request back before it went out; raise NotAllowedNow afterwards."""
    with transaction.atomic():
        lock(asked.case)
        changed = CorrectionRequest.objects.filter(
            pk=asked.pk, by=by.actor.code, notice="", dropped_at=None
        ).update(dropped_at=at)
        if changed != 1:
            raise NotAllowedNow(_("这项补正要求已经发出、收回，或者不是您提出的。"))


def requests_to_merge(case: Case) -> list[CorrectionRequest]:
    """Return what departments asked for and no notice has said yet, by material and time."""
    rows = case.correction_requests.filter(notice="", dropped_at=None)
    return list(rows.select_related("step__unit").order_by("material", "at", "pk"))


def mark_merged(case: Case, materials: Collection[str], *, notice: str) -> None:
    """Note, in the transaction that sends it, what went out with a notice, by material."""
    open_ones = case.correction_requests.filter(notice="", dropped_at=None)
    open_ones.filter(material__in=materials).update(notice=notice)
