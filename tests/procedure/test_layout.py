"""Flow charts of random procedures can be read: nothing overlaps, nothing runs through a box."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import Phase, example, given, settings

from onewindow.kernel.conditions import Compare, Op
from onewindow.procedure import gutters, layout, raster, vertical
from onewindow.procedure.charting import Subject
from onewindow.procedure.drawing import Drawing, Mark, Show, StepState
from onewindow.procedure.model import Procedure, Step, StepKind
from tests.procedure.geometry import check
from tests.procedure.strategies import SQUEEZED, SWAPPED, UNITS, procedures
from tests.sampling import shown

NAMES = {
    "window": "综合窗口",
    "fire": "消防救援支队",
    "health": "卫生健康委员会",
    "market": "示例市市场监督管理局",
    "planning": "自然资源和规划局",
}
LONG = {unit: f"{NAMES[unit]}行政审批服务综合协调领导小组办公室" for unit in UNITS}


@pytest.mark.long
@example(SWAPPED)
@example(SQUEEZED)
@given(procedures())
def test_the_wide_chart_is_readable(steps: tuple[Step, ...]) -> None:
    check(layout.layout(Subject(Procedure.of(steps), NAMES)))


@given(procedures())
def test_the_narrow_chart_is_readable(steps: tuple[Step, ...]) -> None:
    drawing = vertical.layout_vertical(Subject(Procedure.of(steps), NAMES))
    check(drawing)
    assert drawing.width == 312


@shown(8)
@given(procedures())
def test_running_cases_long_names_and_the_internal_chart_stay_readable(
    steps: tuple[Step, ...],
) -> None:
    optional = Compare("area", Op.GE, 300)
    steps = tuple(
        replace(
            step,
            post="食品经营许可审查岗",
            when=optional if step.kind is StepKind.REVIEW else None,
        )
        for step in steps
    )
    states = list(StepState)
    marks = {step.code: Mark(states[n % 5], "11月25日前") for n, step in enumerate(steps)}
    procedure = Procedure.of(steps)
    subject = Subject(procedure, LONG, Show.INTERNAL, marks)
    check(layout.layout(subject))
    check(vertical.layout_vertical(subject))


def broken_by(draw: Callable[[Procedure], Drawing]) -> None:
    """Look for a procedure whose chart breaks the rules; raise AssertionError when there is one."""

    @settings(max_examples=500, database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(procedures())
    def run(steps: tuple[Step, ...]) -> None:
        check(draw(Procedure.of(steps)))

    run()


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (raster, "CORRIDOR", -30.0),
        (vertical, "GAP", -30.0),
        pytest.param(raster, "TRACK", 0.0, marks=pytest.mark.long),
        pytest.param(vertical, "TRACK", 0.0, marks=pytest.mark.long),
        pytest.param(vertical, "PORT_SHIFT", 0.0, marks=pytest.mark.long),
    ],
)
def test_the_checks_see_planted_faults(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, value: float
) -> None:
    monkeypatch.setattr(module, name, value)
    draw = vertical.layout_vertical if module is vertical else layout.layout
    with pytest.raises(AssertionError):
        broken_by(lambda procedure: draw(Subject(procedure, NAMES)))


@pytest.mark.parametrize(
    ("module", "name", "steps"),
    [(raster, "CORRIDOR_TRACK", SQUEEZED), (gutters, "SHIFT_BOX", SWAPPED)],
)
def test_the_checks_see_lines_that_were_not_moved_apart(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, steps: tuple[Step, ...]
) -> None:
    monkeypatch.setattr(module, name, 0.01)
    with pytest.raises(AssertionError):
        check(layout.layout(Subject(Procedure.of(steps), NAMES)))


def test_the_check_sees_an_arrow_through_a_box() -> None:
    steps = [
        Step("accept", "受理", StepKind.ACCEPTANCE, "window"),
        Step("a", "初审", StepKind.REVIEW, "window", needs=("accept",)),
        Step("decide", "决定", StepKind.DECISION, "window", needs=("a",)),
    ]
    drawing = layout.layout(Subject(Procedure.of(steps), NAMES))
    first, _, last = drawing.boxes
    middle = first.y + first.height / 2
    through = replace(drawing.edges[0], points=((first.right, middle), (last.x, middle)))
    with pytest.raises(AssertionError):
        check(replace(drawing, edges=(through,)))


def test_lanes_follow_the_units_in_order_of_first_appearance() -> None:
    steps = [
        Step("accept", "受理", StepKind.ACCEPTANCE, "window"),
        Step("m", "审查", StepKind.REVIEW, "market", needs=("accept",)),
        Step("m2", "评审", StepKind.REVIEW, "market", needs=("accept",)),
        Step("decide", "决定", StepKind.DECISION, "window", needs=("m", "m2")),
    ]
    drawing = layout.layout(Subject(Procedure.of(steps), {"window": "综合窗口"}))
    assert [line.text for lane in drawing.lanes for line in lane.lines] == ["综合窗口", "market"]
    by_code = {box.code: box for box in drawing.boxes}
    assert by_code["m"].x == by_code["m2"].x
    assert by_code["m"].bottom < by_code["m2"].y
    assert drawing.lanes[1].height > drawing.lanes[0].height


def test_arrows_that_say_nothing_new_are_left_out() -> None:
    steps = [
        Step("accept", "受理", StepKind.ACCEPTANCE, "window"),
        Step("m", "审查", StepKind.REVIEW, "market", needs=("accept",)),
        Step("decide", "决定", StepKind.DECISION, "window", needs=("accept", "m")),
    ]
    drawing = layout.layout(Subject(Procedure.of(steps), NAMES))
    assert [(edge.source, edge.target) for edge in drawing.edges] == [
        ("accept", "m"),
        ("m", "decide"),
    ]
