"""BPMN files come back as the steps they were written from; anything else is refused by name."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from onewindow.procedure.bpmn import BpmnError, errors, read_bpmn, write_bpmn
from onewindow.procedure.bpmn.names import NAMESPACES
from onewindow.procedure.drawing import Show
from onewindow.procedure.errors import NoDecision
from onewindow.procedure.model import JoinRule, OnSilence, Procedure, Step
from onewindow.procedure.plan import quorums_of
from onewindow.procedure.reading import without_shortcuts
from tests.procedure.bpmn.samples import LABELS, NAMES, STEPS, conditional_procedures
from tests.procedure.strategies import joint_procedures
from tests.sampling import shown

XML = write_bpmn(Procedure.of(STEPS), NAMES, title="示例", show=Show.INTERNAL, labels=LABELS)
OUT = "</bpmn:process>"


@shown(15)
@given(st.one_of(conditional_procedures(), joint_procedures()))
def test_what_was_written_is_read_again(steps: tuple[Step, ...]) -> None:
    xml = write_bpmn(Procedure.of(steps), {}, title="示例", show=Show.INTERNAL)
    needs = without_shortcuts({step.code: step.needs for step in steps}, quorums_of(steps))
    assert read_bpmn(xml) == tuple(replace(step, needs=needs[step.code]) for step in steps)


def test_how_departments_join_comes_back_and_is_said_only_where_it_is_out_of_the_ordinary() -> None:
    joint = (
        *STEPS[:-2],
        replace(
            STEPS[-2], join_rule=JoinRule.QUORUM, quorum=2, on_silence=OnSilence.AGREED,
            is_optional=True, materials=("m1", "m3"),
        ),
        STEPS[-1],
    )  # fmt: skip
    xml = write_bpmn(Procedure(joint), {}, title="示例", show=Show.INTERNAL)
    (step,) = etree.fromstring(xml).findall(".//ow:step[@join]", NAMESPACES)
    assert dict(step.attrib).items() >= {
        "join": "quorum", "quorum": "2", "optional": "true", "onSilence": "agreed",
        "materials": "m1 m3",
    }.items()  # fmt: skip
    public = write_bpmn(Procedure(joint), {}, title="示例")
    assert b"onSilence" not in public
    assert b"materials" not in public
    assert not any(word in XML for word in (b"join=", b"quorum", b"optional=", b"onSilence"))


def test_a_task_moved_to_another_lane_changes_its_unit() -> None:
    moved = changed("//bpmn:lane[@id='lane_2']/bpmn:flowNodeRef[.='task_3']", text="task_x")
    with pytest.raises(errors.NoLane):
        read_bpmn(moved)
    lane = b'<bpmn:lane id="new" name="' + "水务局".encode() + b'">'
    drawn = moved.replace(
        b"</bpmn:laneSet>",
        lane + b"<bpmn:flowNodeRef>task_3</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>",
    )
    with pytest.raises(errors.UnknownUnit, match="水务局"):
        read_bpmn(drawn)
    steps = read_bpmn(drawn, {"水务局": "water"})
    assert [step.unit for step in steps if step.code == "site"] == ["water"]


def changed(path: str, text: str | None = None, **attributes: str) -> bytes:
    """Change one element; an empty attribute is removed, and so is an element with text ""."""
    root = etree.fromstring(XML)
    found = root.xpath(path, namespaces=NAMESPACES)
    assert isinstance(found, list)
    element = found[0]
    assert isinstance(element, etree._Element)
    for key, value in attributes.items():
        if value:
            element.set(key, value)
        else:
            del element.attrib[key]
    parent = element.getparent()
    if text == "" and parent is not None:
        parent.remove(element)
    elif text is not None:
        element.text = text
    return etree.tostring(root)


def added(xml: str) -> bytes:
    return XML.replace(OUT.encode(), (xml + OUT).encode())


def flow(name: str, source: str, target: str) -> str:
    return f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}"/>'


CONDITION = "//bpmn:sequenceFlow[@targetRef='task_3']"


@pytest.mark.parametrize(
    ("fault", "xml", "words"),
    [
        (errors.NotXml, b"<a", "第 1 行"),
        (errors.NotXml, b"", "XML"),
        (errors.NotXml, XML.replace(b"UTF-8", b"UTF-99"), "XML"),
        (errors.NotBpmn, b"<html/>", "BPMN 2.0"),
        (errors.TooLarge, b"<a>" + b" " * 1024 * 1024 + b"</a>", "1024 KB"),
        (errors.TooLarge, b"<a>" * 50 + b"</a>" * 50, "没有读取"),
        (errors.TooLarge, b"<a>" + b"<b/>" * 20_000 + b"</a>", "没有读取"),
        (errors.TooManyShapes,
         added("".join(f'<bpmn:task id="t{n}"/>' for n in range(400))), "400"),
        (errors.TooManyShapes,
         added("".join(flow(f"f{n}", "fork_1", "join_6") for n in range(1200))), "1200"),
        (errors.HasDoctype, b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "DTD"),
        (errors.HasDoctype, b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "DTD"),
        (errors.HasDoctype, '<!DOCTYPE a [<!ENTITY x "y">]><a/>'.encode("utf-16"), "DTD"),
        (errors.OneProcessOnly, XML.replace(OUT.encode(), OUT.encode() + b"<bpmn:process/>"), "2"),
        (errors.Unsupported, added('<bpmn:subProcess id="s" name="子流程"/>'), "子流程"),
        (errors.Unsupported, added('<bpmn:boundaryEvent id="b"/>'), "boundaryEvent"),
        (errors.Unsupported, changed("//bpmn:startEvent/bpmn:outgoing").replace(
            b"<bpmn:outgoing>flow_start_task_1", b"<bpmn:timerEventDefinition/>"
            b"<bpmn:outgoing>flow_start_task_1"), "timerEventDefinition"),
        (errors.DuplicateId, added('<bpmn:task id="task_3"/>'), "task_3"),
        (errors.DuplicateId, added(flow("flow_start_task_1", "start", "task_1")), "flow_start"),
        (errors.DanglingFlow, added(flow("f", "task_3", "nobody")), "“f”"),
        (errors.StartsAndEnds, added('<bpmn:startEvent id="again"/>'), "2 个开始"),
        (errors.LooseEnd, added('<bpmn:task id="alone" name="孤立"/>'), "“孤立”没有连线进来"),
        (errors.LooseEnd, added('<bpmn:task id="a" name="尽头"/>' + flow("f", "task_3", "a")),
         "“尽头”没有连线出去"),
        (errors.SeveralIncoming, added(flow("f", "task_2", "task_6")), "2 条连线进来"),
        (errors.GatewayCircle, added(flow("f", "fork_6", "join_5")), "绕回"),
        (errors.ConditionElsewhere, changed("//bpmn:sequenceFlow[@targetRef='join_5']").replace(
            b'targetRef="join_5"/>', b'targetRef="join_5"><bpmn:conditionExpression/>'
            b"</bpmn:sequenceFlow>"), "带条件"),
        (errors.NotAskedOrSkipped, changed("//bpmn:exclusiveGateway[@id='if_3']", default=""),
         "“设施类型”是“大型”"),
        (errors.NotAskedOrSkipped, added(
            '<bpmn:exclusiveGateway id="x" name="汇合"/>'
            + flow("f", "task_2", "x") + flow("g", "fork_1", "x") + flow("h", "x", "join_6")),
         "“汇合”不是"),
        (errors.NotAskedOrSkipped, added(flow("f", "task_3", "join_5")), "设施类型"),
        (errors.NoTerm, changed(f"{CONDITION}//ow:condition", text=""), "没有 ow:condition"),
        (errors.NoTerm, changed(f"{CONDITION}//ow:condition", text="{"), "现场踏勘"),
        (errors.NoTerm, changed(f"{CONDITION}//ow:condition", text='{"or": []}'), "列表"),
        (errors.NoTerm, changed(f"{CONDITION}//ow:condition", text="[" * 9999), "现场踏勘"),
        (errors.ForeignTask, changed("//ow:step", code=" "), "（code）"),
        (errors.ForeignTask, changed("//ow:step", kind="magic"), "（kind）"),
        (errors.ForeignTask, changed("//ow:step", limit="-1"), "（limit）"),
        (errors.ForeignTask, changed("//ow:step", limit="99999"), "（limit）"),
        (errors.ForeignTask, changed("//ow:step", limitUnit="years"), "（limitUnit）"),
        (errors.ForeignTask, changed("//ow:step", join="most"), "（join）"),
        (errors.ForeignTask, changed("//ow:step", quorum="-1"), "（quorum）"),
        (errors.ForeignTask, changed("//bpmn:userTask/bpmn:extensionElements", text=""), "ow:step"),
    ],
)  # fmt: skip
def test_what_is_no_procedure_is_refused_with_advice(
    fault: type[BpmnError], xml: bytes, words: str
) -> None:
    with pytest.raises(fault) as refused:
        read_bpmn(xml)
    assert type(refused.value) is fault
    assert words in refused.value.message


def test_an_unsound_procedure_is_refused_like_an_unsound_form() -> None:
    with pytest.raises(NoDecision):
        read_bpmn(changed("//ow:step[@kind='decision']", kind="review"))
