"""Read a BPMN file that we wrote, perhaps changed in an editor, back into the steps of a form.

What the arrows say counts, not where the shapes stand. Everything that a procedure cannot say
(messages, timers, sub-processes, ways back, free choices) is refused by name.
"""

import json
from collections.abc import Container, Mapping

from lxml import etree

from onewindow.kernel.conditions import ConditionError, Term, parse
from onewindow.kernel.workdays import Unit
from onewindow.procedure.bpmn import errors
from onewindow.procedure.bpmn.names import tag
from onewindow.procedure.bpmn.parsing import parse_definitions
from onewindow.procedure.bpmn.shapes import EXCLUSIVE, TASKS, Diagram, diagram_of
from onewindow.procedure.checks import problems
from onewindow.procedure.step import JoinRule, OnSilence, Step, StepKind

LONGEST_LIMIT = 3650
QUORUMS = frozenset(map(str, range(1, 401)))


def read_bpmn(xml: bytes, units: Mapping[str, str] | None = None) -> tuple[Step, ...]:
    """Read the steps of a BPMN file, in the order of its tasks.

    `units` maps names of lanes to department codes, for lanes that were drawn by hand. Needs that
    another need implies are not in a diagram and do not come back. Raise BpmnError for a file that
    is no procedure of ours, the first of `problems(steps)` for an unsound one.
    """
    root = parse_definitions(xml)
    steps = _Reader(root, diagram_of(root), units or {}).steps()
    for problem in problems(steps):
        raise problem
    return steps


class _Reader:
    def __init__(self, root: etree._Element, diagram: Diagram, units: Mapping[str, str]) -> None:
        self.diagram = diagram
        self.units = units
        self.lanes = {
            (ref.text or "").strip(): lane
            for lane in root.iter(tag("bpmn", "lane"))
            for ref in lane.findall(tag("bpmn", "flowNodeRef"))
        }
        self.code = {task: self._detail(task, "code") for task in diagram.tasks}
        self.terms, self.merged = self._optional_tasks()

    def steps(self) -> tuple[Step, ...]:
        return tuple(self._step(task) for task in self.diagram.tasks)

    def _step(self, task: str) -> Step:
        kind, limit = self._detail(task, "kind"), self._detail(task, "limit")
        unit = self._detail(task, "limitUnit")
        if kind not in tuple(StepKind):
            raise errors.ForeignTask(task, name=self.diagram.name(task), missing="kind")
        if not limit.isdecimal() or int(limit) > LONGEST_LIMIT:
            raise errors.ForeignTask(task, name=self.diagram.name(task), missing="limit")
        if unit not in tuple(Unit):
            raise errors.ForeignTask(task, name=self.diagram.name(task), missing="limitUnit")
        return Step(
            code=self.code[task],
            name=self.diagram.name(task),
            kind=StepKind(kind),
            unit=self._unit(task),
            post=self._extension(task).get("post", ""),
            limit=int(limit),
            limit_unit=Unit(unit),
            needs=self._needs(task),
            when=self.terms.get(task),
            join_rule=JoinRule(self._one_of(task, "join", tuple(JoinRule)) or JoinRule.ALL),
            quorum=int(self._one_of(task, "quorum", QUORUMS) or 0),
            on_silence=OnSilence(self._one_of(task, "onSilence", tuple(OnSilence))),
            is_optional=self._one_of(task, "optional", ("true", "false")) == "true",
            materials=tuple(self._extension(task).get("materials", "").split()),
        )

    def _one_of(self, task: str, name: str, known: Container[str]) -> str:
        value = self._extension(task).get(name, "")
        if value and value not in known:
            raise errors.ForeignTask(task, name=self.diagram.name(task), missing=name)
        return value

    def _extension(self, task: str) -> etree._Element:
        path = f"{tag('bpmn', 'extensionElements')}/{tag('ow', 'step')}"
        found = self.diagram.nodes[task].find(path)
        if found is None:
            raise errors.ForeignTask(task, name=self.diagram.name(task), missing="ow:step")
        return found

    def _detail(self, task: str, name: str) -> str:
        value = self._extension(task).get(name, "")
        if not value.strip():
            raise errors.ForeignTask(task, name=self.diagram.name(task), missing=name)
        return value

    def _unit(self, task: str) -> str:
        lane = self.lanes.get(task)
        if lane is None:
            raise errors.NoLane(task, name=self.diagram.name(task))
        known = lane.find(f"{tag('bpmn', 'extensionElements')}/{tag('ow', 'unit')}")
        name = lane.get("name", "")
        code = known.get("code", "") if known is not None else self.units.get(name, "")
        if not code:
            raise errors.UnknownUnit(lane.get("id", ""), name=name)
        return code

    def _needs(self, task: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        waiting = [self.diagram.incoming(task)[0].source]
        if task in self.terms:
            waiting = [self.diagram.incoming(waiting[0])[0].source]
        seen: set[str] = set()
        while waiting:
            node = waiting.pop()
            if node in seen:
                continue
            seen.add(node)
            if node in self.code:
                found[self.code[node]] = None
            elif node in self.merged:
                found[self.code[self.merged[node]]] = None
            else:
                waiting += [flow.source for flow in reversed(self.diagram.incoming(node))]
        return tuple(found)

    def _optional_tasks(self) -> tuple[dict[str, Term], dict[str, str]]:
        """Find the tasks that a condition may leave out, and the gateways where they rejoin."""
        terms: dict[str, Term] = {}
        merged: dict[str, str] = {}
        diagram = self.diagram
        for node in diagram.of_kind(EXCLUSIVE):
            if len(diagram.outgoing(node)) < 2 or diagram.only_ends(node):
                continue
            task, merge = self._ways(node)
            terms[task] = self._term(node, task)
            merged[merge] = task
        for node in diagram.of_kind(EXCLUSIVE):
            if len(diagram.incoming(node)) > 1 and node not in merged:
                raise errors.NotAskedOrSkipped(node, name=diagram.name(node))
        return terms, merged

    def _ways(self, question: str) -> tuple[str, str]:
        diagram = self.diagram
        skip = diagram.nodes[question].get("default", "")
        ways = diagram.outgoing(question)
        needed = [flow for flow in ways if flow.id != skip]
        past = [flow for flow in ways if flow.id == skip]
        fault = errors.NotAskedOrSkipped(question, name=diagram.name(question))
        if len(needed) != 1 or len(past) != 1 or len(diagram.incoming(question)) != 1:
            raise fault
        task, merge = needed[0].target, past[0].target
        after = [flow.target for flow in diagram.outgoing(task)]
        is_merge = diagram.kind(merge) == EXCLUSIVE and len(diagram.incoming(merge)) == 2
        if diagram.kind(task) not in TASKS or after != [merge] or not is_merge:
            raise fault
        return task, merge

    def _term(self, question: str, task: str) -> Term:
        flow = next(flow for flow in self.diagram.outgoing(question) if flow.target == task)
        path = f"{tag('bpmn', 'extensionElements')}/{tag('ow', 'condition')}"
        text = flow.element.findtext(path)
        name = self.diagram.name(task)
        if not text:
            raise errors.NoTerm(flow.id, name=name, why="没有 ow:condition。")
        try:
            return parse(json.loads(text))
        except (ConditionError, ValueError, RecursionError) as error:
            raise errors.NoTerm(flow.id, name=name, why=str(error)) from error
