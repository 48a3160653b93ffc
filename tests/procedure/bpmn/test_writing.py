"""BPMN files are valid by OMG's schema, drawn without overlaps, silent about what is internal."""

import pytest
from hypothesis import given
from lxml import etree

from onewindow.kernel.conditions import Compare, Op
from onewindow.procedure.bpmn import write_bpmn
from onewindow.procedure.bpmn.names import FEEL, tag
from onewindow.procedure.drawing import Show
from onewindow.procedure.model import Procedure, Step, StepKind
from tests.procedure.bpmn.checks import check, moved
from tests.procedure.bpmn.samples import LABELS, NAMES, STEPS, conditional_procedures
from tests.sampling import shown

PEOPLE = {"site": "张三（示例）"}


def written(show: Show = Show.PUBLIC) -> bytes:
    names = NAMES | {"plan.post": "规划审查岗"}
    return write_bpmn(
        Procedure.of(STEPS), names, title="招牌<设置>", show=show, labels=LABELS, performers=PEOPLE
    )


@shown(15)
@given(conditional_procedures())
def test_every_procedure_becomes_a_sound_diagram(steps: tuple[Step, ...]) -> None:
    check(write_bpmn(Procedure.of(steps), {}, title="示例"))


@pytest.mark.parametrize(("fault", "xml"), list(moved(written())))
def test_the_checks_see_planted_faults(fault: str, xml: bytes) -> None:
    with pytest.raises((AssertionError, etree.DocumentInvalid)):
        check(xml)
    assert fault


def test_lanes_are_departments_and_limits_and_conditions_are_told() -> None:
    xml = written().decode()
    root = etree.fromstring(xml.encode())
    assert [e.get("name") for e in root.iter(tag("bpmn", "lane"))] == list(NAMES.values())
    assert "办理时限：5 个工作日" in xml
    assert "办理的情形：“设施类型”是“大型”" in xml
    expressions = {e.text: e for e in root.iter(tag("bpmn", "conditionExpression"))}
    assert expressions['kind = "large"'].get("language") == FEEL
    assert "((area != null and area >= 300) and by_road = true)" in expressions
    assert {e.get("name") for e in root.iter(tag("bpmn", "endEvent"))} == {
        "办结（准予）", "办结（不予）",
    }  # fmt: skip


def test_posts_and_persons_are_written_for_officials_only() -> None:
    internal, public = written(Show.INTERNAL).decode(), written().decode()
    for words in ("规划审查岗", "张三（示例）", "plan.post"):
        assert words in internal
        assert words not in public
    check(written(Show.INTERNAL))


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    odd = Compare("kind", Op.EQ, "a\x00b]]>")
    steps = (
        Step("a", "受\x0b理\ud800", StepKind.ACCEPTANCE, "w\x00"),
        Step("b\x01", "审查", StepKind.REVIEW, "w\x00", needs=("a",), when=odd),
        Step("c", "决定", StepKind.DECISION, "w\x00", needs=("b\x01",)),
    )
    xml = write_bpmn(Procedure.of(steps), {}, title="\x00")
    check(xml)
    assert "受理" in xml.decode()
