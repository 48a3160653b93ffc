"""Read a version: its procedure, and what of it concerns one case."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from onewindow.catalogue.definition.steps import limit_is_said
from onewindow.catalogue.models import FormField, ItemStep, ItemVersion, Material, Question
from onewindow.kernel import conditions
from onewindow.kernel.workdays import Unit
from onewindow.procedure.model import JoinRule, OnSilence, Procedure, Step, StepKind
from onewindow.procedure.plan import Plan

Answers = conditions.Answers


@dataclass(frozen=True)
class AskedQuestion:
    """A question with its choices as (code, text); only a choice question has any.

    `when` depends on the questions before it; None is always asked.
    """

    code: str
    text: str
    kind: Question.Kind
    help: str
    choices: tuple[tuple[str, str], ...]
    when: conditions.Term | None = None


def questions_of(version: ItemVersion) -> list[AskedQuestion]:
    """Return the questions of a version with their choices, in one query."""
    rows = version.questions.order_by("position", "options__position").values_list(
        "code", "text", "kind", "help", "when", "options__code", "options__text"
    )
    asked: dict[str, AskedQuestion] = {}
    for code, text, kind, more, when, option, label in rows:
        before = asked[code].choices if code in asked else ()
        choices = (*before, (option, label)) if option else before
        term = None if when is None else conditions.parse(when)
        asked[code] = AskedQuestion(code, text, Question.Kind(kind), more, choices, term)
    return list(asked.values())


def procedure_of(version: ItemVersion) -> Procedure:
    """Return the validated step graph of a version; raise ProcedureError when it is unsound."""
    return procedure_from(steps_of(version))


def steps_of(version: ItemVersion) -> list[ItemStep]:
    """Return the steps of a version with their units and posts, in their order."""
    return list(version.steps.select_related("unit", "post").order_by("position"))


def procedure_from(rows: Iterable[ItemStep]) -> Procedure:
    """Return the validated graph of steps read before; raise ProcedureError when it is unsound."""
    return Procedure.of(_step(row) for row in rows)


def plan_for(version: ItemVersion, answers: Answers, opened: Collection[str] = ()) -> Plan:
    """Return the steps of one case: the version's graph, pruned by the answers.

    Of the optional steps those take part that were `opened`.
    """
    return procedure_of(version).prune(answers, opened)


def materials_for(version: ItemVersion, answers: Answers) -> list[Material]:
    """Return the materials of one case, in their order."""
    return [
        material
        for material in version.materials.order_by("position")
        if material.when is None or conditions.evaluate(conditions.parse(material.when), answers)
    ]


def fields_for(version: ItemVersion, answers: Answers) -> list[FormField]:
    """Return the fields of the form of one case, in their order."""
    return [
        field
        for field in version.fields.order_by("position")
        if field.when is None or conditions.evaluate(conditions.parse(field.when), answers)
    ]


def unit_names(version: ItemVersion) -> dict[str, str]:
    """Map the department codes of a version's steps to their short names."""
    rows = version.steps.values_list("unit__code", "unit__short_name")
    return dict(rows)


def _step(row: ItemStep) -> Step:
    kind, version = StepKind(row.kind), row.version
    limits = version.acceptance_limit, version.review_limit
    return Step(
        code=row.code,
        name=row.name,
        kind=kind,
        unit=row.unit.code,
        post=row.post.code if row.post else "",
        limit=row.limit,
        limit_unit=Unit(row.limit_unit),
        needs=tuple(row.needs),
        when=conditions.parse(row.when) if row.when is not None else None,
        join_rule=JoinRule(row.join_rule),
        quorum=row.quorum,
        on_silence=OnSilence(row.on_silence),
        is_optional=row.is_optional,
        materials=tuple(row.materials),
        is_limit_said=limit_is_said(kind, row.limit, *limits),
    )
