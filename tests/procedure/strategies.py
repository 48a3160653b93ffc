"""Random sound procedures, drawn line by line and then shuffled."""

from dataclasses import replace

from hypothesis import strategies as st

from onewindow.kernel.workdays import Unit
from onewindow.procedure.model import JoinRule, Step, StepKind
from onewindow.procedure.plan import effective_needs

NAMES = (
    "受理",
    "审查",
    "现场核查",
    "消防设计审查意见会签",
    "公共场所卫生条件与集中空调检测结论审核",
)
UNITS = ("window", "fire", "health", "market", "planning")


def _step(draw: st.DrawFn, code: str, kind: StepKind, needs: tuple[str, ...]) -> Step:
    return Step(
        code=code,
        name=f"{draw(st.sampled_from(NAMES))}{code}",
        kind=kind,
        unit=draw(st.sampled_from(UNITS)),
        limit=draw(st.integers(0, 12)),
        limit_unit=draw(st.sampled_from(Unit)),
        needs=needs,
    )


def _some(draw: st.DrawFn, codes: list[str]) -> tuple[str, ...]:
    return tuple(draw(st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True)))


def line(code: str, unit: str, *needs: str) -> Step:
    """Write a line of a form; the code says the kind."""
    kinds = {"accept": StepKind.ACCEPTANCE, "decide": StepKind.DECISION}
    return Step(code, code, kinds.get(code, StepKind.REVIEW), unit, limit=1, needs=needs)


# Two rows exchange their arrows in one gutter: no order of the vertical lines is right.
SWAPPED = (
    line("accept", "window"),
    line("m1", "market", "accept"),
    line("h1", "health", "accept"),
    line("h2", "health", "m1"),
    line("m2", "market", "h1"),
    line("decide", "window", "h2", "m2"),
)

# Two arrows have to pass between the same two rows.
SQUEEZED = (
    line("accept", "window"),
    line("p", "market", "accept"),
    line("x", "fire", "accept"),
    line("c1", "window", "accept"),
    line("c2", "market", "c1"),
    line("c3", "fire", "c1"),
    line("q", "fire", "p", "c3"),
    line("r", "market", "x", "c2"),
    line("decide", "window", "q", "r"),
)


@st.composite
def procedures(draw: st.DrawFn, most_reviews: int = 9) -> tuple[Step, ...]:
    """Draw the steps of a procedure that has no problems."""
    steps = [_step(draw, "accept", StepKind.ACCEPTANCE, ())]
    for number in range(draw(st.integers(0, most_reviews))):
        before = [step.code for step in steps]
        steps.append(_step(draw, f"r{number}", StepKind.REVIEW, _some(draw, before)))
    needed = {need for step in steps for need in step.needs}
    ends = [step.code for step in steps if step.code not in needed]
    extra = [code for code in _some(draw, [step.code for step in steps]) if code not in ends]
    steps.append(_step(draw, "decide", StepKind.DECISION, tuple(ends + extra)))
    after = ["decide"]
    for number in range(draw(st.integers(0, 2))):
        steps.append(_step(draw, f"d{number}", StepKind.DELIVERY, _some(draw, after)))
        after.append(f"d{number}")
    return tuple(draw(st.permutations(steps)))


@st.composite
def pruned_procedures(draw: st.DrawFn) -> tuple[tuple[Step, ...], frozenset[str]]:
    """Draw a procedure and the codes of the steps that the answers make unnecessary."""
    steps = draw(procedures())
    optional = [s.code for s in steps if s.kind in {StepKind.REVIEW, StepKind.DELIVERY}]
    chosen = draw(st.sets(st.sampled_from(optional))) if optional else set()
    return steps, frozenset(chosen)


@st.composite
def joint_procedures(draw: st.DrawFn) -> tuple[Step, ...]:
    """Draw a sound procedure with quorums, leads and optional reviews."""
    steps = draw(procedures(most_reviews=6))
    asked = effective_needs(steps, lambda _step: True)
    changed = []
    for step in steps:
        made = step
        if step.kind is StepKind.REVIEW and draw(st.integers(0, 3)) == 0:
            made = replace(made, is_optional=True)
        if len(asked[step.code]) > 1 and draw(st.booleans()):
            made = replace(made, join_rule=JoinRule.QUORUM, quorum=1)
        changed.append(made)
    asked = effective_needs(changed, lambda _step: True)
    sized = [
        replace(step, quorum=draw(st.integers(1, len(asked[step.code])))) if step.quorum else step
        for step in changed
    ]
    # A larger quorum makes more steps certain, and so leaves others fewer to ask.
    asked = effective_needs(sized, lambda _step: True)
    return tuple(replace(step, quorum=min(step.quorum, len(asked[step.code]))) for step in sized)
