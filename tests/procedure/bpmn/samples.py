"""Procedures with conditions: one of the kind that a city draws, and random ones."""

from dataclasses import replace

from hypothesis import strategies as st

from onewindow.kernel.conditions import And, Answer, Compare, In, Not, Op, Or, Term
from onewindow.procedure.model import Step, StepKind
from tests.procedure.strategies import procedures

NAMES = {"w": "综合窗口", "g": "规划局", "j": "交警支队", "m": "市场监管局"}
LABELS = {"kind": "设施类型", "kind=large": "大型", "area": "面积", "by_road": "是否临主干道"}
LARGE = Compare("kind", Op.EQ, "large")
STEPS = (
    Step("accept", "受理", StepKind.ACCEPTANCE, "w", limit=1),
    Step("plan", "规划 <条件> & 审查", StepKind.REVIEW, "g", "plan.post", 3, needs=("accept",)),
    Step("site", "现场踏勘", StepKind.REVIEW, "g", limit=5, needs=("accept",), when=LARGE),
    Step("traffic", "交通影响审查", StepKind.REVIEW, "j", limit=3, needs=("accept",),
         when=And((Compare("area", Op.GE, 300), Compare("by_road", Op.EQ, True)))),
    Step("expert", "专家评审", StepKind.REVIEW, "g", limit=10, needs=("plan", "site"),
         when=In("kind", ("large", "tower"))),
    Step("decide", "决定", StepKind.DECISION, "m", limit=2, needs=("expert", "traffic")),
    Step("deliver", "送达", StepKind.DELIVERY, "w", needs=("decide",)),
    Step("announce", "公示", StepKind.DELIVERY, "m", needs=("decide",), when=Not(LARGE)),
)  # fmt: skip

# Every operator, with answers on both sides of it and without one.
ANSWERS: dict[str, tuple[Answer, ...]] = {
    "kind": (None, "large", "tower", 'a "quoted" \\ one'),
    "area": (None, 100, 300, 300.5),
    "by_road": (None, True, False),
}
TERMS: tuple[Term, ...] = (
    LARGE,
    Not(LARGE),
    Compare("kind", Op.NE, "tower"),
    In("kind", ("tower", 'a "quoted" \\ one')),
    Compare("area", Op.LT, 300),
    Not(Compare("area", Op.LE, 300.0)),
    Compare("area", Op.GT, 300.25),
    Or((Compare("by_road", Op.EQ, False), And((Compare("by_road", Op.NE, True), LARGE)))),
)


@st.composite
def conditional_procedures(draw: st.DrawFn, most_reviews: int = 6) -> tuple[Step, ...]:
    """Draw a sound procedure of which some steps have conditions."""
    steps = []
    for step in draw(procedures(most_reviews)):
        always = step.kind in {StepKind.ACCEPTANCE, StepKind.DECISION}
        when = None if always else draw(st.sampled_from((None, *TERMS)))
        steps.append(replace(step, when=when, post=draw(st.sampled_from(("", "clerk")))))
    return tuple(steps)
