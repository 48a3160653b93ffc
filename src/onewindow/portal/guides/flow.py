"""The public flow chart of an item, for the answers given so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.http import urlencode

from onewindow.catalogue.asking import ask_again
from onewindow.catalogue.guide import steps_not_needed, wording
from onewindow.catalogue.models import ItemStep, ItemVersion
from onewindow.catalogue.reading import AskedQuestion, procedure_from, questions_of, steps_of
from onewindow.design.flow_chart import FlowChart, flow_chart
from onewindow.portal.answers import AnswersForm, AnswerValue, Said, as_data, in_words
from onewindow.procedure.bpmn import write_bpmn
from onewindow.procedure.drawing import Mark, StepState
from onewindow.procedure.model import Procedure


@dataclass(frozen=True)
class GuideFlow:
    """The chart of a published version with the answers that it was drawn for."""

    version: ItemVersion
    questions: Sequence[AskedQuestion]
    answers: Mapping[str, AnswerValue]
    steps: Sequence[ItemStep]

    @property
    def chart(self) -> FlowChart:
        """The public chart: steps ruled out are struck, steps now certain look like any other."""
        return public_chart(self.steps, self.questions, self.answers)

    @property
    def said(self) -> list[Said]:
        """The answers in words."""
        return in_words(self.questions, self.answers)

    @property
    def query(self) -> str:
        """The answers as an address carries them."""
        return urlencode(as_data(self.answers))

    @property
    def bpmn(self) -> bytes:
        """The whole procedure as BPMN, with its conditions, whatever was answered."""
        return write_bpmn(
            procedure_from(self.steps),
            unit_names(self.steps),
            title=self.version.name,
            labels=wording(self.questions),
        )


def guide_flow(version: ItemVersion, data: Mapping[str, object]) -> GuideFlow:
    """Read the flow of a version for the answers in `data`; wrong answers count as none."""
    questions = questions_of(version)
    answers = AnswersForm(questions, data).answers()
    return GuideFlow(version, questions, answers, steps_of(version))


def public_chart(
    steps: Sequence[ItemStep],
    questions: Sequence[AskedQuestion],
    answers: Mapping[str, AnswerValue],
) -> FlowChart:
    """Draw what the answers leave open, with the conditions in the text alternative."""
    procedure = procedure_from(steps)
    asking = ask_again(questions, answers)
    left_out = steps_not_needed(procedure, asking)
    settled = (
        replace(step, when=None)
        if step.when is not None and step.code not in left_out and not asking.is_open(step.when)
        else step
        for step in procedure.steps
    )
    return flow_chart(
        Procedure(tuple(settled)),
        unit_names(steps),
        {code: Mark(StepState.PRUNED) for code in left_out},
        wording=wording(questions),
    )


def unit_names(steps: Sequence[ItemStep]) -> dict[str, str]:
    """Map the codes of the steps' units to their short names."""
    return {step.unit.code: step.unit.short_name for step in steps}
