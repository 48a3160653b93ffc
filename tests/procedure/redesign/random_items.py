"""Random items: procedures with acts, data, materials, law and measurements."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume
from hypothesis import strategies as st

from onewindow.kernel.conditions import Compare, Op
from onewindow.procedure.graph import certain
from onewindow.procedure.model import Procedure, Step, StepKind, problems
from onewindow.procedure.redesign.definition import (
    Definition,
    Fee,
    Material,
    Need,
    Practice,
    Work,
)
from onewindow.procedure.redesign.evidence import (
    Days,
    Evidence,
    MaterialEvidence,
    Share,
    StepEvidence,
)
from onewindow.procedure.redesign.governing import govern
from onewindow.procedure.redesign.law import Act, Law, Precedence, Reference, Rule, Separation
from tests.procedure.strategies import joint_procedures, procedures

WORDS = (
    "资料审查", "现场核查", "现场核查", "科长复核", "分管领导审签", "材料齐全性核对", "转办",
    "制证", "听证", "初审", "意见", "公示",
)  # fmt: skip
CONDITIONS = (Compare("large", Op.EQ, True), Compare("shared", Op.EQ, True))
ARTICLE = Reference("示例法", "第一条", "先甲后乙。")
LAW = Law(
    acts=(
        Act("completeness", "齐全", ("齐全",), opens=True),
        Act("transfer", "转手", ("转办",), gathers=True, opens=True),
        Act("approval", "审批", ("科长", "领导"), gathers=True),
        Act("grant_only", "准予后", ("制证",), gathers=True),
        Act("hearing", "听证", ("听证",), gathers=True),
        Act("material_review", "资料审查", ("资料审查",)),
        Act("site", "勘验", ("现场",)),
    ),
    rules=(
        Rule("a", ARTICLE, before="hearing", after="decision", keeps="hearing", least_days=3),
        Rule("b", ARTICLE, before="material_review", after="hearing"),
        Rule("c", ARTICLE, apart=("hearing", "material_review")),
    ),
)


@st.composite
def _steps(draw: st.DrawFn) -> tuple[Step, ...]:
    """Draw steps with telling names and few units and posts, half of them one after another."""
    drawn = draw(st.one_of(procedures(8), joint_procedures(), chains(), chains()))
    depends = draw(st.integers(0, 3)) == 0
    return tuple(
        replace(
            step,
            when=draw(st.sampled_from((None, *CONDITIONS)))
            if depends and step.kind is StepKind.REVIEW
            else None,
            name=f"{draw(st.sampled_from(WORDS))}{step.code}",
            unit=draw(st.sampled_from(("m", "h"))),
            post=draw(st.sampled_from(("", "", "p", "q"))),
        )
        for step in drawn
    )


@st.composite
def chains(draw: st.DrawFn) -> tuple[Step, ...]:
    """Draw reviews one after another, as most procedures on paper are."""
    codes = ["accept", *(f"r{n}" for n in range(draw(st.integers(1, 7)))), "decide", "deliver"]
    kinds = {
        "accept": StepKind.ACCEPTANCE,
        "decide": StepKind.DECISION,
        "deliver": StepKind.DELIVERY,
    }
    return tuple(
        Step(
            code,
            code,
            kinds.get(code, StepKind.REVIEW),
            "m",
            limit=draw(st.integers(0, 9)),
            needs=(codes[place - 1],) if place else (),
        )
        for place, code in enumerate(codes)
    )


@st.composite
def items(draw: st.DrawFn) -> Definition:
    """Draw an item under a law of its own; most read what was written before."""
    steps = draw(_steps())
    # A larger quorum behind another one may count a step too many.
    assume(not problems(steps))
    procedure = Procedure.of(steps)
    before = certain(procedure.needs, procedure.quorums)
    pairs = [(one, code) for code, all_before in before.items() for one in sorted(all_before)]
    codes = [step.code for step in procedure.steps]
    works = {code: Work(writes=(f"data:{code}",)) for code in codes if draw(st.booleans())}
    for one, code in draw(st.lists(st.sampled_from(pairs), max_size=4)):
        work = works.get(code, Work())
        works[code] = replace(work, reads=(*work.reads, f"data:{one}"))
    materials = tuple(draw(_material(f"m{n}", codes)) for n in range(draw(st.integers(0, 5))))
    for material in materials:
        reader = draw(st.sampled_from(codes))
        work = works.get(reader, Work())
        works[reader] = replace(work, reads=(*work.reads, material.code))
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=2, unique=True))
    apart = draw(st.lists(st.sampled_from(pairs), max_size=1))
    definition = Definition(
        code="x",
        name="示例事项",
        procedure=procedure,
        item_type="licensing",
        level="city",
        works=works,
        materials=materials,
        fees=tuple(Fee(f"费用{n}", Decimal(10), basis) for n, basis in enumerate(("", "法"))),
        precedences=tuple(Precedence(one, other, ARTICLE) for one, other in chosen),
        separations=tuple(Separation(one, other, ARTICLE) for one, other in apart),
        promised=draw(st.integers(0, 60)),
        statutory=draw(st.sampled_from((0, 20, 45))),
        visits=draw(st.integers(0, 3)),
        linked=frozenset({"h"}),
        practices=frozenset({(Practice.ONLINE, "")}) if draw(st.booleans()) else frozenset(),
    )
    return govern(definition, LAW)


@st.composite
def _material(draw: st.DrawFn, code: str, steps: list[str]) -> Material:
    return Material(
        code=code,
        name=draw(st.sampled_from(("证明", "图纸", "申请表", "报告"))),
        need=draw(st.sampled_from(Need)),
        issued_by=draw(st.sampled_from(("", "", "h", "z"))),
        licence=draw(st.sampled_from(("", "", "执照"))),
        produced_by=draw(st.sampled_from(("", "", *steps))),
        asked=draw(st.integers(1, 3)),
        is_proof=draw(st.booleans()),
        is_conditional=draw(st.booleans()),
    )


@st.composite
def _share(draw: st.DrawFn, n: int) -> Share:
    return Share(draw(st.sampled_from((0, n // 100, n // 4, n // 2, n * 24 // 25, n))), n)


@st.composite
def _days(draw: st.DrawFn, n: int) -> Days:
    p50 = draw(st.floats(0.1, 4))
    p80 = p50 * draw(st.floats(1, 2))
    return Days(n, p50, p80, p80 * draw(st.floats(1, 4)))


@st.composite
def measured(draw: st.DrawFn, definition: Definition) -> Evidence:
    """Draw what was measured of an item, or nothing."""
    if draw(st.integers(0, 3)) == 0:
        return Evidence()
    n = draw(st.sampled_from((5, 40, 200, 200)))
    steps = {
        step.code: StepEvidence(
            runs=n,
            waiting=draw(_days(n)),
            processing=draw(_days(n)),
            total=draw(_days(n)),
            refused=Share(draw(st.sampled_from((0, 0, n // 10, n // 3))), n),
            changed=draw(_share(n)),
            agreeing=Share(draw(st.sampled_from((n // 2, n))), n),
            batched=draw(_share(n)),
            batch_waiting=draw(_days(n)),
        )
        for step in definition.steps
    }
    materials = {
        each.code: MaterialEvidence(n, draw(_share(n)), draw(_share(n)))
        for each in definition.materials
    }
    return Evidence(
        source="示例", cases=n, steps=steps, materials=materials,
        throughput=draw(_days(n)), corrected=draw(_share(n)), granted=draw(_share(n)),
        local=draw(_share(n)),
    )  # fmt: skip
