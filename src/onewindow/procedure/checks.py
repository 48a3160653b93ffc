"""Everything that has to hold before a procedure may be published and run."""

from collections.abc import Iterator, Sequence

from onewindow.procedure import errors
from onewindow.procedure.errors import ProcedureError
from onewindow.procedure.graph import followers, loops, reached
from onewindow.procedure.plan import effective_needs
from onewindow.procedure.step import JoinRule, Step, StepKind


def problems(steps: Sequence[Step]) -> list[ProcedureError]:
    """Collect everything that is wrong with these steps, in the order of the form.

    The shape (circles, what leads where) is judged only when every line by itself is sound:
    a need that does not exist would otherwise show up again as a step that cannot be reached.
    """
    if not steps:
        return [errors.NoSteps("")]
    found = [*_line_problems(steps), *_core_problems(steps)]
    if found:
        return found
    circles = _circles(steps)
    return circles or [*_flow_problems(steps), *_quorum_problems(steps)]


def _line_problems(steps: Sequence[Step]) -> Iterator[ProcedureError]:
    codes = [step.code for step in steps]
    names = [step.name for step in steps]
    for line, step in enumerate(steps, start=1):
        if not step.code.strip() or not step.name.strip():
            yield errors.Unnamed(step.name, line=line)
            continue
        times = max(codes.count(step.code), names.count(step.name))
        first = step.code not in codes[: line - 1] and step.name not in names[: line - 1]
        if times > 1 and first:
            yield errors.DuplicateStep(step.name, count=times)
        if not step.unit.strip():
            yield errors.NoUnit(step.name)
        if step.limit < 0:
            yield errors.NegativeLimit(step.name, limit=step.limit)
        yield from _need_problems(step, set(codes))
        yield from _joint_problems(step)


def _need_problems(step: Step, codes: set[str]) -> Iterator[ProcedureError]:
    for need in dict.fromkeys(step.needs):
        if need not in codes:
            yield errors.UnknownNeed(step.name, need=need)
        elif step.needs.count(need) > 1:
            yield errors.RepeatedNeed(step.name, need=need)


def _joint_problems(step: Step) -> Iterator[ProcedureError]:
    if step.kind is not StepKind.REVIEW:
        if step.is_optional:
            yield errors.ReviewOnly(step.name, what="需要时开启")
        if step.on_silence:
            yield errors.ReviewOnly(step.name, what="超时视为同意")
        if step.materials:
            yield errors.ReviewOnly(step.name, what="只看部分材料")
    if step.on_silence and step.limit == 0:
        yield errors.SilenceWithoutLimit(step.name)
    if step.join_rule is JoinRule.QUORUM:
        if step.quorum < 1:
            yield errors.NoQuorum(step.name)
    elif step.quorum:
        yield errors.IdleQuorum(step.name, quorum=step.quorum)


def _core_problems(steps: Sequence[Step]) -> Iterator[ProcedureError]:
    acceptances = [step for step in steps if step.kind is StepKind.ACCEPTANCE]
    decisions = [step for step in steps if step.kind is StepKind.DECISION]
    if not acceptances:
        yield errors.NoAcceptance(steps[0].name)
    for step in acceptances[1:]:
        yield errors.SeveralAcceptances(step.name)
    if not decisions:
        yield errors.NoDecision(steps[-1].name)
    for step in decisions[1:]:
        yield errors.SeveralDecisions(step.name)
    for step in (*acceptances[:1], *decisions[:1]):
        if step.when is not None:
            yield errors.AlwaysNeeded(step.name)


def _circles(steps: Sequence[Step]) -> list[ProcedureError]:
    names = {step.code: step.name for step in steps}
    needs = {step.code: step.needs for step in steps}
    return [errors.Circle(tuple(names[code] for code in loop)) for loop in loops(needs)]


def _flow_problems(steps: Sequence[Step]) -> Iterator[ProcedureError]:
    needs = {step.code: step.needs for step in steps}
    acceptance = next(step for step in steps if step.kind is StepKind.ACCEPTANCE)
    decision = next(step for step in steps if step.kind is StepKind.DECISION)
    from_acceptance = reached([acceptance.code], followers(needs))
    before_decision = reached([decision.code], needs)
    after_decision = reached([decision.code], followers(needs))
    for step in steps:
        if step is acceptance and step.needs:
            yield errors.AcceptanceNotFirst(step.name)
        elif step.code not in from_acceptance:
            yield errors.UnreachableStep(step.name, acceptance=acceptance.name)
        elif step.kind is StepKind.REVIEW and step.code in after_decision:
            yield errors.ReviewAfterDecision(step.name, decision=decision.name)
        elif step.kind is StepKind.DELIVERY and step.code not in after_decision:
            yield errors.DeliveryBeforeDecision(step.name, decision=decision.name)
        elif step.code not in before_decision | after_decision:
            yield errors.LeadsNowhere(step.name, decision=decision.name)


def _quorum_problems(steps: Sequence[Step]) -> Iterator[ProcedureError]:
    asked = effective_needs(steps, lambda _step: True)
    for step in steps:
        if step.join_rule is JoinRule.QUORUM and step.quorum > len(asked[step.code]):
            yield errors.QuorumTooLarge(step.name, quorum=step.quorum, count=len(asked[step.code]))
