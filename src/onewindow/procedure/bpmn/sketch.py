"""A BPMN diagram that anybody drew, as nodes and arrows; what has no place in ours is noted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from onewindow.procedure.bpmn import errors
from onewindow.procedure.bpmn.names import BPMN, tag
from onewindow.procedure.bpmn.shapes import INSIDE, MOST_FLOWS, MOST_NODES


class Role(StrEnum):
    """What a node does in the sketch."""

    TASK = "task"
    CHOICE = "choice"
    PARALLEL = "parallel"
    THROUGH = "through"
    END = "end"


@dataclass(frozen=True)
class Note:
    """What was taken differently, guessed or left out; `element` is its id in the file, or ""."""

    element: str
    message: str


@dataclass(frozen=True)
class Way:
    """A sequence flow; `label` is what stands on it."""

    id: str
    source: str
    target: str
    label: str = ""


@dataclass
class Sketch:
    """The nodes by id with their roles, names and lanes, and the arrows between them."""

    roles: dict[str, Role] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    lanes: dict[str, str] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def note(self, element: str, message: str) -> None:
        """Keep a note."""
        self.notes.append(Note(element, message))

    def outgoing(self, node: str) -> list[Way]:
        """List the arrows out of a node."""
        return [way for way in self.ways if way.source == node]

    def incoming(self, node: str) -> list[Way]:
        """List the arrows into a node."""
        return [way for way in self.ways if way.target == node]


PLAIN = {"task", "userTask", "manualTask"}
AUTOMATIC = {
    "serviceTask": "自动任务",
    "scriptTask": "脚本任务",
    "businessRuleTask": "规则任务",
    "sendTask": "发送任务",
    "receiveTask": "接收任务",
    "callActivity": "另一张图的流程",
}
BETWEEN = {"intermediateCatchEvent": "等待事件", "intermediateThrowEvent": "发出事件"}
GATEWAYS = {"exclusiveGateway": Role.CHOICE, "parallelGateway": Role.PARALLEL}
ODD_GATEWAYS = {
    "inclusiveGateway": (Role.PARALLEL, "包容网关“{name}”按各路都办取入，请给各环节补上适用条件。"),
    "eventBasedGateway": (Role.CHOICE, "事件网关“{name}”按选一路取入，请核对各路的条件。"),
    "complexGateway": (Role.CHOICE, "复杂网关“{name}”按选一路取入，请核对各路的条件。"),
}
SUBPROCESSES = {"subProcess", "transaction", "adHocSubProcess"}
SILENT = {"documentation", "extensionElements", "laneSet", "sequenceFlow"}


def sketch_of(root: etree._Element) -> Sketch:
    """Collect nodes, arrows and lanes of all processes; raise BpmnError if there is too much."""
    sketch = Sketch()
    pools = {
        pool.get("processRef", ""): pool.get("name", "")
        for pool in root.iter(tag("bpmn", "participant"))
    }
    processes = root.findall(tag("bpmn", "process"))
    if not processes:
        raise errors.OneProcessOnly(count=0)
    for process in processes:
        _take(sketch, process, pools.get(process.get("id", ""), ""))
    for flow in root.iter(tag("bpmn", "messageFlow")):
        _message(sketch, flow)
    _check(sketch)
    return sketch


def _take(sketch: Sketch, scope: etree._Element, pool: str) -> None:
    lanes = dict(_lanes(scope))
    for element in scope:
        if etree.QName(element).namespace != BPMN:
            continue
        name, kind = element.get("id", ""), etree.QName(element).localname
        if kind in SILENT:
            continue
        if not name or name in sketch.roles:
            raise errors.DuplicateId(name)
        if len(sketch.roles) >= MOST_NODES:
            raise errors.TooManyShapes(name, nodes=MOST_NODES, flows=MOST_FLOWS)
        sketch.names[name] = " ".join((element.get("name") or "").split())
        sketch.lanes[name] = lanes.get(name, pool)
        _place(sketch, element, kind, name)
    for flow in scope.findall(tag("bpmn", "sequenceFlow")):
        _flow(sketch, flow)


def _lanes(scope: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield nodes with their lanes, inner lanes last."""
    for lane in scope.iter(tag("bpmn", "lane")):
        for ref in lane.findall(tag("bpmn", "flowNodeRef")):
            yield (ref.text or "").strip(), " ".join(lane.get("name", "").split())


def _place(sketch: Sketch, element: etree._Element, kind: str, name: str) -> None:
    called = sketch.names[name] or name
    if kind in PLAIN | AUTOMATIC.keys():
        sketch.roles[name] = Role.TASK
        if kind in AUTOMATIC:
            sketch.note(name, f"“{called}”在原图是{AUTOMATIC[kind]}，按普通环节取入。")
        _inside(sketch, element, name)
    elif kind in GATEWAYS:
        sketch.roles[name] = GATEWAYS[kind]
    elif kind in ODD_GATEWAYS:
        sketch.roles[name], message = ODD_GATEWAYS[kind]
        sketch.note(name, message.format(name=called))
    elif kind == "startEvent":
        sketch.roles[name] = Role.THROUGH
    elif kind == "endEvent":
        sketch.roles[name] = Role.END
    elif kind in BETWEEN:
        sketch.roles[name] = Role.THROUGH
        sketch.note(name, f"{BETWEEN[kind]}“{called}”没有取入，前后的环节直接相连。")
    elif kind in SUBPROCESSES:
        _subprocess(sketch, element, name)
    else:
        sketch.note(name, f"“{called}”（{kind}）不是环节，没有取入。")
        del sketch.names[name], sketch.lanes[name]


def _inside(sketch: Sketch, element: etree._Element, name: str) -> None:
    for child in element:
        kind = etree.QName(child).localname
        if etree.QName(child).namespace == BPMN and kind not in INSIDE:
            sketch.note(name, f"“{sketch.names[name] or name}”里的 {kind} 没有取入。")


def _subprocess(sketch: Sketch, element: etree._Element, name: str) -> None:
    """Take a closed one as a task, and what is drawn inside an open one in its place."""
    called, lane = sketch.names[name] or name, sketch.lanes[name]
    before = set(sketch.roles)
    sketch.roles[name] = Role.THROUGH
    first = len(sketch.ways)
    _take(sketch, element, lane)
    inner = [node for node in sketch.roles if node not in before and node != name]
    if not inner:
        sketch.roles[name] = Role.TASK
        sketch.note(name, f"子流程“{called}”没有展开，按一个环节取入。")
        return
    inside = sketch.ways[first:]
    sketch.note(name, f"子流程“{called}”里的环节按顺序取入，子流程本身不再保留。")
    after = f"{name}/after"
    sketch.roles[after], sketch.names[after], sketch.lanes[after] = Role.THROUGH, "", lane
    entered, left = {way.target for way in inside}, {way.source for way in inside}
    for node in inner:
        if node not in entered:
            sketch.ways.append(Way(f"{name}/{node}", name, node))
        if node not in left:
            if sketch.roles[node] is Role.END:
                sketch.roles[node] = Role.THROUGH
            sketch.ways.append(Way(f"{node}/{after}", node, after))


def _flow(sketch: Sketch, flow: etree._Element) -> None:
    name = flow.get("id", "")
    source, target = flow.get("sourceRef", ""), flow.get("targetRef", "")
    if len(sketch.ways) >= MOST_FLOWS:
        raise errors.TooManyShapes(name, nodes=MOST_NODES, flows=MOST_FLOWS)
    if source not in sketch.roles or target not in sketch.roles:
        sketch.note(name, f"连线“{name}”的一端不是环节（或没有接上），没有取入。")
        return
    if f"{source}/after" in sketch.roles:
        source = f"{source}/after"
    label = flow.get("name") or flow.findtext(tag("bpmn", "conditionExpression")) or ""
    sketch.ways.append(Way(name, source, target, " ".join(label.split())))


def _message(sketch: Sketch, flow: etree._Element) -> None:
    name = flow.get("id", "")
    source, target = flow.get("sourceRef", ""), flow.get("targetRef", "")
    if source in sketch.roles and target in sketch.roles:
        sketch.ways.append(Way(name, source, target))
        sketch.note(name, f"消息“{flow.get('name') or name}”按先后关系取入。")
    else:
        sketch.note(name, f"消息“{flow.get('name') or name}”没有连到环节，没有取入。")


def _check(sketch: Sketch) -> None:
    if Role.TASK not in sketch.roles.values():
        raise errors.NoTasks
