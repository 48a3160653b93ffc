"""The procedure behind a log: sound whatever happened, in the order that most cases kept."""

import itertools
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onewindow.procedure.model import StepKind, problems
from onewindow.procedure.redesign import BadDefinition
from onewindow.procedure.redesign.discovering import Activity, Discovered, discover

Trace = Sequence[str]


def of_traces(traces: Sequence[Trace], days: Mapping[str, float] | None = None) -> Discovered:
    """Discover what cases say, each a list of activities."""
    names = sorted({name for trace in traces for name in trace})
    firsts = [{name: list(trace).index(name) for name in trace} for trace in traces]
    activities = []
    for name in names:
        places = [first[name] for first in firsts if name in first]
        took = (days or {}).get(name, 1.0)
        activities.append(Activity(name, len(places), sum(places) / len(places), took))
    precedes = {
        pair: sum(1 for f in firsts if pair[0] in f and pair[1] in f and f[pair[0]] < f[pair[1]])
        for pair in itertools.permutations(names, 2)
    }
    return discover("示例", len(traces), activities, precedes)


def needs(found: Discovered) -> dict[str, set[str]]:
    names = {step.code: step.name for step in found.definition.steps}
    return {step.name: {names[need] for need in step.needs} for step in found.definition.steps}


def test_the_order_that_most_cases_kept() -> None:
    usual = [
        ["提交", "受理", "甲", "乙", "决定", "送达"],
        ["提交", "受理", "乙", "甲", "决定", "送达"],
    ]
    found = of_traces(
        usual * 10 + [["提交", "受理", "丙", "甲", "乙", "决定", "送达"]] * 2, {"甲": 3.2}
    )
    assert needs(found) == {
        "受理": set(), "甲": {"受理"}, "乙": {"受理"}, "决定": {"甲", "乙"}, "送达": {"决定"},
    }  # fmt: skip
    assert found.left_out == {"丙": "只有 2/22 的办件有", "提交": "在受理以前"}
    steps = {step.name: step for step in found.definition.steps}
    assert (steps["甲"].limit, steps["送达"].kind) == (4, StepKind.DELIVERY)


def test_what_few_cases_need_is_on_call() -> None:
    found = of_traces([["受理", "甲", "决定"]] * 6 + [["受理", "甲", "踏勘", "决定"]] * 5)
    steps = {step.name: step for step in found.definition.steps}
    assert (steps["踏勘"].is_optional, steps["甲"].is_optional) == (True, False)
    assert needs(found)["踏勘"] == {"甲"}


def test_without_telling_names_the_first_accepts_and_the_last_decides() -> None:
    found = of_traces([["one", "two", "three"]] * 9)
    assert [step.kind for step in found.definition.steps] == ["acceptance", "review", "decision"]


@pytest.mark.parametrize("traces", [[["受理"]] * 9, [[f"t{n}"] for n in range(9)]])
def test_a_log_without_a_procedure_is_refused(traces: list[Trace]) -> None:
    with pytest.raises(BadDefinition, match="看不出流程"):
        of_traces(traces)


NAMES = ("受理", "决定", "送达", "甲", "乙", "丙")
traces = st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8), min_size=1, max_size=9)


@settings(max_examples=30)
@given(traces)
def test_whatever_happened_the_steps_are_sound(seen: list[list[str]]) -> None:
    try:
        found = of_traces(seen * 2)
    except BadDefinition:
        return
    assert problems(found.definition.steps) == []
