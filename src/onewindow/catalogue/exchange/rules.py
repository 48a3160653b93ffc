"""What the law and arithmetic say about a draft's limits."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange import fields
from onewindow.catalogue.exchange.fields import Field
from onewindow.catalogue.exchange.steps import Reading, to_procedure_steps
from onewindow.catalogue.form import ItemDraft, ItemType, StepDraft
from onewindow.procedure.model import Procedure, problems

ACCEPTANCE_DAYS = 5
STATUTORY_DAYS = 20


def check_limits(reading: Reading, draft: ItemDraft) -> None:
    """Refuse limits beyond the law's or shorter than the steps need. All in working days."""
    licensing = draft.item_type is ItemType.LICENSING
    if licensing and draft.acceptance_limit > ACCEPTANCE_DAYS:
        message = _("受理时限%d个工作日太长：行政许可法第三十二条规定 5 日内告知，请改为 5 以内")
        _refuse(reading, fields.ACCEPTANCE_LIMIT, message % draft.acceptance_limit)
    if draft.review_limit > draft.statutory_limit and _are_read(reading, fields.STATUTORY_LIMIT):
        message = _("审查时限%(promised)d个工作日超过法定时限%(legal)d个工作日：请缩短")
        _refuse(
            reading,
            fields.REVIEW_LIMIT,
            message % {"promised": draft.review_limit, "legal": draft.statutory_limit},
        )
    if licensing and draft.statutory_limit > STATUTORY_DAYS and not draft.limit_note:
        message = _("法定时限%d个工作日超过行政许可法第四十二条的 20 日：请在“时限说明”写明依据")
        _refuse(reading, fields.STATUTORY_LIMIT, message % draft.statutory_limit)
    _check_path(reading, draft)


def _check_path(reading: Reading, draft: ItemDraft) -> None:
    total = draft.acceptance_limit + draft.review_limit
    if not _are_read(reading, fields.ACCEPTANCE_LIMIT, fields.REVIEW_LIMIT) or not draft.steps:
        return
    # A broken graph has no longest chain, and has been reported already.
    if problems(to_procedure_steps(draft.steps)):
        return
    names, days = longest_chain(draft.steps)
    if days > total:
        message = _(
            "%(names)s依次办完要%(days)d个工作日，超过受理和审查时限之和%(total)d个工作日：请缩短环节时限或改正办理时限"
        )
        details = {"names": "→".join(names), "days": days, "total": total}
        _refuse(reading, fields.REVIEW_LIMIT, message % details)


def longest_chain(steps: Sequence[StepDraft]) -> tuple[list[str], int]:
    """Return the longest chain up to the decision and its working days.

    Delivery has its own ten days (行政许可法 44).
    """
    path = Procedure.of(to_procedure_steps(steps)).critical_path(with_delivery=False)
    return [step.name for step in path.steps], path.days


def _are_read(reading: Reading, *limits: Field[int]) -> bool:
    """Tell whether nothing had to stand in for a limit that is blank or was refused."""
    refused = {(problem.field, problem.cell) for problem in reading.problems}
    return not any((limit.label, reading.form.place(limit.code)) in refused for limit in limits)


def _refuse(reading: Reading, wanted: Field[int], message: str) -> None:
    reading.refuse(wanted.label, reading.form.place(wanted.code), message)
