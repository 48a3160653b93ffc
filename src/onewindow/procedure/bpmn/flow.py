"""A procedure as BPMN nodes and sequence flows.

Every join and fork is parallel; a step with a condition stands between two exclusive gateways, with
a way past it. A token then passes a step that is not needed at once, but only after all that lay
before that step is done: exactly what pruning says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from onewindow.kernel.conditions import Term, explain
from onewindow.procedure.graph import followers
from onewindow.procedure.model import Procedure
from onewindow.procedure.reading import Reading
from onewindow.procedure.step import Step, StepKind

NEEDED, SKIPPED = "是", "否"
END = "end"


class NodeKind(StrEnum):
    """What a node is, by its BPMN tag."""

    START = "startEvent"
    TASK = "userTask"
    PARALLEL = "parallelGateway"
    EXCLUSIVE = "exclusiveGateway"
    END = "endEvent"


@dataclass(frozen=True)
class Node:
    """One event, task or gateway, in the lane of a unit; `block` is the step it belongs to."""

    id: str
    kind: NodeKind
    unit: str
    block: str
    name: str = ""
    step: Step | None = None


@dataclass(frozen=True)
class Flow:
    """One sequence flow; a way past a step or to a refusal is its gateway's default."""

    source: str
    target: str
    name: str = ""
    when: Term | None = None
    expression: str = ""
    is_default: bool = False

    @property
    def id(self) -> str:
        """The id in the diagram."""
        return f"flow_{self.source}_{self.target}"


@dataclass
class FlowGraph:
    """All nodes, block after block in reading order, and all flows."""

    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    @property
    def blocks(self) -> dict[str, list[Node]]:
        """The nodes of every step, and of the end."""
        return {
            block: [node for node in self.nodes if node.block == block]
            for block in dict.fromkeys(node.block for node in self.nodes)
        }

    def into(self, node: Node) -> list[Flow]:
        """List the flows into a node."""
        return [flow for flow in self.flows if flow.target == node.id]

    def out_of(self, node: Node) -> list[Flow]:
        """List the flows out of a node."""
        return [flow for flow in self.flows if flow.source == node.id]


def flow_graph(procedure: Procedure, labels: Mapping[str, str]) -> FlowGraph:
    """Turn a procedure into nodes and flows; `labels` word the conditions (`explain`)."""
    return _Builder(procedure, labels).build()


class _Builder:
    def __init__(self, procedure: Procedure, labels: Mapping[str, str]) -> None:
        self.reading = Reading.of(procedure)
        self.labels = labels
        self.place = {step.code: place for place, step in enumerate(procedure.steps, start=1)}
        self.after = followers(self.reading.needs)
        self.graph = FlowGraph()
        self.exits: dict[str, str] = {}

    def build(self) -> FlowGraph:
        first = self.reading.steps[0]
        start = self._add("start", NodeKind.START, first, "收到申请")
        for step in self.reading.steps:
            needs = [need for need in step.needs if need in self.reading.needs[step.code]]
            before = [self.exits[need] for need in needs] or [start]
            self.exits[step.code] = self._step(step, before)
        self._finish()
        return self.graph

    def _add(self, name: str, kind: NodeKind, step: Step, label: str = "", block: str = "") -> str:
        own = step if kind is NodeKind.TASK else None
        at = block or f"step_{self.place[step.code]}"
        self.graph.nodes.append(Node(name, kind, step.unit, at, label, own))
        return name

    def _link(self, source: str, target: str) -> None:
        self.graph.flows.append(Flow(source, target))

    def _step(self, step: Step, before: list[str]) -> str:
        """Add the gateways around a step and the step; return the node that others follow."""
        place = self.place[step.code]
        at = self._join(f"join_{place}", step, before)
        task = f"task_{place}"
        if step.when is None:
            self._add(task, NodeKind.TASK, step, step.name)
            self._link(at, task)
        else:
            task = self._optional(step, step.when, at)
        if len(self.after[step.code]) < 2:
            return task
        fork = self._add(f"fork_{place}", NodeKind.PARALLEL, step)
        self._link(task, fork)
        return fork

    def _join(self, name: str, step: Step, before: list[str], block: str = "") -> str:
        if len(before) == 1:
            return before[0]
        join = self._add(name, NodeKind.PARALLEL, step, block=block)
        for each in before:
            self._link(each, join)
        return join

    def _optional(self, step: Step, when: Term, at: str) -> str:
        place = self.place[step.code]
        question = self._add(
            f"if_{place}", NodeKind.EXCLUSIVE, step, f"{explain(when, self.labels)}？"
        )
        task = self._add(f"task_{place}", NodeKind.TASK, step, step.name)
        merge = self._add(f"merge_{place}", NodeKind.EXCLUSIVE, step)
        self._link(at, question)
        self.graph.flows += [
            Flow(question, task, NEEDED, when=when),
            Flow(question, merge, SKIPPED, is_default=True),
        ]
        self._link(task, merge)
        return merge

    def _finish(self) -> None:
        ends = [step for step in self.reading.steps if not self.after[step.code]]
        last = ends[-1]
        decision = next(step for step in self.reading.steps if step.kind is StepKind.DECISION)
        result = f'task_{self.place[decision.code]}_outcome = "granted"'
        at = self._join("join_end", last, [self.exits[step.code] for step in ends], END)
        outcome = self._add("outcome", NodeKind.EXCLUSIVE, last, "决定的结果", END)
        granted = self._add("end_granted", NodeKind.END, last, "办结（准予）", END)
        refused = self._add("end_refused", NodeKind.END, last, "办结（不予）", END)
        self._link(at, outcome)
        self.graph.flows += [
            Flow(outcome, granted, "准予", expression=result),
            Flow(outcome, refused, "不予", is_default=True),
        ]


def lanes(graph: FlowGraph) -> Iterator[tuple[str, list[Node]]]:
    """List every unit with its nodes, in order of first appearance."""
    for unit in dict.fromkeys(node.unit for node in graph.nodes):
        yield unit, [node for node in graph.nodes if node.unit == unit]
