"""What a published item lets one expect of its cases."""

from django.db.models import Q

from onewindow.catalogue.definition.steps import steps_of
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.storing import definition_of
from onewindow.eventlog import LogError
from onewindow.eventlog.conformance import Expected, ExpectedStep


def expected_of(code: str) -> Expected:
    """Return the steps and materials of a published item; raise LogError when there is none.

    The item is named by its code or by its name in web addresses.
    """
    named = Q(item__code=code) | Q(item__slug=code)
    version = ItemVersion.objects.readable().filter(named).first()
    if version is None:
        raise LogError(f"没有编码或网址名为 {code} 的已发布事项，也没有这个文件。")
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
