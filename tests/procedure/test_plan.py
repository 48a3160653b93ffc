"""A plan runs every step that stays exactly once, in order, and never hangs."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from onewindow.kernel.conditions import Compare, Op
from onewindow.kernel.workdays import Unit
from onewindow.procedure.critical import CriticalPath, working_days
from onewindow.procedure.model import Procedure, Step, StepKind, problems
from onewindow.procedure.plan import Plan
from onewindow.procedure.running import NotOpen, Run
from tests.procedure.strategies import procedures, pruned_procedures

Planner = Callable[[Sequence[Step], Callable[[Step], bool]], Plan]


def ancestors(steps: Sequence[Step], code: str) -> set[str]:
    """Collect what lies before a step by plain recursion over the form's lines."""
    (step,) = (each for each in steps if each.code == code)
    return set(step.needs).union(*(ancestors(steps, need) for need in step.needs))


def check_run(
    planner: Planner, steps: Sequence[Step], gone: frozenset[str], data: st.DataObject
) -> None:
    """Run the plan in a random order against the plain meaning of "before"."""
    plan = planner(steps, lambda step: step.code not in gone)
    codes = {row.position: row.step.code for row in plan.rows}
    kept = {step.code for step in steps} - gone
    before = {code: ancestors(steps, code) - gone for code in kept}
    run = Run(plan)
    opened = sorted(run.open)
    while run.open:
        done = {codes[position] for position in run.done}
        assert {codes[position] for position in run.open} == {
            code for code in kept - done if before[code] <= done
        }
        opened += run.complete(data.draw(st.sampled_from(sorted(run.open))))
    assert run.is_finished
    assert sorted(codes[position] for position in opened) == sorted(kept)


@given(pruned_procedures(), st.data())
def test_every_step_opens_once_and_as_soon_as_all_before_it_are_done(
    drawn: tuple[tuple[Step, ...], frozenset[str]], data: st.DataObject
) -> None:
    check_run(Plan.of, *drawn, data)


def strike_out(steps: Sequence[Step], is_needed: Callable[[Step], bool]) -> Plan:
    """Plan wrongly: a pruned step takes its predecessors with it."""
    gone = {step.code for step in steps if not is_needed(step)}
    cut = [replace(s, needs=tuple(n for n in s.needs if n not in gone)) for s in steps]
    return Plan.of(cut, is_needed)


def forget_to_skip(steps: Sequence[Step], is_needed: Callable[[Step], bool]) -> Plan:
    """Plan wrongly: a join still waits for the pruned steps."""
    waits = {step.code: len(step.needs) for step in steps}
    rows = Plan.of(steps, is_needed).rows
    return Plan(tuple(replace(row, unmet=waits[row.step.code]) for row in rows))


def count_twice(steps: Sequence[Step], is_needed: Callable[[Step], bool]) -> Plan:
    """Plan wrongly: a predecessor inherited along two ways is counted down twice."""
    rows = Plan.of(steps, is_needed).rows
    return Plan(tuple(replace(row, successors=row.successors * 2) for row in rows))


@pytest.mark.parametrize("planner", [strike_out, forget_to_skip, count_twice])
def test_the_property_sees_planted_faults(planner: Planner) -> None:
    @settings(max_examples=500, database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(pruned_procedures(), st.data())
    def run(drawn: tuple[tuple[Step, ...], frozenset[str]], data: st.DataObject) -> None:
        check_run(planner, *drawn, data)

    with pytest.raises((AssertionError, NotOpen)):
        run()


@given(procedures())
def test_random_procedures_are_sound(steps: tuple[Step, ...]) -> None:
    assert problems(steps) == []


def every_path(steps: Sequence[Step], needs: dict[str, tuple[str, ...]]) -> list[list[Step]]:
    """List every chain from the start to every step."""
    by_code = {step.code: step for step in steps}

    def to(code: str) -> list[list[Step]]:
        shorter = [path for need in needs[code] for path in to(need)] or [[]]
        return [[*path, by_code[code]] for path in shorter]

    return [path for code in needs for path in to(code)]


def length(path: Sequence[Step]) -> int:
    return sum(working_days(step.limit, step.limit_unit) for step in path)


def check_critical_path(
    found: CriticalPath, steps: Sequence[Step], needs: dict[str, tuple[str, ...]]
) -> None:
    paths = every_path(steps, needs)
    assert found.days == max(map(length, paths))
    assert length(found.steps) == found.days
    assert list(found.steps) in paths


@given(pruned_procedures())
def test_the_critical_path_is_the_longest_of_all_paths(
    drawn: tuple[tuple[Step, ...], frozenset[str]],
) -> None:
    steps, gone = drawn
    plan = Plan.of(steps, lambda step: step.code not in gone)
    check_critical_path(plan.critical_path(), plan.kept, plan.needs)
    check_critical_path(
        Procedure.of(steps).critical_path(), steps, {step.code: step.needs for step in steps}
    )
    early = [step for step in plan.kept if step.kind is not StepKind.DELIVERY]
    check_critical_path(
        plan.critical_path(with_delivery=False),
        early,
        {step.code: plan.needs[step.code] for step in early},
    )


@given(pruned_procedures())
def test_waves_hold_every_step_once_and_never_two_that_wait_for_each_other(
    drawn: tuple[tuple[Step, ...], frozenset[str]],
) -> None:
    steps, gone = drawn
    waves = Plan.of(steps, lambda step: step.code not in gone).waves()
    assert all(waves)
    assert sorted(s.code for wave in waves for s in wave) == sorted(
        {step.code for step in steps} - gone
    )
    earlier: set[str] = set()
    for number, wave in enumerate(waves):
        for step in wave:
            assert ancestors(steps, step.code) - gone <= earlier
            last = {each.code for each in waves[number - 1]} if number else set()
            assert bool(ancestors(steps, step.code) & last) == bool(number)
        earlier |= {step.code for step in wave}


def test_a_step_behind_a_pruned_one_waits_for_what_came_before_it() -> None:
    steps = [
        Step("accept", "受理", StepKind.ACCEPTANCE, "w"),
        Step("survey", "踏勘", StepKind.REVIEW, "w", needs=("accept",)),
        Step("experts", "专家评审", StepKind.REVIEW, "w", needs=("survey",)),
        Step("decide", "决定", StepKind.DECISION, "w", needs=("experts", "survey")),
    ]
    plan = Plan.of(steps, lambda step: step.code != "experts")
    assert [(row.position, row.unmet, row.successors, row.pruned) for row in plan.rows] == [
        (1, 0, (2,), False),
        (2, 1, (4,), False),
        (3, 0, (), True),
        (4, 1, (), False),
    ]


def test_answers_decide_which_steps_a_case_runs() -> None:
    procedure = Procedure.of(
        [
            Step("accept", "受理", StepKind.ACCEPTANCE, "w"),
            Step(
                "survey",
                "现场核查",
                StepKind.REVIEW,
                "w",
                limit=5,
                needs=("accept",),
                when=Compare("area", Op.GE, 50),
            ),
            Step("decide", "决定", StepKind.DECISION, "w", limit=1, needs=("survey",)),
        ]
    )
    assert [step.code for step in procedure.prune({"area": 49}).kept] == ["accept", "decide"]
    assert procedure.prune({"area": 49}).critical_path().days == 1
    assert procedure.prune({"area": 50}).critical_path().days == 6


def test_a_step_is_completed_once() -> None:
    run = Run(Plan.of([Step("accept", "受理", StepKind.ACCEPTANCE, "w")], lambda _: True))
    assert run.complete(1) == ()
    with pytest.raises(NotOpen):
        run.complete(1)


@pytest.mark.parametrize(
    ("limit", "unit", "days"),
    [
        (20, Unit.WORKING, 20),
        (0, Unit.CALENDAR, 0),
        (5, Unit.CALENDAR, 5),
        (6, Unit.CALENDAR, 5),
        (7, Unit.CALENDAR, 5),
        (30, Unit.CALENDAR, 22),
    ],
)
def test_calendar_days_count_as_the_working_days_of_ordinary_weeks(
    limit: int, unit: Unit, days: int
) -> None:
    assert working_days(limit, unit) == days
