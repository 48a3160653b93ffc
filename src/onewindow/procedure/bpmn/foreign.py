"""Read a BPMN diagram made elsewhere: take what can be a procedure, say what became of the rest.

Tasks become steps, lanes or pools their units, exclusive gateways questions whose answers are the
conditions of steps, ways back the steps to which a case may be sent back (an operation here, not an
arrow). Nothing is dropped silently: each note names the element.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass

from onewindow.kernel.conditions import fields
from onewindow.procedure.bpmn import branches
from onewindow.procedure.bpmn.branches import ALWAYS, Presence
from onewindow.procedure.bpmn.casting import cast_steps
from onewindow.procedure.bpmn.parsing import parse_definitions
from onewindow.procedure.bpmn.sketch import Note, Role, Sketch, Way, sketch_of
from onewindow.procedure.bpmn.unwinding import Unwound, unwind
from onewindow.procedure.checks import problems
from onewindow.procedure.errors import ProcedureError
from onewindow.procedure.step import Step, StepKind

MOST_CHOICES = 40


@dataclass(frozen=True)
class Question:
    """What an exclusive gateway asks; one of the options is taken."""

    code: str
    text: str
    options: tuple[str, ...]
    element: str


@dataclass(frozen=True)
class SendBack:
    """A way back in the diagram: after the step `source` a case may return to `target` (codes)."""

    source: str
    target: str
    element: str


@dataclass(frozen=True)
class ForeignReading:
    """What was read; `problems` is what still has to be mended before the steps can be run."""

    steps: tuple[Step, ...]
    questions: tuple[Question, ...]
    send_backs: tuple[SendBack, ...]
    notes: tuple[Note, ...]
    lanes: tuple[str, ...]

    @property
    def problems(self) -> list[ProcedureError]:
        """What `procedure.checks.problems` finds."""
        return problems(self.steps)


def read_foreign(xml: bytes, units: Mapping[str, str] | None = None) -> ForeignReading:
    """Read any BPMN 2.0 file; `units` maps names of lanes to department codes.

    A lane that is not in `units` gives its name as the unit, a task without one gives "". Raise
    BpmnError for a file that is no BPMN, is hostile or holds no task.
    """
    sketch = sketch_of(parse_definitions(xml))
    return _Foreign(sketch, unwind(sketch), units or {}).reading()


class _Foreign:
    def __init__(self, sketch: Sketch, unwound: Unwound, units: Mapping[str, str]) -> None:
        self.sketch, self.unwound, self.units = sketch, unwound, units
        self.tasks = [node for node in unwound.order if sketch.roles[node] is Role.TASK]
        self.codes = {task: f"s{number}" for number, task in enumerate(self.tasks, start=1)}
        self.questions: dict[str, Question] = {}
        self.presence: dict[str, Presence] = {}

    def reading(self) -> ForeignReading:
        self._ask()
        self._walk()
        drawn = [self._step(task) for task in self._named()]
        elements = {code: task for task, code in self.codes.items()}
        steps = cast_steps(drawn, lambda code, words: self._say(elements.get(code, ""), words))
        kept = {step.code for step in steps}
        asked = {field for step in steps if step.when for field in fields(step.when)}
        self._tell(asked)
        lanes = dict.fromkeys(self.sketch.lanes[task] for task in self.tasks)
        return ForeignReading(
            steps=steps,
            questions=tuple(q for q in self.questions.values() if q.code in asked),
            send_backs=tuple(
                self._send_backs({t for t, code in self.codes.items() if code in kept})
            ),
            notes=tuple(self.sketch.notes),
            lanes=tuple(lane for lane in lanes if lane),
        )

    def _say(self, element: str, words: str) -> None:
        self.sketch.note(element, words)

    def _ask(self) -> None:
        """Make a question of every gateway at which one of several ways is taken."""
        for node in self.unwound.order:
            ways = self.unwound.after[node]
            is_choice = self.sketch.roles[node] is Role.CHOICE
            if not is_choice or len(ways) < 2 or len(self.questions) >= MOST_CHOICES:
                continue
            names = self.sketch.names
            options: list[str] = []
            for way in ways:
                label = way.label or names[way.target] or f"第 {len(options) + 1} 路"
                while label in options:
                    label += "′"
                options.append(label)
            text = names[node] or f"{'、'.join(options)}，是哪一种？"
            code = f"q{len(self.questions) + 1}"
            self.questions[node] = Question(code, text, tuple(options), node)

    def _tell(self, questions: Container[str]) -> None:
        """Say of every gateway what became of it."""
        for node, question in self.questions.items():
            if question.code in questions:
                options = "、".join(question.options)
                words = f"取作向申请人提的问题，选项：{options}。请核对问题和条件。"
            else:
                words = "处的分支没有取入：决定之后怎么办，由系统按决定的结果办理。"
            self._say(node, f"“{question.text}”{words}")

    def _walk(self) -> None:
        """Find under which choices each node is reached."""
        options = {q.code: q.options for q in self.questions.values()}
        for node in self.unwound.order:
            ways = [self._along(way) for way in self.unwound.before[node]]
            self.presence[node] = branches.either(ways, options) if ways else ALWAYS
            if len(ways) > 1:
                self._judge_join(node, ways)

    def _along(self, way: Way) -> Presence:
        presence = self.presence[way.source]
        question = self.questions.get(way.source)
        if question is None:
            return presence
        place = self.unwound.after[way.source].index(way)
        return branches.chosen(presence, question.code, question.options[place])

    def _judge_join(self, node: str, ways: list[Presence]) -> None:
        role, name = self.sketch.roles[node], self.sketch.names[node] or node
        if role is Role.PARALLEL and len(set(ways)) > 1:
            self._say(
                node, f"“{name}”等的各路不一定都走到，原图可能卡住；取入后没有走到的不再等待。"
            )
        elif role in {Role.CHOICE, Role.TASK} and not branches.exclusive(ways):
            self._say(node, f"“{name}”会被几路各走到一次；取入后等各路都办完，只办一次。")

    def _named(self) -> list[str]:
        """Give every task a name of its own."""
        seen: dict[str, int] = {}
        for number, task in enumerate(self.tasks, start=1):
            name = self.sketch.names[task]
            if not name:
                name = f"环节 {number}"
                self._say(task, f"任务“{task}”没有名称，暂称“{name}”。")
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                self._say(task, f"“{name}”出现多次，改称“{name}（{seen[name]}）”。")
                name = f"{name}（{seen[name]}）"
            self.sketch.names[task] = name
        return self.tasks

    def _step(self, task: str) -> Step:
        lane = self.sketch.lanes[task]
        needs = dict.fromkeys(self.codes[each] for each in self._before(task))
        return Step(
            code=self.codes[task],
            name=self.sketch.names[task],
            kind=StepKind.REVIEW,
            unit=self.units.get(lane, lane),
            needs=tuple(needs),
            when=branches.term_of(self.presence[task]),
        )

    def _before(self, node: str) -> list[str]:
        """List the nearest tasks on the ways to a node."""
        before = self.unwound.before
        return _nearest(node, lambda n: [way.source for way in before[n]], self.codes.keys())

    def _send_backs(self, kept: set[str]) -> Iterator[SendBack]:
        """Name the last steps before each way back, and the first after it, if they are two."""
        sketch = self.sketch
        for way in self.unwound.back:
            source, target = [way.source], [way.target]
            if way.source not in kept:
                source = _nearest(
                    way.source, lambda n: [w.source for w in sketch.incoming(n)], kept
                )
            if way.target not in kept:
                target = _nearest(
                    way.target, lambda n: [w.target for w in sketch.outgoing(n)], kept
                )
            for each in source:
                if target and each != target[0]:
                    yield SendBack(self.codes[each], self.codes[target[0]], way.id)


def _nearest(start: str, beside: Callable[[str], list[str]], wanted: Container[str]) -> list[str]:
    """Walk on from a node; a way ends at the first node that is wanted."""
    found: dict[str, None] = {}
    waiting, seen = list(reversed(beside(start))), set[str]()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        if node in wanted:
            found[node] = None
        else:
            waiting += reversed(beside(node))
    return list(found)
