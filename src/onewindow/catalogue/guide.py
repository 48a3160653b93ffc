"""What a guide says for one situation: the answers narrow the materials and the steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onewindow.catalogue.models import Material
from onewindow.catalogue.reading import Answers, AskedQuestion
from onewindow.kernel import conditions
from onewindow.procedure.model import Procedure


@dataclass(frozen=True)
class ListedMaterial:
    """A material of the list; `condition` says in Chinese when it is needed, while that is open."""

    material: Material
    condition: str = ""


def list_materials(
    rows: Iterable[Material], answers: Answers, questions: Sequence[AskedQuestion]
) -> list[ListedMaterial]:
    """Return the materials that are needed, or may be while a question is not answered."""
    labels = wording(questions)
    listed = []
    for material in rows:
        if material.when is None:
            listed.append(ListedMaterial(material))
            continue
        term = conditions.parse(material.when)
        if is_open(term, answers):
            listed.append(ListedMaterial(material, conditions.explain(term, labels)))
        elif conditions.evaluate(term, answers):
            listed.append(ListedMaterial(material))
    return listed


def steps_not_needed(procedure: Procedure, answers: Answers) -> list[str]:
    """Return the codes of the steps that the answers given so far rule out for certain."""
    return [
        step.code
        for step in procedure.steps
        if step.when is not None
        and not is_open(step.when, answers)
        and not conditions.evaluate(step.when, answers)
    ]


def is_open(term: conditions.Term, answers: Answers) -> bool:
    """Whether a question that the condition depends on has no answer yet."""
    return any(answers.get(field) is None for field in conditions.fields(term))


def wording(questions: Iterable[AskedQuestion]) -> dict[str, str]:
    """Return the labels by which conditions name questions and choices."""
    labels = {}
    for question in questions:
        labels[question.code] = question.text
        labels |= {f"{question.code}={code}": text for code, text in question.choices}
    return labels
