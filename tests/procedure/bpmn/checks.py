"""What must hold for every BPMN file we write, checked on the bare XML."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

from lxml import etree
from SpiffWorkflow.bpmn import parser as spiff

from onewindow.procedure.bpmn.names import NAMESPACES, tag

# OMG's own schemas, as they come with SpiffWorkflow.
SCHEMA = etree.XMLSchema(etree.parse(Path(spiff.__file__).parent / "schema" / "BPMN20.xsd"))
TASKS = {tag("bpmn", "userTask")}
NODES = TASKS | {
    tag("bpmn", name) for name in ("startEvent", "endEvent", "parallelGateway", "exclusiveGateway")
}
Box = tuple[float, float, float, float]
Point = tuple[float, float]


def check(xml: bytes) -> None:
    """Check all of it."""
    root = etree.fromstring(xml)
    SCHEMA.assertValid(root)
    check_references(root)
    check_diagram(root)
    check_lines(root)


def nodes_of(root: etree._Element) -> dict[str, etree._Element]:
    return {e.get("id", ""): e for e in root.iter() if e.tag in NODES}


def check_references(root: etree._Element) -> None:
    """Ids are unique; flows join nodes that know of them; every node is in one lane."""
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    nodes = nodes_of(root)
    ways: dict[str, set[str]] = {"incoming": set(), "outgoing": set()}
    for flow in root.iter(tag("bpmn", "sequenceFlow")):
        assert flow.get("sourceRef") in nodes
        assert flow.get("targetRef") in nodes
        ways["outgoing"].add(f"{flow.get('sourceRef')} {flow.get('id')}")
        ways["incoming"].add(f"{flow.get('targetRef')} {flow.get('id')}")
    for kind, flows in ways.items():
        told = {
            f"{name} {ref.text}"
            for name, node in nodes.items()
            for ref in node.findall(tag("bpmn", kind))
        }
        assert told == flows
    placed = Counter(ref.text for ref in root.iter(tag("bpmn", "flowNodeRef")))
    assert placed == Counter(nodes.keys())


def check_diagram(root: etree._Element) -> None:
    """Everything is drawn once, inside its lane, and nothing lies on anything else."""
    shapes = bounds(root, "BPMNShape")
    edges = [e.get("bpmnElement") for e in root.iter(tag("bpmndi", "BPMNEdge"))]
    lanes = {e.get("id", ""): e for e in root.iter(tag("bpmn", "lane"))}
    nodes = nodes_of(root)
    assert sorted(shapes) == sorted([*nodes, *lanes, "pool"])
    flows = sorted(str(flow.get("id")) for flow in root.iter(tag("bpmn", "sequenceFlow")))
    assert sorted(map(str, edges)) == flows
    for lane, element in lanes.items():
        assert inside(shapes[lane], shapes["pool"])
        for ref in element.findall(tag("bpmn", "flowNodeRef")):
            assert inside(shapes[str(ref.text)], shapes[lane]), ref.text
    for one, other in combinations(lanes, 2):
        assert apart(shapes[one], shapes[other]), (one, other)
    for one, other in combinations(nodes, 2):
        assert apart(shapes[one], shapes[other], 10), (one, other)
    for label in root.iterfind(f".//{tag('bpmndi', 'BPMNShape')}/{tag('bpmndi', 'BPMNLabel')}"):
        for name in nodes:
            assert apart(box_of(label), shapes[name]), name
        assert any(inside(box_of(label), shapes[lane]) for lane in lanes)


def check_lines(root: etree._Element) -> None:
    """Lines are level or upright, start and end on their shapes, and run through no shape."""
    shapes = bounds(root, "BPMNShape")
    nodes = nodes_of(root)
    flows = {flow.get("id"): flow for flow in root.iter(tag("bpmn", "sequenceFlow"))}
    for edge in root.iter(tag("bpmndi", "BPMNEdge")):
        points = [point_of(each) for each in edge.findall(tag("di", "waypoint"))]
        flow = flows[edge.get("bpmnElement")]
        for end, point in (("sourceRef", points[0]), ("targetRef", points[-1])):
            name = str(flow.get(end))
            assert on_outline(nodes[name], shapes[name], point), (flow.get("id"), end, point)
        for (x1, y1), (x2, y2) in pairwise(points):
            assert (x1 == x2) != (y1 == y2)
            way = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
            for name in nodes:
                is_own = name in {flow.get("sourceRef"), flow.get("targetRef")}
                assert apart(way, shrunk(shapes[name], 15 if is_own else 0)), (flow.get("id"), name)


def bounds(root: etree._Element, kind: str) -> dict[str, Box]:
    found = [(str(e.get("bpmnElement")), box_of(e)) for e in root.iter(tag("bpmndi", kind))]
    assert len(found) == len(dict(found))
    return dict(found)


def box_of(element: etree._Element) -> Box:
    found = element.find(tag("dc", "Bounds"))
    assert found is not None
    x, y, width, height = (float(found.get(key, "")) for key in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def point_of(element: etree._Element) -> Point:
    return float(element.get("x", "")), float(element.get("y", ""))


def inside(inner: Box, outer: Box) -> bool:
    low = inner[0] >= outer[0] and inner[1] >= outer[1]
    return low and inner[2] <= outer[2] and inner[3] <= outer[3]


def apart(one: Box, other: Box, gap: float = 0) -> bool:
    return (
        one[2] + gap <= other[0]
        or other[2] + gap <= one[0]
        or one[3] + gap <= other[1]
        or other[3] + gap <= one[1]
    )


def shrunk(box: Box, by: float) -> Box:
    return box[0] + by, box[1] + by, box[2] - by, box[3] - by


def on_outline(node: etree._Element, box: Box, point: Point) -> bool:
    """Whether a point lies on the circle, diamond or rectangle that an editor draws."""
    dx, dy = abs(point[0] - (box[0] + box[2]) / 2), abs(point[1] - (box[1] + box[3]) / 2)
    half = (box[2] - box[0]) / 2
    kind = etree.QName(node).localname
    if kind.endswith("Gateway"):
        return abs(dx + dy - half) < 0.2
    if kind.endswith("Event"):
        return abs(dx**2 + dy**2 - half**2) < 10
    return point[0] in {box[0], box[2]} and box[1] < point[1] < box[3]


def moved(xml: bytes) -> Iterator[tuple[str, bytes]]:
    """Plant one fault after another, each with its name."""

    def planted(path: str, key: str, value: str) -> bytes:
        root = etree.fromstring(xml)
        found = root.xpath(path, namespaces=NAMESPACES)
        assert isinstance(found, list)
        element = found[0]
        assert isinstance(element, etree._Element)
        element.set(key, value)
        return etree.tostring(root)

    shape = "//bpmndi:BPMNShape[@bpmnElement='task_5']"
    yield "unknown attribute", planted("//bpmn:userTask", "colour", "red")
    yield "id used twice", planted("//bpmn:userTask", "id", "task_2")
    yield "flow from nowhere", planted("//bpmn:sequenceFlow", "sourceRef", "nobody")
    yield "shape of nothing", planted(shape, "bpmnElement", "nobody")
    yield "drawn twice", planted(shape, "bpmnElement", "task_6")
    yield "out of its lane", planted(f"{shape}/dc:Bounds", "y", "2000")
    yield "on another shape", planted(f"{shape}/dc:Bounds", "width", "300")
    yield "line beside its shape", planted("//bpmndi:BPMNEdge/di:waypoint", "x", "3")
    yield "slanting line", planted("//bpmndi:BPMNEdge/di:waypoint[2]", "y", "3")
