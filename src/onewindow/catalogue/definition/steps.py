"""The steps of a definition as the graph that is checked, drawn and run."""

from collections.abc import Sequence

from onewindow.catalogue.definition.item import ItemDefinition
from onewindow.kernel import conditions
from onewindow.kernel.workdays import Unit
from onewindow.procedure.model import Step, StepKind


def steps_of(definition: ItemDefinition) -> Sequence[Step]:
    """Return the steps of a definition, not yet validated; raise ConditionError."""
    return [
        Step(
            code=row.code,
            name=row.name,
            kind=StepKind(row.kind),
            unit=row.unit,
            post=row.post,
            limit=row.limit,
            limit_unit=Unit(row.limit_unit),
            needs=row.needs,
            when=None if row.when is None else conditions.parse(row.when),
        )
        for row in definition.steps
    ]
