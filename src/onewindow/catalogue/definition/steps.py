"""The steps of a definition as the graph that is checked, drawn and run."""

from collections.abc import Sequence
from dataclasses import replace

from onewindow.catalogue.definition.item import ItemDefinition
from onewindow.catalogue.definition.rows import StepRow
from onewindow.kernel import conditions
from onewindow.kernel.workdays import Unit
from onewindow.procedure.model import JoinRule, OnSilence, Step, StepKind


def steps_of(definition: ItemDefinition) -> Sequence[Step]:
    """Return the steps of a definition, not yet validated; raise ConditionError."""
    limits = definition.acceptance_limit, definition.review_limit
    return [
        replace(step, is_limit_said=limit_is_said(step.kind, step.limit, *limits))
        for step in map(step_from, definition.steps)
    ]


def limit_is_said(kind: StepKind, limit: int, acceptance_limit: int, review_limit: int) -> bool:
    """Whether a step's limit of 0 means at once: in an item that promises days it was left out."""
    promised = acceptance_limit if kind is StepKind.ACCEPTANCE else review_limit
    return bool(limit) or not promised


def step_from(row: StepRow) -> Step:
    """Return one step of the graph; raise ConditionError."""
    return Step(
        code=row.code,
        name=row.name,
        kind=StepKind(row.kind),
        unit=row.unit,
        post=row.post,
        limit=row.limit,
        limit_unit=Unit(row.limit_unit),
        needs=row.needs,
        when=None if row.when is None else conditions.parse(row.when),
        join_rule=JoinRule(row.join_rule),
        quorum=row.quorum,
        on_silence=OnSilence(row.on_silence),
        is_optional=row.is_optional,
        materials=row.materials,
    )
