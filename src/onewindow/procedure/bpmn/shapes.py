"""The nodes and flows of a BPMN file, once they are known to be of kinds that a procedure has."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from onewindow.procedure.bpmn import errors
from onewindow.procedure.bpmn.names import BPMN, tag

START, END = "startEvent", "endEvent"
PARALLEL, EXCLUSIVE = "parallelGateway", "exclusiveGateway"
TASKS = {"userTask", "task", "manualTask"}
NODES = {START, END, PARALLEL, EXCLUSIVE, *TASKS}
# These say something about the diagram, not about what happens.
ASIDE = {
    "documentation", "extensionElements", "laneSet", "textAnnotation", "association", "group",
}  # fmt: skip
INSIDE = {
    "documentation", "extensionElements", "incoming", "outgoing", "potentialOwner", "performer",
    "humanPerformer",
}  # fmt: skip
# Far more than any form has; what comes after takes time that grows faster than this.
MOST_NODES, MOST_FLOWS = 400, 1200


@dataclass(frozen=True)
class Arrow:
    """A sequence flow."""

    id: str
    source: str
    target: str
    element: etree._Element


@dataclass
class Diagram:
    """The nodes by id, in the order of the file, and the flows between them."""

    nodes: dict[str, etree._Element] = field(default_factory=dict)
    arrows: dict[str, Arrow] = field(default_factory=dict)
    _in: dict[str, list[Arrow]] = field(default_factory=dict)
    _out: dict[str, list[Arrow]] = field(default_factory=dict)

    def link(self, arrow: Arrow) -> None:
        """Add a flow."""
        self.arrows[arrow.id] = arrow
        self._out.setdefault(arrow.source, []).append(arrow)
        self._in.setdefault(arrow.target, []).append(arrow)

    def incoming(self, node: str) -> list[Arrow]:
        """List the flows into a node."""
        return self._in.get(node, [])

    def outgoing(self, node: str) -> list[Arrow]:
        """List the flows out of a node."""
        return self._out.get(node, [])

    def kind(self, node: str) -> str:
        """Return the local name of a node's tag."""
        return etree.QName(self.nodes[node]).localname

    def name(self, node: str) -> str:
        """Return what people call a node."""
        return self.nodes[node].get("name") or node

    def of_kind(self, *kinds: str) -> list[str]:
        """List the nodes of some kinds."""
        return [node for node in self.nodes if self.kind(node) in kinds]

    @property
    def tasks(self) -> list[str]:
        """The tasks in the order of the file."""
        return self.of_kind(*TASKS)

    def only_ends(self, node: str) -> bool:
        """Whether every flow out of a node leads to an end."""
        return all(self.kind(arrow.target) == END for arrow in self.outgoing(node))


def diagram_of(root: etree._Element) -> Diagram:
    """Collect and check nodes and flows; raise BpmnError for what a procedure cannot say."""
    processes = root.findall(tag("bpmn", "process"))
    if len(processes) != 1:
        raise errors.OneProcessOnly(count=len(processes))
    diagram = Diagram()
    flows = []
    for element in processes[0]:
        kind = etree.QName(element).localname
        if etree.QName(element).namespace != BPMN or kind in ASIDE:
            continue
        if kind == "sequenceFlow":
            flows.append(element)
        elif kind in NODES:
            _add(diagram, element)
        else:
            raise errors.Unsupported(
                element.get("id", ""), name=element.get("name") or element.get("id"), kind=kind
            )
    for element in flows:
        _link(diagram, element)
    _check_ends(diagram)
    _check_circles(diagram)
    return diagram


def _add(diagram: Diagram, element: etree._Element) -> None:
    name = element.get("id", "")
    if not name or name in diagram.nodes:
        raise errors.DuplicateId(name)
    if len(diagram.nodes) >= MOST_NODES:
        raise errors.TooManyShapes(name, nodes=MOST_NODES, flows=MOST_FLOWS)
    for child in element:
        kind = etree.QName(child).localname
        if etree.QName(child).namespace == BPMN and kind not in INSIDE:
            raise errors.Unsupported(name, name=element.get("name") or name, kind=kind)
    diagram.nodes[name] = element


def _link(diagram: Diagram, element: etree._Element) -> None:
    name = element.get("id", "")
    source, target = element.get("sourceRef", ""), element.get("targetRef", "")
    if not name or name in diagram.arrows:
        raise errors.DuplicateId(name)
    if len(diagram.arrows) >= MOST_FLOWS:
        raise errors.TooManyShapes(name, nodes=MOST_NODES, flows=MOST_FLOWS)
    if source not in diagram.nodes or target not in diagram.nodes:
        raise errors.DanglingFlow(name)
    has_condition = element.find(tag("bpmn", "conditionExpression")) is not None
    if has_condition and diagram.kind(source) != EXCLUSIVE:
        raise errors.ConditionElsewhere(name)
    diagram.link(Arrow(name, source, target, element))


def _check_ends(diagram: Diagram) -> None:
    starts, ends = len(diagram.of_kind(START)), len(diagram.of_kind(END))
    if starts != 1 or not ends:
        raise errors.StartsAndEnds(starts=starts, ends=ends)
    for node in diagram.nodes:
        kind, entering = diagram.kind(node), len(diagram.incoming(node))
        if (kind != START) != (entering > 0):
            missing = "不能有连线进来" if kind == START else "没有连线进来"
            raise errors.LooseEnd(node, name=diagram.name(node), missing=missing)
        if (kind != END) != bool(diagram.outgoing(node)):
            missing = "不能有连线出去" if kind == END else "没有连线出去"
            raise errors.LooseEnd(node, name=diagram.name(node), missing=missing)
        if kind in TASKS and entering > 1:
            raise errors.SeveralIncoming(node, name=diagram.name(node), count=entering)


def _check_circles(diagram: Diagram) -> None:
    """Take away what nothing waits for, again and again; what stays waits for itself."""
    waiting = {node: len(diagram.incoming(node)) for node in diagram.nodes}
    free = [node for node, count in waiting.items() if not count]
    for node in _taken(diagram, waiting, free):
        del waiting[node]
    if waiting:
        node = next(iter(waiting))
        raise errors.GatewayCircle(node, name=diagram.name(node))


def _taken(diagram: Diagram, waiting: dict[str, int], free: list[str]) -> Iterator[str]:
    left = dict(waiting)
    while free:
        node = free.pop()
        yield node
        for arrow in diagram.outgoing(node):
            left[arrow.target] -= 1
            if not left[arrow.target]:
                free.append(arrow.target)
