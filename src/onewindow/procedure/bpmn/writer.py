"""Write a procedure as a BPMN 2.0 collaboration: one pool, a lane for each unit, our own layout."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from onewindow.kernel.conditions import dump, explain
from onewindow.procedure.bpmn.bounds import Bounds, label_of
from onewindow.procedure.bpmn.feel import feel
from onewindow.procedure.bpmn.flow import Flow, FlowGraph, Node, NodeKind, flow_graph, lanes
from onewindow.procedure.bpmn.names import FEEL, NAMESPACES, OW, tag
from onewindow.procedure.bpmn.placing import Placed, place
from onewindow.procedure.drawing import Point, Show
from onewindow.procedure.model import Procedure
from onewindow.procedure.step import JoinRule, Step
from onewindow.procedure.wording import (
    ON_CALL,
    limit_words,
    rule_words,
    unit_name,
    without_control_characters,
)

GATEWAYS = {NodeKind.PARALLEL, NodeKind.EXCLUSIVE}


def write_bpmn(
    procedure: Procedure,
    names: Mapping[str, str],
    *,
    title: str,
    show: Show = Show.PUBLIC,
    labels: Mapping[str, str] | None = None,
    performers: Mapping[str, str] | None = None,
) -> bytes:
    """Write a procedure as BPMN 2.0 XML with its diagram.

    `names` maps units and posts to names, `labels` word the conditions, `performers` name who does
    a step, by its code. Posts and performers are written only for `Show.INTERNAL`.
    """
    writer = _Writer(names, show, labels or {}, performers or {})
    graph = flow_graph(procedure, writer.labels)
    root = etree.Element(
        tag("bpmn", "definitions"),
        {"id": "definitions", "targetNamespace": OW, "exporter": "OneWindow"},
        nsmap=NAMESPACES,
    )
    collaboration = writer.add(root, "bpmn:collaboration", id="collaboration")
    writer.add(collaboration, "bpmn:participant", id="pool", name=title, processRef="process")
    writer.process(root, graph, title, procedure)
    writer.diagram(root, graph, place(graph))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


@dataclass(frozen=True)
class _Writer:
    names: Mapping[str, str]
    show: Show
    labels: Mapping[str, str]
    performers: Mapping[str, str]
    ids: dict[str, str] = field(default_factory=dict)

    def add(
        self, parent: etree._Element, name: str, text: str = "", /, **given: str
    ) -> etree._Element:
        """Append an element; characters that XML cannot hold are left out."""
        prefix, _, local = name.partition(":")
        attributes = {
            key: without_control_characters(value) for key, value in given.items() if value
        }
        element = etree.SubElement(parent, tag(prefix, local), attributes)
        if text:
            element.text = without_control_characters(text)
        return element

    def process(
        self, root: etree._Element, graph: FlowGraph, title: str, procedure: Procedure
    ) -> None:
        """Write the lanes, then the tasks in the order of the form, then the rest."""
        process = self.add(root, "bpmn:process", id="process", name=title, isExecutable="true")
        lane_set = self.add(process, "bpmn:laneSet", id="lanes")
        for number, (unit, nodes) in enumerate(lanes(graph), start=1):
            self.ids[unit] = f"lane_{number}"
            lane = self.add(
                lane_set, "bpmn:lane", id=self.ids[unit], name=self.names.get(unit, unit)
            )
            self.add(self.add(lane, "bpmn:extensionElements"), "ow:unit", code=unit)
            for node in nodes:
                self.add(lane, "bpmn:flowNodeRef", node.id)
        order = {step.code: place for place, step in enumerate(procedure.steps)}
        last = len(order)
        for node in sorted(
            graph.nodes, key=lambda node: order[node.step.code] if node.step else last
        ):
            self._node(process, graph, node)
        for flow in graph.flows:
            self._flow(process, flow)

    def _node(self, process: etree._Element, graph: FlowGraph, node: Node) -> None:
        incoming, outgoing = graph.into(node), graph.out_of(node)
        element = self.add(process, f"bpmn:{node.kind}", id=node.id, name=label_of(node))
        if node.kind in GATEWAYS:
            is_split = len(outgoing) > 1
            element.set("gatewayDirection", "Diverging" if is_split else "Converging")
            if node.name:
                self.add(element, "bpmn:documentation", node.name)
        default = next((flow.id for flow in outgoing if flow.is_default), None)
        if default:
            element.set("default", default)
        if node.step:
            self._step(element, node.step)
        for flow in incoming:
            self.add(element, "bpmn:incoming", flow.id)
        for flow in outgoing:
            self.add(element, "bpmn:outgoing", flow.id)
        performer = self._performer(node.step) if node.step else ""
        if performer:
            self.add(element, "bpmn:potentialOwner", name=performer)

    def _performer(self, step: Step) -> str:
        if self.show is not Show.INTERNAL:
            return ""
        return self.performers.get(step.code) or self.names.get(step.post, step.post)

    def _step(self, element: etree._Element, step: Step) -> None:
        said = [f"承办单位：{unit_name(step, self.names)}", f"办理时限：{limit_words(step)}"]
        performer = self._performer(step)
        if performer:
            said.insert(1, f"承办人：{performer}")
        if step.when is not None:
            said.append(f"办理的情形：{explain(step.when, self.labels)}")
        if step.is_optional:
            said.append(ON_CALL)
        if step.join_rule is not JoinRule.ALL:
            said.append(f"会签规则：{rule_words(step)}")
        self.add(element, "bpmn:documentation", "。".join(said) + "。")
        self.add(
            self.add(element, "bpmn:extensionElements"),
            "ow:step",
            code=step.code,
            kind=step.kind,
            post=step.post if self.show is Show.INTERNAL else "",
            limit=str(step.limit),
            limitUnit=step.limit_unit,
            **self._joint(step),
        )

    def _joint(self, step: Step) -> dict[str, str]:
        """Say how a step takes part; what is usual is left out, as an empty text is."""
        is_internal = self.show is Show.INTERNAL
        return {
            "join": "" if step.join_rule is JoinRule.ALL else step.join_rule,
            "quorum": str(step.quorum) if step.quorum else "",
            "optional": "true" if step.is_optional else "",
            "onSilence": step.on_silence if is_internal else "",
            "materials": " ".join(step.materials) if is_internal else "",
        }

    def _flow(self, process: etree._Element, flow: Flow) -> None:
        element = self.add(
            process,
            "bpmn:sequenceFlow",
            id=flow.id,
            name=flow.name,
            sourceRef=flow.source,
            targetRef=flow.target,
        )
        if flow.when is not None:
            self.add(element, "bpmn:documentation", explain(flow.when, self.labels))
            term = json.dumps(dump(flow.when), ensure_ascii=False)
            self.add(self.add(element, "bpmn:extensionElements"), "ow:condition", term)
        expression = feel(flow.when) if flow.when is not None else flow.expression
        if expression:
            formal = self.add(element, "bpmn:conditionExpression", expression, language=FEEL)
            formal.set(tag("xsi", "type"), "bpmn:tFormalExpression")

    def diagram(self, root: etree._Element, graph: FlowGraph, placed: Placed) -> None:
        """Write the diagram interchange: where everything stands."""
        diagram = self.add(root, "bpmndi:BPMNDiagram", id="diagram")
        plane = self.add(diagram, "bpmndi:BPMNPlane", id="plane", bpmnElement="collaboration")
        self._shape(plane, "pool", placed.pool).set("isHorizontal", "true")
        for unit, bounds in placed.lanes.items():
            self._shape(plane, self.ids[unit], bounds).set("isHorizontal", "true")
        for node in graph.nodes:
            shape = self._shape(plane, node.id, placed.shapes[node.id])
            if node.kind is NodeKind.EXCLUSIVE:
                shape.set("isMarkerVisible", "true")
            self._label(shape, placed.labels.get(node.id))
        for flow in graph.flows:
            edge = self.add(plane, "bpmndi:BPMNEdge", id=f"{flow.id}_di", bpmnElement=flow.id)
            for point in placed.edges[flow.id]:
                self._waypoint(edge, point)
            self._label(edge, placed.labels.get(flow.id))

    def _shape(self, plane: etree._Element, element: str, bounds: Bounds) -> etree._Element:
        shape = self.add(plane, "bpmndi:BPMNShape", id=f"{element}_di", bpmnElement=element)
        self._bounds(shape, bounds)
        return shape

    def _label(self, parent: etree._Element, bounds: Bounds | None) -> None:
        if bounds is not None:
            self._bounds(self.add(parent, "bpmndi:BPMNLabel"), bounds)

    def _bounds(self, parent: etree._Element, bounds: Bounds) -> None:
        self.add(
            parent,
            "dc:Bounds",
            x=f"{bounds.x:g}",
            y=f"{bounds.y:g}",
            width=f"{bounds.width:g}",
            height=f"{bounds.height:g}",
        )

    def _waypoint(self, edge: etree._Element, point: Point) -> None:
        self.add(edge, "di:waypoint", x=f"{point[0]:g}", y=f"{point[1]:g}")
