"""Another engine runs our diagrams: at every moment the same steps are open as in our plan."""

from collections.abc import Mapping
from functools import cached_property
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from onewindow.kernel.conditions import Answer, Answers, Term, evaluate
from onewindow.procedure.bpmn import write_bpmn
from onewindow.procedure.bpmn.feel import feel
from onewindow.procedure.bpmn.names import tag
from onewindow.procedure.model import Procedure, Step
from onewindow.procedure.running import Run
from tests.procedure.bpmn.samples import ANSWERS, STEPS, TERMS, conditional_procedures
from tests.sampling import shown

ALL: list[dict[str, Answer]] = [
    dict(zip(ANSWERS, each, strict=True)) for each in product(*ANSWERS.values())
]
GRANTED, REFUSED = "granted", "refused"


def as_python(expression: str) -> str:
    """Translate the few words of FEEL that we write for an engine that speaks Python."""
    words = {" = ": " == ", "null": "None", "true": "True", "false": "False"}
    for word, other in words.items():
        expression = expression.replace(word, other)
    return expression


class Oracle:
    """A diagram that SpiffWorkflow has read."""

    def __init__(self, procedure: Procedure, spoilt: str = "") -> None:
        self.procedure = procedure
        root = etree.fromstring(write_bpmn(procedure, {}, title="示例"))
        for expression in root.iter(tag("bpmn", "conditionExpression")):
            expression.text = as_python(expression.text or "")
        for gateway in root.iter(tag("bpmn", "parallelGateway")):
            if gateway.get("id") == spoilt:
                gateway.tag = tag("bpmn", "exclusiveGateway")
        parser = BpmnParser()
        parser.add_bpmn_xml(root)
        self.spec = parser.get_spec("process")
        self.codes = {
            str(task.get("id")): str(step.get("code"))
            for task in root.iter(tag("bpmn", "userTask"))
            for step in task.iter(tag("ow", "step"))
        }

    @cached_property
    def positions(self) -> Mapping[str, int]:
        return {step.code: place for place, step in enumerate(self.procedure.steps, start=1)}

    def follow(self, answers: Answers, outcome: str, random: Random) -> list[str]:
        """Run both in one random order, comparing what is open; return the end events reached."""
        run = Run(self.procedure.prune(answers))
        workflow = BpmnWorkflow(self.spec, script_engine=PythonScriptEngine())
        outcomes = {f"{task}_outcome": outcome for task in self.codes}
        workflow.task_tree.data.update({**answers, **outcomes})
        workflow.do_engine_steps()
        while not run.is_finished:
            ready = {
                self.positions[self.codes[task.task_spec.bpmn_id]]: task
                for task in workflow.get_tasks(state=TaskState.READY)
            }
            assert set(ready) == run.open
            position = random.choice(sorted(ready))
            ready[position].run()
            workflow.do_engine_steps()
            run.complete(position)
        assert workflow.is_completed()
        return [
            str(task.task_spec.bpmn_id)
            for task in workflow.get_tasks(state=TaskState.COMPLETED)
            if str(task.task_spec.bpmn_id).startswith("end_")
        ]


def test_every_combination_of_answers_runs_to_the_end_as_planned() -> None:
    oracle = Oracle(Procedure.of(STEPS))
    plans = set()
    for number, answers in enumerate(ALL):
        outcome = (GRANTED, REFUSED)[number % 2]
        assert oracle.follow(answers, outcome, Random(number)) == [f"end_{outcome}"]
        plans.add(tuple(step.code for step in oracle.procedure.prune(answers).kept))
    assert len(plans) > 5


@shown(4)
@given(conditional_procedures())
def test_random_procedures_run_as_planned(steps: tuple[Step, ...]) -> None:
    run_as_planned(steps)


@pytest.mark.long
@settings(max_examples=200, deadline=None)
@given(conditional_procedures())
def test_two_hundred_random_procedures_run_as_planned(steps: tuple[Step, ...]) -> None:
    run_as_planned(steps)


def run_as_planned(steps: tuple[Step, ...]) -> None:
    oracle = Oracle(Procedure.of(steps))
    kept: dict[tuple[Step, ...], dict[str, Answer]] = {}
    for answers in ALL:
        kept.setdefault(oracle.procedure.prune(answers).kept, answers)
    for number, answers in enumerate(list(kept.values())[:6]):
        oracle.follow(answers, GRANTED, Random(number))


def test_a_join_that_does_not_wait_is_noticed() -> None:
    oracle = Oracle(Procedure.of(STEPS), spoilt="join_6")
    with pytest.raises(AssertionError):
        oracle.follow(ALL[0], GRANTED, Random(0))


@pytest.mark.parametrize("term", TERMS)
def test_feel_says_what_the_term_says(term: Term) -> None:
    expression = as_python(feel(term))
    engine = PythonScriptEngine().environment
    assert [engine.evaluate(expression, dict(answers)) for answers in ALL] == [
        evaluate(term, answers) for answers in ALL
    ]
