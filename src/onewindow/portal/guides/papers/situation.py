"""What a paper is about: a published definition, the answers given, the dates of today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from onewindow.cases.clocks import local_day
from onewindow.cases.promise import Promise, promise_within
from onewindow.catalogue.asking import Asking, ask_again
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import Condition, MaterialRow
from onewindow.catalogue.definition.texts import in_language
from onewindow.catalogue.guide import wording
from onewindow.catalogue.limits import Limits, limits_by
from onewindow.catalogue.models import ItemVersion
from onewindow.documents.leaflets import Language, Text, Words
from onewindow.kernel import conditions
from onewindow.portal.answers import AnswersForm, AnswerValue, as_data
from onewindow.portal.guides.published import Published, published_of

R = TypeVar("R")


@dataclass(frozen=True)
class Situation:
    """One version of an item for one applicant's answers on one day."""

    version: ItemVersion
    published: Published
    answers: Mapping[str, AnswerValue]
    limits: Limits
    promise: Promise
    today: date

    @property
    def definition(self) -> ItemDefinition:
        """What the version says."""
        return self.published.definition

    @property
    def data(self) -> dict[str, str]:
        """The answers as an address carries them."""
        return as_data(self.answers)

    @cached_property
    def asking(self) -> Asking:
        """How far the questions have come."""
        return ask_again(self.published.questions, self.answers)

    @cached_property
    def labels(self) -> dict[str, str]:
        """How conditions name the questions and their answers."""
        return wording(self.published.questions)

    def applies(self, when: Condition | None) -> bool | None:
        """Tell whether something holds for the answers; None while a question is open."""
        if when is None:
            return True
        term = conditions.parse(when)
        return None if self.asking.is_open(term) else conditions.evaluate(term, self.answers)

    def materials(self) -> list[tuple[MaterialRow, str]]:
        """Return the materials needed, each with the condition that is still open, if any."""
        return [
            (row, "" if row.when is None or held else self._explained(row.when))
            for row in self.definition.materials
            if (held := self.applies(row.when)) is not False
        ]

    def of(self, rows: Iterable[R]) -> list[tuple[int, R]]:
        """Return the rows that hold or may hold, with their place counted from 1."""
        return [
            (place, row)
            for place, row in enumerate(rows, 1)
            if self.applies(getattr(row, "when", None)) is not False
        ]

    def _explained(self, when: Condition) -> str:
        return conditions.explain(conditions.parse(when), self.labels)


class Speaker:
    """Says a definition's texts, and the fixed words, in Chinese and the second language."""

    def __init__(self, definition: ItemDefinition, language: Language | None) -> None:
        self.words = Words(language)
        self._beside = in_language(definition, language) if language else {}

    def text(self, path: str, chinese: str) -> Text:
        """Return a text of the definition by its path."""
        return Text(chinese, self._beside.get(path, "")) if chinese else Text("")

    def joined(self, texts: Iterable[Text]) -> Text:
        """Return texts as one, parted by commas; untranslated as soon as one of them is."""
        parts = [text for text in texts if text]
        comma = self.words.say("comma")
        beside = comma.beside.join(part.beside for part in parts)
        return Text(
            comma.zh.join(part.zh for part in parts),
            beside if all(part.beside for part in parts) else "",
        )


def situation_of(version: ItemVersion, data: Mapping[str, object], *, at: datetime) -> Situation:
    """Read what a paper says for the answers in `data`; wrong answers count as none."""
    published = published_of(version)
    answers = AnswersForm(published.questions, data).answers()
    limits = limits_by(published.definition, published.definition.scenario_rules, answers)
    promise = promise_within(limits, version.item.department.region_id, at)
    return Situation(version, published, answers, limits, promise, local_day(at))
