"""The flow chart on a page: well-formed, allowed by the strict policy, told in words."""

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from django.template.loader import render_to_string
from pytest_django.fixtures import Settings

import onewindow.design
from onewindow.design.flow_chart import flow_chart
from onewindow.procedure.drawing import STATE_WORDS, Mark, StepState
from onewindow.procedure.layout import WIDTHS
from onewindow.procedure.model import Procedure, Step, StepKind

SVG = "{http://www.w3.org/2000/svg}"
CSS = Path(onewindow.design.__file__).parent / "static/design/flow_chart.css"
NAMES = {"w": "综合窗口", "m": "市场监管局"}
STEPS = [
    Step("a", "受理", StepKind.ACCEPTANCE, "w", limit=1),
    Step("b", "审查 <一> & 核查", StepKind.REVIEW, "m", limit=3, needs=("a",)),
    Step("c", "现场核查", StepKind.REVIEW, "m", limit=3, needs=("a",)),
    Step("d", "决定", StepKind.DECISION, "m", limit=1, needs=("b", "c")),
    Step("e", "送达", StepKind.DELIVERY, "w", limit=1, needs=("d",)),
]


def page(marks: dict[str, Mark] | None = None, steps: Sequence[Step] = STEPS) -> str:
    chart = flow_chart(Procedure.of(steps), NAMES, marks)
    return render_to_string("design/flow_chart.html", {"chart": chart})


def test_it_is_well_formed_and_needs_no_inline_style() -> None:
    html = page({step.code: Mark(state) for step, state in zip(STEPS, StepState, strict=True)})
    root = ET.fromstring(html)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        assert "style" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)
        assert "script" not in element.tag


def test_both_drawings_have_a_name_and_a_text_alternative() -> None:
    root = ET.fromstring(page())
    drawings = [element for element in root.iter(f"{SVG}svg") if element.get("role") == "img"]
    assert len(drawings) == 2
    for drawing in drawings:
        told = {e.get("id"): "".join(e.itertext()) for e in drawing.iter() if e.get("id")}
        assert told[drawing.get("aria-labelledby")] == "办理流程图"
        assert "第 1 步办完后，以下 2 步同时进行：" in told[drawing.get("aria-describedby") or ""]


def test_a_state_is_written_out_and_has_its_own_icon() -> None:
    html = page({step.code: Mark(state) for step, state in zip(STEPS, StepState, strict=True)})
    root = ET.fromstring(html)
    texts = {element.text for element in root.iter(f"{SVG}text")}
    assert {STATE_WORDS[state] for state in StepState} <= texts
    icons = {
        ET.tostring(e).split(b">", 1)[1]
        for e in root.iter(f"{SVG}svg")
        if e.get("class") == "ow-flow-icon"
    }
    assert len(icons) == len(StepState)


def test_numbers_are_not_localised(settings: Settings) -> None:
    settings.USE_THOUSAND_SEPARATOR = True
    steps = [
        Step(f"r{n}", f"审查意见汇总第{n}号", StepKind.REVIEW, "m", needs=(f"r{n - 1}",))
        for n in range(1, 17)
    ]
    steps[0] = Step("r1", "受理", StepKind.ACCEPTANCE, "w")
    steps[-1] = Step("r16", "决定", StepKind.DECISION, "m", needs=("r15",))
    root = ET.fromstring(page(steps=steps))
    wide = next(root.iter(f"{SVG}svg"))
    assert float(wide.get("width") or "") > 1000
    assert "ow-flow-fit-scroll" in (root.get("class") or "")


def test_the_style_sheet_knows_every_width_a_drawing_can_have() -> None:
    css = CSS.read_text()
    for width in WIDTHS:
        assert f"@container (min-width: {width}px)" in css
        assert f".ow-flow-fit-{width} .ow-flow-wide {{ display: block; }}" in css


def test_every_class_in_use_is_in_the_style_sheet() -> None:
    css = CSS.read_text()
    html = page({step.code: Mark(state) for step, state in zip(STEPS, StepState, strict=True)})
    used = {
        name
        for element in ET.fromstring(html).iter()
        for name in (element.get("class") or "").split()
    }
    assert {name for name in used if f".{name}" not in css} <= {
        "ow-flow-box",
        "ow-flow-review",
        "ow-flow-text-name",
    }
