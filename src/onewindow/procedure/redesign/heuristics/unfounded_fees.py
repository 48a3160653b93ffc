"""Fees without a basis: none may be charged unless a law says so (行政许可法 58)."""

from collections.abc import Iterator
from functools import partial

from onewindow.procedure.redesign.changes import drop_fee
from onewindow.procedure.redesign.definition import Definition, Fee
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.proposal import Heuristic, Proposal

NO_BASIS = ("", "无", "没有")
FORM_FEES = ("工本费", "表格费", "申请书")


def unfounded_fees(definition: Definition, _evidence: Evidence) -> Iterator[Proposal]:
    """Propose to drop fees that name no basis, and those for forms."""
    for fee in definition.fees:
        reason = _reason(fee)
        if not fee.yuan or not reason:
            continue
        yield Proposal(
            code=f"{Heuristic.UNFOUNDED_FEES}:{fee.name}",
            heuristic=Heuristic.UNFOUNDED_FEES,
            title=f"取消“{fee.name}”（{fee.yuan} 元）",
            reason=reason,
            apply=partial(drop_fee, name=fee.name),
            needs_legal_check=True,
            laws=definition.references.get(Heuristic.UNFOUNDED_FEES, ()),
            claims=frozenset({("fee", fee.name)}),
        )


def _reason(fee: Fee) -> str:
    if any(word in fee.name for word in FORM_FEES):
        return "提供申请书格式文本不得收费。"
    if fee.basis.strip() in NO_BASIS:
        return "没有写明收费依据；没有法律、行政法规依据的不得收费。"
    return ""
