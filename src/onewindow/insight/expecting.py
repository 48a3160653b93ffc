"""What a procedure lets one expect of its cases: the one set of rules of `eventlog.conformance`."""

from onewindow.catalogue.definition.steps import steps_of
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.storing import definition_of
from onewindow.eventlog.conformance import Expected, ExpectedStep
from onewindow.insight.departments import by_any_name
from onewindow.insight.vocabulary import ANSWERED, CORRECTION
from onewindow.orgs.models import Department
from onewindow.procedure.redesign import Definition
from onewindow.procedure.step import Step, StepKind


def expected_of_version(version: ItemVersion) -> Expected:
    """Return the steps and materials of a version, units by their short names.

    The acceptance has the limit that the guide gives it; another step without a limit has none.
    """
    item = definition_of(version)
    short_names = dict(Department.objects.values_list("short_code", "short_name"))
    intake = item.acceptance_limit, item.acceptance_limit_unit
    # The ledger names what was asked for by code, other systems by name.
    asked = [name for row in item.materials for name in (row.code, row.name)]
    asked += [name for row in item.fields for name in (row.code, row.label)]
    return Expected(
        name=item.name,
        steps=tuple(
            _step(step, short_names.get(step.unit, step.unit), *intake)
            if step.kind is StepKind.ACCEPTANCE
            else _step(step, short_names.get(step.unit, step.unit), step.limit or None)
            for step in steps_of(item)
        ),
        materials=tuple(asked),
        units=_departments(short_names),
        asks=CORRECTION,
        answers=ANSWERED,
    )


def expected_of_definition(definition: Definition) -> Expected:
    """Return the steps of a procedure that no item has.

    One that was only seen in a log promises nothing: what it takes is no limit, and whoever does
    a step there is a name like any other.
    """
    is_promised = bool(definition.promised or definition.statutory)
    names = {step.unit: definition.unit_name(step.unit) for step in definition.steps}
    return Expected(
        name=definition.name,
        steps=tuple(
            _step(step, names[step.unit], (step.limit or None) if is_promised else None)
            for step in definition.steps
        ),
        materials=tuple(each.name for each in definition.materials) or None,
        units=_departments(names) if is_promised else {},
        asks=CORRECTION,
        answers=ANSWERED,
    )


def _step(step: Step, unit: str, limit: int | None, limit_unit: str = "") -> ExpectedStep:
    return ExpectedStep(
        code=step.code,
        name=step.name,
        unit=unit,
        needs=step.needs,
        limit=limit,
        limit_unit=limit_unit or step.limit_unit.value,
        is_optional=step.is_optional or step.when is not None,
    )


def _departments(called: dict[str, str]) -> dict[str, str]:
    """Map every name of a department to what it is called here; `called` maps codes to names."""
    known = by_any_name()
    here = {known[name]: name for name in called.values() if name in known}
    here |= {code: name for code, name in called.items() if code in known.values()}
    names = dict(Department.objects.values_list("short_code", "short_name"))
    found = {name: here.get(code, names[code]) for name, code in known.items()}
    return {**found, **called}
