"""Read a version: its procedure, and what of it concerns one case."""

from onewindow.catalogue.models import ItemStep, ItemVersion, Material
from onewindow.kernel import conditions
from onewindow.kernel.workdays import Unit
from onewindow.procedure.model import Procedure, Step, StepKind
from onewindow.procedure.plan import Plan

Answers = conditions.Answers


def procedure_of(version: ItemVersion) -> Procedure:
    """Return the validated step graph of a version; raise ProcedureError when it is unsound."""
    rows = version.steps.select_related("unit", "post").order_by("position")
    return Procedure.of(_step(row) for row in rows)


def plan_for(version: ItemVersion, answers: Answers) -> Plan:
    """Return the steps of one case: the version's graph, pruned by the answers."""
    return procedure_of(version).prune(answers)


def materials_for(version: ItemVersion, answers: Answers) -> list[Material]:
    """Return the materials of one case, in their order."""
    return [
        material
        for material in version.materials.order_by("position")
        if material.when is None or conditions.evaluate(conditions.parse(material.when), answers)
    ]


def unit_names(version: ItemVersion) -> dict[str, str]:
    """Map the department codes of a version's steps to their short names."""
    rows = version.steps.values_list("unit__code", "unit__short_name")
    return dict(rows)


def _step(row: ItemStep) -> Step:
    return Step(
        code=row.code,
        name=row.name,
        kind=StepKind(row.kind),
        unit=row.unit.code,
        post=row.post.code if row.post else "",
        limit=row.limit,
        limit_unit=Unit(row.limit_unit),
        needs=tuple(row.needs),
        when=conditions.parse(row.when) if row.when is not None else None,
    )
