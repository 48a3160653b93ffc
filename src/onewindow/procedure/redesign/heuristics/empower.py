"""Empower (Reijers & Liman Mansar 2005): drop a layer of approval, give an authorisation letter."""

from collections.abc import Iterator

from onewindow.procedure.redesign.changes import drop_step, find
from onewindow.procedure.redesign.definition import Definition, Practice
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.figures import FEWEST, days, share
from onewindow.procedure.redesign.order import Relation, relation
from onewindow.procedure.redesign.proposal import Heuristic, Proposal
from onewindow.procedure.step import Step, StepKind

APPROVAL = "approval"
AGREEING = 0.95


def empower(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose to drop approvals that agree, or, unmeasured, all but the last of several layers."""
    before = relation(definition)
    names = {step.code: f"“{step.name}”" for step in definition.steps}
    layers = [step for step in definition.steps if _is_layer(definition, step, before)]
    for step in layers:
        if step.code in definition.kept_by_law:
            continue
        found = evidence.step(step.code)
        agreeing = found.agreeing if found.agreeing and found.agreeing.of >= FEWEST else None
        if agreeing is not None:
            if agreeing.value < AGREEING:
                continue
            reason = f"{agreeing}的办件同意前一环节的意见，这一层很少起作用。"
        elif any(other.unit == step.unit and step.code in before[other.code] for other in layers):
            reason = "同一单位在它之后还有一层审批。"
        else:
            continue
        yield Proposal(
            code=f"{Heuristic.EMPOWER}:{step.code}",
            heuristic=Heuristic.EMPOWER,
            title=f"取消“{step.name}”这一层，授权{names[_below(definition, step, before)]}直接定",
            reason=f"{reason}改为签发授权书，事后抽查。",
            apply=_Authorise(step.code),
            evidence=(*share("与前一环节一致", found.agreeing), *days("全程用时", found.total)),
            needs_legal_check=True,
            laws=definition.references.get(Heuristic.EMPOWER, ()),
            waiting=found.total.p50 if found.total else 0.0,
            claims=frozenset({("step", step.code), ("makes", step.code)}),
            steps=(step.code,),
        )


class _Authorise:
    """Drop the layer; whoever works before it in the unit gets the authority."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __call__(self, definition: Definition) -> Definition:
        step = find(definition, self.code)
        rest = drop_step(definition, self.code)
        return rest.using(Practice.AUTHORISED, _below(definition, step, relation(definition)))


def _is_layer(definition: Definition, step: Step, before: Relation) -> bool:
    """Whether a step only approves what its own unit proposed."""
    return (
        step.kind is StepKind.REVIEW
        and APPROVAL in definition.work(step.code).acts
        and not step.is_optional
        and bool(_below(definition, step, before))
    )


def _below(definition: Definition, step: Step, before: Relation) -> str:
    """Return the last review of the same unit before an approval, else nothing."""
    own = [
        other.code
        for other in definition.steps
        if other.unit == step.unit
        and other.kind is StepKind.REVIEW
        and other.code in before[step.code]
    ]
    return max(own, key=lambda code: len(before[code]), default="")
