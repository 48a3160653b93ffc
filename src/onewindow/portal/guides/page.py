"""Everything a guide page shows, read from the published version in a few queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import cached_property
from django.utils.http import urlencode

from onewindow.cases.promise import Promise
from onewindow.catalogue.definition.item import NOTHING
from onewindow.catalogue.definition.rows import BasisRow, FaqRow, FeeRow, ResultRow
from onewindow.catalogue.guide import ListedMaterial, list_materials
from onewindow.catalogue.limits import Limits
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.reading import AskedQuestion, steps_of
from onewindow.delegation.places import Place, accepting_places
from onewindow.design.flow_chart import FlowChart
from onewindow.portal.answers import AnswersForm, AnswerValue, Said, as_data, in_words
from onewindow.portal.guides.flow import public_chart
from onewindow.portal.guides.papers.situation import Situation, situation_of


@dataclass(frozen=True)
class GuidePage:
    """A guide for one situation on one day."""

    version: ItemVersion
    situation: Situation
    form: AnswersForm
    materials: Sequence[ListedMaterial]
    chart: FlowChart
    places: Sequence[Place]

    @property
    def today(self) -> date:
        """The day on which it is read, in China."""
        return self.situation.today

    @property
    def promise(self) -> Promise:
        """The dates promised to whoever applies today."""
        return self.situation.promise

    @property
    def limits(self) -> Limits:
        """The limits of this situation, and how often one has to come."""
        return self.situation.limits

    @property
    def questions(self) -> Sequence[AskedQuestion]:
        """The questions that narrow the guide."""
        return self.situation.published.questions

    @property
    def answers(self) -> Mapping[str, AnswerValue]:
        """The answers given so far."""
        return self.situation.answers

    @property
    def bases(self) -> Sequence[BasisRow]:
        """The articles of law the item rests on."""
        return self.situation.definition.bases

    @property
    def fees(self) -> list[FeeRow]:
        """The fees that are due, or may be while a question is open."""
        return [row for _place, row in self.situation.of(self.situation.definition.fees)]

    @property
    def results(self) -> list[ResultRow]:
        """What the applicant gets, or may get while a question is open."""
        return [row for _place, row in self.situation.of(self.situation.definition.results)]

    @property
    def faq(self) -> Sequence[FaqRow]:
        """The questions people ask."""
        return self.situation.definition.faq

    @property
    def translations(self) -> Mapping[str, Mapping[str, str]]:
        """The texts of the second languages, by language and path."""
        return self.situation.published.translations

    @property
    def said(self) -> list[Said]:
        """The answers in words."""
        return in_words(self.questions, self.answers)

    @property
    def is_answered(self) -> bool:
        """Whether every question has an answer."""
        return self.situation.asking.is_done

    @property
    def open_questions(self) -> int:
        """How many questions are asked so far."""
        return len(self.situation.asking.asked)

    @property
    def query(self) -> str:
        """The answers as they follow the reader to the application."""
        return urlencode(as_data(self.answers))

    @property
    def quantity_limit(self) -> str:
        """The quota, unless there is none."""
        said = self.situation.definition.quantity_limit.strip()
        return "" if said in NOTHING else said

    @property
    def has_more(self) -> bool:
        """Whether there is anything that only some people want to know."""
        item = self.situation.definition
        return bool(
            self.quantity_limit or item.special_procedures or item.agency_services
            or item.licence_reform or item.local_elements
        )  # fmt: skip

    @cached_property
    def needed_count(self) -> int:
        """How many materials everybody in this situation hands in."""
        return sum(
            1
            for each in self.materials
            if not each.condition and each.material.necessity == "required"
        )

    @cached_property
    def more_count(self) -> int:
        """How many materials are optional, may follow later or depend on an open question."""
        return len(self.materials) - self.needed_count


def guide_page(version: ItemVersion, data: Mapping[str, object], *, at: datetime) -> GuidePage:
    """Read a published version for the answers in `data`; wrong answers count as none."""
    situation = situation_of(version, data, at=at)
    questions, answers = situation.published.questions, situation.answers
    return GuidePage(
        version=version,
        situation=situation,
        form=AnswersForm(questions, saved=answers),
        materials=list_materials(version.materials.order_by("position"), answers, questions),
        chart=public_chart(steps_of(version), questions, answers),
        places=accepting_places(version.item, situation.today),
    )
