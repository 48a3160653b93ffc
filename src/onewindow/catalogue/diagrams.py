"""A BPMN file as the flow of an item: its steps, and the questions that its choices ask."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import OptionRow, QuestionRow, StepRow
from onewindow.catalogue.scenarios.lines import condition_of
from onewindow.catalogue.storing.tables import Values
from onewindow.kernel.conditions import And, Compare, Or, Term
from onewindow.procedure.bpmn import ForeignReading, read_bpmn, read_foreign
from onewindow.procedure.bpmn.foreign import Question
from onewindow.procedure.bpmn.names import tag
from onewindow.procedure.bpmn.parsing import parse_definitions
from onewindow.procedure.step import Step

ELEMENTS = ("steps", "questions")


@dataclass(frozen=True)
class TakenFlow:
    """A diagram as it was read, and whether it was one that we had written."""

    reading: ForeignReading
    is_ours: bool

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps; the unit of one is a department's short code, else the name of its lane."""
        return self.reading.steps


def read_flow(xml: bytes, places: Mapping[str, str]) -> TakenFlow:
    """Read a diagram of ours exactly, any other as far as it goes.

    `places` maps codes and names of departments to their short codes; the unit of a step that is
    none of them stays as it is in the file. Raise BpmnError for what is no diagram, ProcedureError
    for one of ours that is unsound.
    """
    is_ours = next(parse_definitions(xml).iter(tag("ow", "step")), None) is not None
    if is_ours:
        reading = ForeignReading(read_bpmn(xml, places), (), (), (), ())
    else:
        reading = read_foreign(xml)
    steps = tuple(
        replace(
            step, unit=places.get(step.unit, step.unit), is_limit_said=is_ours or bool(step.limit)
        )
        for step in reading.steps
    )
    return TakenFlow(replace(reading, steps=steps), is_ours=is_ours)


def with_flow(definition: ItemDefinition, flow: TakenFlow, units: Mapping[str, str]) -> Values:
    """Return the new steps and questions of an item; `units` maps the lanes that were not known.

    A step that the item has already, by its code or else its name, keeps the person in charge, and
    its time limit where the diagram tells none. Questions are added, none is taken away.
    """
    taken = {question.code for question in definition.questions}
    codes = _free_codes([question.code for question in flow.reading.questions], taken)
    asked = [_question(each, codes[each.code]) for each in flow.reading.questions]
    terms = {
        (each.code, option): (codes[each.code], f"o{place}")
        for each in flow.reading.questions
        for place, option in enumerate(each.options, start=1)
    }
    known = {row.code: row for row in definition.steps}
    named = {row.name: row for row in definition.steps}
    steps = []
    for step in flow.steps:
        old = known.get(step.code) if flow.is_ours else named.get(step.name)
        steps.append(_row(replace(step, unit=units.get(step.unit, step.unit)), old, terms))
    return {"steps": tuple(steps), "questions": (*definition.questions, *asked)}


def _free_codes(wanted: list[str], taken: Collection[str]) -> dict[str, str]:
    used, result = set(taken), {}
    for code in wanted:
        number, free = 1, code
        while free in used:
            number += 1
            free = f"{code}_{number}"
        used.add(free)
        result[code] = free
    return result


def _question(question: Question, code: str) -> QuestionRow:
    options = (OptionRow(f"o{place}", text) for place, text in enumerate(question.options, start=1))
    return QuestionRow(code, question.text, "choice", options=tuple(options))


def _row(
    step: Step, old: StepRow | None, terms: Mapping[tuple[str, str], tuple[str, str]]
) -> StepRow:
    when = condition_of(_recoded(step.when, terms)) if step.when is not None else None
    row = StepRow(
        code=step.code, name=step.name, kind=step.kind.value, unit=step.unit, post=step.post,
        limit=step.limit, limit_unit=step.limit_unit.value, needs=step.needs, when=when,
        join_rule=step.join_rule.value, quorum=step.quorum, on_silence=step.on_silence.value,
        is_optional=step.is_optional, materials=step.materials,
    )  # fmt: skip
    if old is None:
        return row
    is_same = old.unit == row.unit
    return replace(
        row,
        post=row.post or (old.post if is_same else ""),
        person=old.person if is_same else "",
        title=old.title if is_same else "",
        mobile=old.mobile if is_same else "",
        limit=row.limit or old.limit,
        limit_unit=row.limit_unit if row.limit else old.limit_unit,
    )


def _recoded(term: Term, codes: Mapping[tuple[str, str], tuple[str, str]]) -> Term:
    """Put the codes of questions and options in the place of their words."""
    match term:
        case Compare(asked, op, str(value)) if (asked, value) in codes:
            field, option = codes[asked, value]
            return Compare(field, op, option)
        case And(terms):
            return And(tuple(_recoded(each, codes) for each in terms))
        case Or(terms):
            return Or(tuple(_recoded(each, codes) for each in terms))
    return term
