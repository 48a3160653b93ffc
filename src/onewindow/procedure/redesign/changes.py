"""The changes that proposals make. Each finds its steps again in whatever became of them."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onewindow.kernel.workdays import Unit
from onewindow.procedure.critical import working_days
from onewindow.procedure.plan import effective_needs
from onewindow.procedure.redesign.definition import (
    OPINION,
    Definition,
    Need,
    Practice,
    Source,
    Work,
)
from onewindow.procedure.redesign.errors import Moot
from onewindow.procedure.redesign.order import needless_among, relation, without
from onewindow.procedure.step import JoinRule, OnSilence, Step, StepKind


def find(definition: Definition, code: str) -> Step:
    """Return what became of a step; raise Moot if it is gone."""
    if code not in definition.became:
        raise Moot("这个环节已经取消")
    return definition.procedure.step(definition.became[code])


def drop_step(definition: Definition, code: str) -> Definition:
    """Leave a step out; what waited for it waits for its predecessors."""
    step = find(definition, code)
    if step.code != code or definition.work(code).absorbed:
        raise Moot("这个环节已经和别的环节合并")
    if any(
        code in other.needs and other.join_rule is JoinRule.QUORUM for other in definition.steps
    ):
        raise Moot("后面的会签要数它的意见")
    needs = effective_needs(definition.steps, lambda each: each.code != code)
    return definition.with_steps(
        replace(each, needs=needs[each.code]) for each in definition.steps if each.code != code
    )


def merge_steps(
    definition: Definition, codes: Sequence[str], *, is_at_once: bool = False
) -> Definition:
    """Make one step of several: the days add up, or at once: the longest counts.

    Raise Moot where the others are gone, or where it would wait for itself.
    """
    wanted = {definition.became[code] for code in codes if code in definition.became}
    steps = [step for step in definition.steps if step.code in wanted]
    if len(steps) < 2:
        raise Moot("没有可以合并的环节了")
    before = relation(definition)
    steps.sort(key=lambda step: (len(before[step.code]), step.code))
    first, merged = steps[0].code, {step.code for step in steps}
    if any(merged & before[each] for each in _between(definition, merged)):
        raise Moot("中间还有别的环节")
    united = _united(definition, steps, is_at_once=is_at_once)
    result = []
    for step in definition.steps:
        if step.code == first:
            result.append(united)
        elif step.code not in merged:
            result.append(replace(step, needs=_renamed(step.needs, merged, first)))
    works = {**definition.works, first: _joined(definition, steps, is_at_once=is_at_once)}
    return definition.with_steps(result, works)


def _between(definition: Definition, merged: set[str]) -> set[str]:
    """Return the steps outside that some of the merged wait for."""
    before = relation(definition)
    return {each for code in merged for each in before[code]} - merged


def _united(definition: Definition, steps: Sequence[Step], *, is_at_once: bool) -> Step:
    merged = {step.code for step in steps}
    days = [working_days(step.limit, step.limit_unit) for step in steps]
    needs = dict.fromkeys(need for step in steps for need in step.needs if need not in merged)
    ranks = {StepKind.ACCEPTANCE: 0, StepKind.DECISION: 1}
    core = min(steps, key=lambda step: ranks.get(step.kind, 2))
    is_core = core.kind in ranks
    sees_all = is_core or any(not step.materials for step in steps)
    return replace(
        steps[0],
        name=core.name if is_core else _united_name(definition, steps, is_at_once=is_at_once),
        kind=core.kind,
        unit=core.unit,
        post=core.post,
        limit=max(days) if is_at_once else sum(days),
        limit_unit=Unit.WORKING,
        needs=tuple(needs),
        materials=()
        if sees_all
        else tuple(dict.fromkeys(each for step in steps for each in step.materials)),
    )


def _united_name(definition: Definition, steps: Sequence[Step], *, is_at_once: bool) -> str:
    """Call a joint visit by all who come, so that no chart with one lane hides the others."""
    names, units = "、".join(step.name for step in steps), _units(definition, steps)
    told = "、".join(definition.unit_name(unit) for unit in units)
    taken = {step.name for step in definition.steps}
    if is_at_once and len(units) > 1 and f"联合勘验（{told}）" not in taken:
        names = told
    return f"联合勘验（{names}）" if is_at_once else names


def _units(definition: Definition, steps: Sequence[Step]) -> tuple[str, ...]:
    units = (
        unit for step in steps for unit in (step.unit, *definition.work(step.code).joint_units)
    )
    return tuple(dict.fromkeys(units))


def _joined(definition: Definition, steps: Sequence[Step], *, is_at_once: bool) -> Work:
    works = [definition.work(step.code) for step in steps]
    absorbed = [code for step in steps[1:] for code in (step.code,)]
    least = [work.least_days for work in works]
    written = {each for work in works for each in work.writes}
    reads = (each for work in works for each in work.reads if each not in written)
    return Work(
        acts=frozenset().union(*(work.acts for work in works)),
        reads=tuple(dict.fromkeys(reads)),
        writes=tuple(dict.fromkeys(each for work in works for each in work.writes)),
        gathers=any(work.gathers for work in works),
        opens=any(work.opens for work in works),
        absorbed=(*absorbed, *(each for work in works for each in work.absorbed)),
        joint_units=_units(definition, steps) if is_at_once else (),
        least_days=max(least) if is_at_once else sum(least),
    )


def _renamed(needs: Iterable[str], merged: set[str], code: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code if need in merged else need for need in needs))


def set_limit(definition: Definition, code: str, days: int) -> Definition:
    """Shorten a step's limit to working days; never below what law demands."""
    step = find(definition, code)
    wanted = max(days, definition.work(step.code).least_days)
    if wanted >= working_days(step.limit, step.limit_unit):
        raise Moot("时限已经不比这更长")
    shorter = replace(step, limit=wanted, limit_unit=Unit.WORKING)
    return definition.with_steps(
        shorter if each.code == step.code else each for each in definition.steps
    )


def let_run_together(definition: Definition, codes: Sequence[str]) -> Definition:
    """Drop the needless order among these steps."""
    meant = {definition.became[code] for code in codes if code in definition.became}
    steps = without(definition, needless_among(definition, meant))
    if steps == definition.steps:
        raise Moot("这些环节之间已经没有多余的先后")
    return definition.with_steps(steps)


def put_in_order(definition: Definition, codes: Sequence[str]) -> Definition:
    """Let a chain of steps follow in this order; what the acceptance does by now stays there."""
    now = dict.fromkeys(definition.became[code] for code in codes if code in definition.became)
    wanted = [code for code in now if definition.procedure.step(code).kind is StepKind.REVIEW]
    chain = sorted(wanted, key=lambda code: len(relation(definition)[code]))
    if len(chain) < 2 or chain == wanted:
        raise Moot("顺序已经如此")
    if not is_chain(definition, chain):
        raise Moot("这些环节已经不是一个接一个")
    by_code = {step.code: step for step in definition.steps}
    head, last = by_code[chain[0]].needs, chain[-1]
    needs = {wanted[0]: head}
    needs |= {code: (before,) for before, code in itertools.pairwise(wanted)}
    result = []
    for step in definition.steps:
        if step.code in needs:
            result.append(replace(step, needs=needs[step.code]))
        else:
            moved = (wanted[-1] if need == last else need for need in step.needs)
            result.append(replace(step, needs=tuple(moved)))
    return definition.with_steps(result)


def is_chain(definition: Definition, codes: Sequence[str]) -> bool:
    """Whether each of these steps waits only for the one before, which nobody else waits for."""
    after: dict[str, list[str]] = {}
    for step in definition.steps:
        for need in step.needs:
            after.setdefault(need, []).append(step.code)
    return all(
        definition.procedure.step(later).needs == (earlier,) and after[earlier] == [later]
        for earlier, later in itertools.pairwise(codes)
    )


def move_after_decision(definition: Definition, code: str) -> Definition:
    """Turn a review into something that is done once the decision is made."""
    step = find(definition, code)
    if step.kind is not StepKind.REVIEW or step.is_optional or step.code != code:
        raise Moot("这个环节已经不在决定之前，或者按需要才开")
    rest = drop_step(definition, code)
    decision = definition.decision.code
    moved = replace(
        step,
        kind=StepKind.DELIVERY,
        needs=(decision,),
        on_silence=OnSilence.NOTHING,
        join_rule=JoinRule.ALL,
        quorum=0,
        materials=(),
    )
    steps = []
    for each in rest.steps:
        if each.kind is StepKind.DELIVERY:
            steps.append(replace(each, needs=_renamed(each.needs, {decision}, code)))
        else:
            steps.append(each)
        if each.code == decision:
            steps.append(moved)
    return rest.with_steps(steps, definition.works)


def use_practice(definition: Definition, practice: Practice, code: str = "") -> Definition:
    """Work in this way from now on."""
    step = find(definition, code).code if code else ""
    if definition.has(practice, step):
        raise Moot("已经这样办理")
    return definition.using(practice, step)


def obtain_elsewhere(definition: Definition, code: str, source: Source) -> Definition:
    """Stop asking the applicant for a material; the reviewers get it from elsewhere."""
    material = definition.material(code)
    if material is None or material.source is not Source.APPLICANT:
        raise Moot("这份材料已经不要申请人提交")
    return definition.with_material(replace(material, source=source))


def ask_once(definition: Definition, code: str) -> Definition:
    """Ask for a material once only."""
    material = definition.material(code)
    if material is None or material.source is not Source.APPLICANT or material.asked < 2:
        raise Moot("这份材料已经只收一次")
    return definition.with_material(replace(material, asked=1))


def defer(definition: Definition, code: str, *, is_read_late: bool = False) -> Definition:
    """Accept without a material, on a promise to hand it in later.

    Raise Moot where it was to be read late and its readers now start at once.
    """
    material = definition.material(code)
    if material is None or material.need is not Need.REQUIRED:
        raise Moot("这份材料已经可以后补")
    if material.source is not Source.APPLICANT:
        raise Moot("这份材料已经不要申请人提交")
    if is_read_late and late_reader(definition, code) is None:
        raise Moot("要用它的环节现在一受理就开始")
    return definition.with_material(replace(material, need=Need.DEFERRABLE))


def late_reader(definition: Definition, code: str) -> Step | None:
    """Return the first step that reads a material if reviews are done before any does."""
    before = relation(definition)
    reviewed = {
        step.code
        for step in definition.steps
        if any(each.startswith(OPINION) for each in definition.work(step.code).writes)
    }
    readers = [step for step in definition.steps if code in definition.work(step.code).reads]
    if not readers or not all(before[step.code] & reviewed for step in readers):
        return None
    return min(readers, key=lambda step: len(before[step.code]))


def drop_fee(definition: Definition, name: str) -> Definition:
    """Stop charging a fee."""
    fees = tuple(fee for fee in definition.fees if fee.name != name)
    if fees == definition.fees:
        raise Moot("这项收费已经取消")
    return replace(definition, fees=fees)


def check_at_acceptance(definition: Definition, code: str) -> Definition:
    """Let the acceptance do what a later step checks."""
    step = find(definition, code)
    first = definition.acceptance.code
    if step.code == first:
        raise Moot("受理时已经检查")
    works = [definition.work(first), definition.work(step.code)]
    united = replace(
        works[0],
        acts=works[0].acts | works[1].acts,
        reads=tuple(dict.fromkeys((*works[0].reads, *works[1].reads))),
        writes=tuple(dict.fromkeys((*works[0].writes, *works[1].writes))),
        absorbed=(*works[0].absorbed, step.code, *works[1].absorbed),
    )
    rest = drop_step(definition, step.code)
    return replace(rest, works={**rest.works, first: united})
