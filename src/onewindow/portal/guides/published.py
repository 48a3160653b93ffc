"""A published version as plain data, read once by each process: it never changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from onewindow.catalogue.codes import QuestionKind
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import QuestionRow
from onewindow.catalogue.definition.texts import in_language
from onewindow.catalogue.reading import AskedQuestion
from onewindow.catalogue.storing import definition_at_once
from onewindow.kernel.conditions import parse
from onewindow.orgs.models import Department


@dataclass(frozen=True)
class Published:
    """What a version says, with the names of the units of its steps."""

    definition: ItemDefinition
    units: Mapping[str, str]

    @cached_property
    def questions(self) -> list[AskedQuestion]:
        """The questions that narrow the guide."""
        return [_asked(row) for row in self.definition.questions]

    @cached_property
    def translations(self) -> dict[str, Mapping[str, str]]:
        """The texts by path, for each language that at least the name is translated into."""
        languages = {row.language for row in self.definition.translations if row.element == "name"}
        return {each: in_language(self.definition, each) for each in sorted(languages)}


# Keyed by a version that its triggers keep as it is: nothing has to be invalidated.
@lru_cache(maxsize=256)
def published_of(pk: int) -> Published:
    """Return a published version by its key; raise ItemVersion.DoesNotExist."""
    definition = definition_at_once(pk)
    units = Department.objects.filter(short_code__in={step.unit for step in definition.steps})
    return Published(definition, dict(units.values_list("short_code", "short_name")))


def _asked(row: QuestionRow) -> AskedQuestion:
    choices = tuple((option.code, option.text) for option in row.options)
    when = None if row.when is None else parse(row.when)
    return AskedQuestion(row.code, row.text, QuestionKind(row.kind), row.help, choices, when)
