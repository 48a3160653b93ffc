"""What a published item lets one expect of its cases."""

from onewindow.catalogue.definition.steps import steps_of
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.storing import definition_of
from onewindow.eventlog import LogError
from onewindow.eventlog.conformance import Expected, ExpectedStep


def expected_of(code: str) -> Expected:
    """Return the steps and materials of a published item; raise LogError when there is none."""
    try:
        version = ItemVersion.objects.readable().get(item__code=code)
    except ItemVersion.DoesNotExist as error:
        raise LogError(f"没有编码为 {code} 的已发布事项，也没有这个文件。") from error
    item = definition_of(version)
    return Expected(
        name=item.name,
        steps=tuple(
            ExpectedStep(
                code=step.code,
                name=step.name,
                unit=step.unit,
                needs=step.needs,
                limit=step.limit,
                limit_unit=step.limit_unit.value,
                is_optional=step.is_optional or step.when is not None,
            )
            for step in steps_of(item)
        ),
        # The ledger names them by code, other systems by name.
        materials=tuple(name for each in item.materials for name in (each.code, each.name)),
    )
