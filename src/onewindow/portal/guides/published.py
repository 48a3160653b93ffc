"""A published version as plain data: what never changes is read once by each process."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from onewindow.catalogue.codes import QuestionKind
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import QuestionRow
from onewindow.catalogue.definition.texts import in_language
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.reading import AskedQuestion
from onewindow.catalogue.storing import definition_at_once
from onewindow.kernel.conditions import parse
from onewindow.orgs.models import Department


@dataclass(frozen=True)
class Frozen:
    """What a published version says itself, and nobody changes any more."""

    definition: ItemDefinition

    @cached_property
    def questions(self) -> list[AskedQuestion]:
        """The questions that narrow the guide."""
        return [_asked(row) for row in self.definition.questions]

    @cached_property
    def translations(self) -> dict[str, Mapping[str, str]]:
        """The texts by path, for each language that at least the name is translated into."""
        languages = {row.language for row in self.definition.translations if row.element == "name"}
        return {each: in_language(self.definition, each) for each in sorted(languages)}


@dataclass(frozen=True)
class Published:
    """What a version says, with what may change around it: the item's base, the units' names."""

    frozen: Frozen
    definition: ItemDefinition
    units: Mapping[str, str]

    @property
    def questions(self) -> list[AskedQuestion]:
        """The questions that narrow the guide."""
        return self.frozen.questions

    @property
    def translations(self) -> dict[str, Mapping[str, str]]:
        """The texts by path, for each language that at least the name is translated into."""
        return self.frozen.translations


def published_of(version: ItemVersion) -> Published:
    """Return a published version with the names of today; raise ItemVersion.DoesNotExist."""
    frozen, item = frozen_of(version.pk), version.item
    definition = replace(
        frozen.definition,
        department=item.department.short_code,
        base=item.base.code if item.base else "",
    )
    codes = {step.unit for step in definition.steps}
    units = Department.objects.filter(short_code__in=codes).values_list("short_code", "short_name")
    return Published(frozen, definition, {code: code for code in codes} | dict(units))


# Keyed by a version that its triggers keep as it is: nothing has to be invalidated.
@lru_cache(maxsize=256)
def frozen_of(pk: int) -> Frozen:
    """Return what a published version says; its department and base are those of the first read."""
    return Frozen(definition_at_once(pk))


def _asked(row: QuestionRow) -> AskedQuestion:
    choices = tuple((option.code, option.text) for option in row.options)
    when = None if row.when is None else parse(row.when)
    return AskedQuestion(row.code, row.text, QuestionKind(row.kind), row.help, choices, when)
