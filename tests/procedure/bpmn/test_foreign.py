"""Diagrams made elsewhere: what can be a procedure is taken, everything else is named."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from onewindow.kernel.conditions import evaluate, fields
from onewindow.procedure.bpmn import BpmnError, errors, read_foreign, write_bpmn
from onewindow.procedure.bpmn.names import tag
from onewindow.procedure.model import Procedure, Step, StepKind
from onewindow.procedure.plan import effective_needs
from onewindow.procedure.reading import without_shortcuts
from tests.procedure.bpmn.samples import NAMES, STEPS, conditional_procedures

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x">'
    '<process id="p">'
)


def drawn(*arrows: str, also: str = "", lanes: str = "", **nodes: str) -> bytes:
    """Draw `a -label> b` arrows between nodes given as `kind name`."""
    body = lanes
    for node, words in nodes.items():
        kind, _, name = words.partition(" ")
        body += f'<{kind} id="{node}" name="{name}"/>'
    for number, arrow in enumerate(arrows, start=1):
        source, _, rest = arrow.partition("-")
        label, _, target = rest.partition(">")
        body += (
            f'<sequenceFlow id="f{number}" name="{label}" sourceRef="{source}"'
            f' targetRef="{target}"/>'
        )
    return f"{HEAD}{body}{also}</process></definitions>".encode()


def lane(name: str, *nodes: str) -> str:
    refs = "".join(f"<flowNodeRef>{node}</flowNodeRef>" for node in nodes)
    return f'<laneSet id="set"><lane id="lane" name="{name}">{refs}</lane></laneSet>'


USUAL = {
    "s": "startEvent 开始", "ask": "userTask 提交申请", "a": "task 接件受理",
    "g": "exclusiveGateway 材料齐全？", "n": "task 一次性告知", "k": "exclusiveGateway 场所面积",
    "small": "task 书面审查", "big": "task 现场核查", "m": "exclusiveGateway",
    "fork": "parallelGateway", "law": "task 法制审核", "tech": "serviceTask 技术比对",
    "join": "parallelGateway", "d": "userTask 审批", "r": "exclusiveGateway 结果",
    "y": "task 制证", "no": "task 告知不予许可", "e": "endEvent", "e2": "endEvent",
}  # fmt: skip
WAYS = (
    "s->ask", "ask->a", "a->g", "g-不齐全>n", "n->ask", "g-齐全>k", "k-小于100平方米>small",
    "k-其他>big", "small->m", "big->m", "m->fork", "fork->law", "fork->tech", "law->join",
    "tech->join", "join->d", "d->r", "r-同意>y", "r-不同意>no", "y->e", "no->e2",
)  # fmt: skip


def usual(**changed: str) -> bytes:
    return drawn(
        *WAYS,
        lanes=lane("申请人", "ask", "n"),
        also='<dataObject id="data" name="申请表"/><boundaryEvent id="late" attachedToRef="law"/>'
        '<task id="hurry" name="催办"/><sequenceFlow id="x" sourceRef="late" targetRef="hurry"/>',
        **{**USUAL, **changed},
    )


def test_an_ordinary_office_diagram_becomes_a_sound_procedure() -> None:
    reading = read_foreign(usual())
    steps = {step.name: step for step in reading.steps}
    kinds = {name: step.kind for name, step in steps.items()}
    assert kinds == {
        "接件受理": StepKind.ACCEPTANCE, "书面审查": StepKind.REVIEW, "现场核查": StepKind.REVIEW,
        "法制审核": StepKind.REVIEW, "技术比对": StepKind.REVIEW, "审批": StepKind.DECISION,
        "制证": StepKind.DELIVERY, "告知不予许可": StepKind.DELIVERY,
    }  # fmt: skip
    (question,) = reading.questions
    assert (question.text, question.options) == ("场所面积", ("小于100平方米", "其他"))
    big = steps["现场核查"].when
    assert big is not None
    assert evaluate(big, {question.code: "其他"})
    assert steps["法制审核"].when is None
    assert set(steps["法制审核"].needs) == {steps["书面审查"].code, steps["现场核查"].code}
    assert steps["制证"].when is None
    assert [problem.message for problem in reading.problems if "单位" not in problem.message] == []


def test_nothing_is_dropped_silently() -> None:
    reading = read_foreign(usual())
    told = {note.element: note.message for note in reading.notes}
    for element, words in {
        "data": "dataObject", "late": "boundaryEvent", "x": "没有接上",
        "hurry": "从开始走不到“催办”", "n": "只在退回时办理",
        "tech": "自动任务", "ask": "申请人做的事", "f5": "可以退回", "y": "由系统按决定结果办理",
        "k": "场所面积", "r": "按决定的结果办理",
    }.items():  # fmt: skip
        assert words in told[element], element
    taken = {step.name for step in reading.steps}
    root = etree.fromstring(usual())
    for task in root.iter(tag("bpmn", "task"), tag("bpmn", "userTask")):
        assert task.get("name") in taken or task.get("id") in told


def test_a_way_back_is_a_step_to_send_back_to() -> None:
    back = drawn(
        "s->a", "a->b", "b->g", "g-退回>a", "g-通过>d", "d->e", s="startEvent", a="task 受理",
        b="task 初审", g="exclusiveGateway", d="task 决定", e="endEvent",
    )  # fmt: skip
    reading = read_foreign(back, {"": "office"})
    names = {step.code: step.name for step in reading.steps}
    (one,) = reading.send_backs
    assert (names[one.source], names[one.target], one.element) == ("初审", "受理", "f4")
    assert reading.questions == ()
    assert reading.problems == []


def test_a_way_back_after_a_join_starts_at_every_side() -> None:
    back = drawn(
        "s->a", "a->f", "f->b", "f->c", "b->j", "c->j", "j->g", "g-退回>a", "g-通过>d", "d->e",
        s="startEvent", a="task 受理", f="parallelGateway", b="task 法制审核", c="task 消防审查",
        j="parallelGateway", g="exclusiveGateway", d="task 决定", e="endEvent",
    )  # fmt: skip
    reading = read_foreign(back, {"": "office"})
    names = {step.code: step.name for step in reading.steps}
    assert {(names[each.source], names[each.target]) for each in reading.send_backs} == {
        ("法制审核", "受理"), ("消防审查", "受理"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (drawn("a->i", "i->d", a="task 受理", i="inclusiveGateway 各科", d="task 决定"),
         "包容网关“各科”"),
        (drawn("a->t", "t->d", a="task 受理", t="intermediateCatchEvent 等三天", d="task 决定"),
         "等三天"),
        (drawn("a->b", "b->d", a="task 受理", b="task 受理", d="task 决定"), "出现多次"),
        (drawn("a->b", "b->c", a="task 拍照", b="task", c="task 归档"), "暂称“环节 2”"),
        (drawn("a->b", "b->c", a="task 拍照", b="task 看", c="task 归档"), "“拍照”当作受理"),
        (drawn("a->b", "b->c", a="task 受理", b="task 看", c="task 归档"), "“归档”当作决定"),
        (drawn("a->c", "b->c", a="task 甲", b="task 乙", c="task 决定"), "已在最前面补上“受理”"),
        (drawn("a->b", "a->c", a="task 受理", b="task 甲", c="task 乙"), "已在最后补上“决定”"),
        (drawn("a->d", "a->b", a="task 受理", b="task 登账", d="task 决定"), "已让决定等它"),
        (drawn("a->b", a="task 受理", b="subProcess 会审"), "没有展开"),
        (drawn("a->g", "g-是>b", "g-否>c", "b->j", "c->j", "j->d", a="task 受理", b="task 甲",
               c="task 乙", g="exclusiveGateway", j="parallelGateway", d="task 决定"), "可能卡住"),
        (drawn("a->f", "f->b", "f->c", "b->g", "c->g", "g->d", a="task 受理", b="task 甲",
               c="task 乙", f="parallelGateway", g="exclusiveGateway", d="task 决定"), "只办一次"),
        (drawn("a->d", "d->nowhere", a="task 受理", d="task 决定"), "没有接上"),
    ],
)  # fmt: skip
def test_every_guess_is_said_and_what_comes_out_can_be_run(xml: bytes, words: str) -> None:
    reading = read_foreign(xml, {"": "office"})
    assert any(words in note.message for note in reading.notes), reading.notes
    assert reading.problems == []


def test_an_open_subprocess_gives_its_steps_and_pools_their_names() -> None:
    inner = (
        '<subProcess id="sub" name="联审"><startEvent id="i"/><task id="x" name="消防"/>'
        '<endEvent id="o"/><sequenceFlow id="g1" sourceRef="i" targetRef="x"/>'
        '<sequenceFlow id="g2" sourceRef="x" targetRef="o"/></subProcess>'
    )
    xml = drawn("a->sub", "sub->d", also="", a="task 受理", d="task 决定")
    xml = xml.replace(b"<sequenceFlow", inner.encode() + b"<sequenceFlow", 1)
    xml = xml.replace(
        b'<process id="p">',
        '<collaboration id="c"><participant id="o1" name="住建局" processRef="p"/></collaboration>'
        '<process id="p">'.encode(),
    )
    steps = read_foreign(xml).steps
    assert [step.name for step in steps] == ["受理", "消防", "决定"]
    assert [step.needs for step in steps] == [(), ("s1",), ("s2",)]
    assert {step.unit for step in steps} == {"住建局"}


@pytest.mark.parametrize(
    ("fault", "xml"),
    [
        (errors.NoTasks, drawn(s="startEvent")),
        (errors.NotXml, b"<a"),
        (errors.HasDoctype, b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'),
        (errors.DuplicateId, drawn(also='<task id="a"/>', a="task 受理")),
        (errors.TooManyShapes, drawn(also="".join(f'<task id="t{n}"/>' for n in range(401)))),
    ],
)
def test_what_is_no_diagram_is_refused(fault: type[BpmnError], xml: bytes) -> None:
    with pytest.raises(fault):
        read_foreign(xml)


def as_foreign(steps: tuple[Step, ...]) -> bytes:
    """Write our diagram and strike out everything that only we can read."""
    root = etree.fromstring(write_bpmn(Procedure.of(steps), NAMES, title="示例"))
    for inner in list(root.iter(tag("bpmn", "extensionElements"))):
        parent = inner.getparent()
        assert parent is not None
        parent.remove(inner)
    for number, task in enumerate(root.iter(tag("bpmn", "userTask"))):
        task.set("name", f"环节{number} {task.get('name')}")
    return etree.tostring(root)


@settings(max_examples=25)
@given(st.one_of(st.just(STEPS), conditional_procedures(4)))
def test_a_diagram_read_as_foreign_means_the_same(steps: tuple[Step, ...]) -> None:
    """Under every choice the same steps run, each after the same others."""
    reading = read_foreign(as_foreign(steps))
    plain = {step.code: step.name.split(" ", 1)[1] for step in reading.steps}
    early = Procedure(tuple(s for s in reading.steps if s.kind is not StepKind.DELIVERY))
    asked = {fields(step.when)[0]: plain[step.code] for step in early.steps if step.when}
    assert set(asked.values()) == {s.name for s in steps if s.when and s.kind is StepKind.REVIEW}
    for choice in product((0, 1), repeat=min(len(asked), 3)):
        picked = dict(zip(asked, choice, strict=False))
        answers = {q.code: q.options[picked.get(q.code, 0)] for q in reading.questions}
        theirs = without_shortcuts(early.prune(answers).needs)
        skipped = {asked[code] for code, option in picked.items() if option}
        kept = [s for s in steps if s.name not in skipped and s.kind is not StepKind.DELIVERY]
        names = {step.code: step.name for step in kept}
        mine = without_shortcuts(effective_needs(steps, set(kept).__contains__))
        assert {plain[code]: {plain[n] for n in needs} for code, needs in theirs.items()} == {
            names[code]: {names[n] for n in needs} for code, needs in mine.items()
        }
