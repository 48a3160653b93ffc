"""Whatever is accepted of whatever is proposed: sound, lawful, nothing lost, never slower."""

import itertools
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onewindow.procedure.critical import working_days
from onewindow.procedure.graph import certain
from onewindow.procedure.model import Procedure, StepKind, problems
from onewindow.procedure.redesign import (
    ConflictingProposals,
    Definition,
    Proposal,
    Redesigned,
    Source,
    Totals,
    accept,
    propose,
)
from tests.procedure.redesign.random_items import items, measured


def longest(procedure: Procedure, *, with_delivery: bool) -> int:
    """Add up the longest chain by walking all of them."""
    steps = {step.code: step for step in procedure.steps}
    ends: dict[str, int] = {}

    def end(code: str) -> int:
        if code not in ends:
            step = steps[code]
            own = working_days(step.limit, step.limit_unit)
            ends[code] = own + max((end(need) for need in step.needs), default=0)
        return ends[code]

    return max(
        end(code)
        for code, step in steps.items()
        if with_delivery or step.kind is not StepKind.DELIVERY
    )


def before(definition: Definition) -> Mapping[str, frozenset[str]]:
    procedure = definition.procedure
    return certain(procedure.needs, procedure.quorums)


def check_every_case(old: Definition, new: Definition) -> None:
    """Whatever a case leaves out, it takes no longer."""
    for large, shared, opened in itertools.product((True, False), repeat=3):
        answers = {"large": large, "shared": shared}
        days = []
        for definition in (old, new):
            optional = [step.code for step in definition.steps if step.is_optional]
            plan = definition.procedure.prune(answers, optional if opened else ())
            days.append(plan.critical_path().days)
        assert days[1] <= days[0]


def check(result: Redesigned) -> None:
    old, new = result.original, result.definition
    assert problems(new.steps) == []
    for with_delivery in (True, False):
        assert longest(new.procedure, with_delivery=with_delivery) <= longest(
            old.procedure, with_delivery=with_delivery
        )
    check_law(old, new)
    check_data(old, new)
    check_totals(result)
    check_every_case(old, new)


def check_law(old: Definition, new: Definition) -> None:
    was, now, became = before(old), before(new), new.became
    assert {code for code in old.kept_by_law if code not in became} == set()
    for each in old.precedences:
        if each.before in was[each.after] and {each.before, each.after} <= became.keys():
            one, other = became[each.before], became[each.after]
            assert one == other or one in now[other]
    for pair in old.separations:
        if {pair.one, pair.other} <= became.keys():
            assert became[pair.one] != became[pair.other]
    for step in new.steps:
        least = old.work(step.code).least_days
        was_days = [working_days(s.limit, s.limit_unit) for s in old.steps if s.code == step.code]
        assert working_days(step.limit, step.limit_unit) >= min(least, *was_days, least)
    if old.statutory and old.promised <= old.statutory:
        assert new.promised <= old.statutory


def check_data(old: Definition, new: Definition) -> None:
    was, now, became = before(old), before(new), new.became
    for writer, reader in itertools.permutations([step.code for step in old.steps], 2):
        shared = set(old.work(writer).writes) & set(old.work(reader).reads)
        if not shared or writer not in was[reader] or reader not in became:
            continue
        if writer in became:
            one, other = became[writer], became[reader]
            assert one == other or one in now[other]
        else:
            assert shared == {f"opinion:{writer}"}
    assert {each.code for each in old.materials} == {each.code for each in new.materials}
    for material in new.materials:
        if material.source is Source.STEP:
            for step in new.steps:
                if material.code in new.work(step.code).reads:
                    producer = became[material.produced_by]
                    assert producer == step.code or producer in now[step.code]


def check_totals(result: Redesigned) -> None:
    new, found = result.definition, result.after
    accepting = new.acceptance
    assert found == Totals(
        steps=len(new.procedure.steps),
        materials=sum(m.asked for m in new.materials if m.source is Source.APPLICANT),
        promised=new.promised,
        days=longest(new.procedure, with_delivery=True),
        decision_days=longest(new.procedure, with_delivery=False)
        - working_days(accepting.limit, accepting.limit_unit),
        visits=new.visits,
        fees=sum((fee.yuan for fee in new.fees), Decimal(0)),
    )
    for was, now in zip(vars(result.before).values(), vars(found).values(), strict=True):
        assert now <= was


def some_of(data: st.DataObject, proposals: tuple[Proposal, ...]) -> list[Proposal]:
    """Draw a set without conflicts; often as much as can be taken at once."""
    order = data.draw(st.permutations(proposals))
    most = data.draw(st.sampled_from((1, 2, 4, 99, 99)))
    chosen: list[Proposal] = []
    for proposal in order[:most]:
        if not any(other.code in proposal.conflicts for other in chosen):
            chosen.append(proposal)
    return chosen


def redesign_at_random(data: st.DataObject) -> None:
    definition = data.draw(items())
    evidence = data.draw(measured(definition))
    proposals = propose(definition, evidence)
    assert len({each.code for each in proposals}) == len(proposals)
    chosen = some_of(data, proposals)
    result = accept(definition, chosen)
    check(result)
    assert {p.code for p in result.taken} | {p.code for p, _ in result.moot} == {
        p.code for p in chosen
    }
    for proposal in chosen[:2]:
        alone = accept(definition, [proposal])
        check(alone)
        assert alone.before.minus(alone.after) == proposal.effect
    for one, other in itertools.combinations(proposals, 2):
        assert (other.code in one.conflicts) == (one.code in other.conflicts)
        if other.code in one.conflicts:
            with pytest.raises(ConflictingProposals, match="不能同时采纳") as caught:
                accept(definition, [other, one])
            assert set(caught.value.pairs[0]) == {one.title, other.title}
            break


@settings(max_examples=12)
@given(st.data())
def test_no_accepted_set_breaks_anything(data: st.DataObject) -> None:
    redesign_at_random(data)


@pytest.mark.long
@settings(max_examples=1000)
@given(st.data())
def test_no_accepted_set_breaks_anything_on_a_thousand_procedures(data: st.DataObject) -> None:
    redesign_at_random(data)
