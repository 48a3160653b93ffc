"""What a guide says for one situation: the answers narrow the materials and the steps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onewindow.catalogue.asking import Asking, Value, ask_again
from onewindow.catalogue.models import Material
from onewindow.catalogue.reading import AskedQuestion
from onewindow.kernel import conditions
from onewindow.procedure.model import Procedure


@dataclass(frozen=True)
class ListedMaterial:
    """A material of the list; `condition` says in Chinese when it is needed, while that is open."""

    material: Material
    condition: str = ""


def list_materials(
    rows: Iterable[Material], answers: Mapping[str, Value], questions: Sequence[AskedQuestion]
) -> list[ListedMaterial]:
    """Return the materials that are needed, or may be while a question is not answered."""
    labels = wording(questions)
    asking = ask_again(questions, answers)
    listed = []
    for material in rows:
        if material.when is None:
            listed.append(ListedMaterial(material))
            continue
        term = conditions.parse(material.when)
        if asking.is_open(term):
            listed.append(ListedMaterial(material, conditions.explain(term, labels)))
        elif conditions.evaluate(term, asking.answers):
            listed.append(ListedMaterial(material))
    return listed


def steps_not_needed(procedure: Procedure, asking: Asking) -> list[str]:
    """Return the codes of the steps that the answers given so far rule out for certain."""
    return [
        step.code
        for step in procedure.steps
        if step.when is not None
        and not asking.is_open(step.when)
        and not conditions.evaluate(step.when, asking.answers)
    ]


def wording(questions: Iterable[AskedQuestion]) -> dict[str, str]:
    """Return the labels by which conditions name questions and choices."""
    labels = {}
    for question in questions:
        labels[question.code] = question.text
        labels |= {f"{question.code}={code}": text for code, text in question.choices}
    return labels
