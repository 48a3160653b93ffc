"""What a claimed draft may not say otherwise than its standard or base item."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from onewindow.catalogue.codes import ExerciseLevel
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.element_rules import locked_elements
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.rounds import labels
from onewindow.catalogue.sharing import deviating
from onewindow.catalogue.storing import definition_of
from onewindow.kernel.errors import DomainError


class DeviatesFromStandard(DomainError):
    """A claimed item would say otherwise what is the same everywhere; `codes` name the elements."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(
            _("这些要素来自认领的标准，各地一致，不能自行修改：%(elements)s。")
            % {"elements": labels(codes)}
        )
        self.codes = tuple(codes)


def locked_differences(version: ItemVersion, definition: ItemDefinition) -> tuple[str, ...]:
    """Return the locked elements in which a definition would leave what its item was claimed from.

    `version` is the draft that is to say it, or the last version before it.
    """
    locked = locked_elements(version)
    if version.standard_version is not None:
        return deviating(definition, definition_of(version.standard_version))
    before = definition_of(version)
    return tuple(
        code for code in sorted(locked) if getattr(before, code) != getattr(definition, code)
    )


def check_claim(version: ItemVersion, definition: ItemDefinition) -> None:
    """Raise DeviatesFromStandard unless a claimed draft says what its standard says."""
    if version.standard_version is None:
        return
    standard = definition_of(version.standard_version)
    if codes := deviating(definition, standard):
        raise DeviatesFromStandard(codes)
    if not set(definition.exercise_levels) <= set(allowed_levels(standard)):
        raise DeviatesFromStandard(("exercise_levels",))


def allowed_levels(standard: ItemDefinition) -> tuple[str, ...]:
    """Return the levels at which a standard may be run; a graded or silent one allows all."""
    levels = standard.exercise_levels
    if not levels or ExerciseLevel.GRADED in levels:
        return tuple(level for level in ExerciseLevel.values if level != ExerciseLevel.GRADED)
    return levels
