"""Everything a guide page shows, read from the published version in a few queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import cached_property
from django.utils.http import urlencode

from onewindow.cases.clocks import local_day
from onewindow.cases.promise import Promise, promise_of
from onewindow.catalogue.guide import ListedMaterial, list_materials
from onewindow.catalogue.models import Fee, FrequentQuestion, ItemVersion, LegalBasis, Result
from onewindow.catalogue.reading import AskedQuestion, questions_of, steps_of
from onewindow.design.flow_chart import FlowChart
from onewindow.portal.answers import AnswersForm, AnswerValue, Said, as_data, in_words
from onewindow.portal.guides.flow import public_chart


@dataclass(frozen=True)
class GuidePage:
    """A guide for one situation on one day."""

    version: ItemVersion
    today: date
    promise: Promise
    questions: Sequence[AskedQuestion]
    form: AnswersForm
    answers: Mapping[str, AnswerValue]
    materials: Sequence[ListedMaterial]
    chart: FlowChart
    bases: Sequence[LegalBasis]
    fees: Sequence[Fee]
    results: Sequence[Result]
    faq: Sequence[FrequentQuestion]

    @property
    def said(self) -> list[Said]:
        """The answers in words."""
        return in_words(self.questions, self.answers)

    @property
    def is_answered(self) -> bool:
        """Whether every question has an answer."""
        return len(self.answers) == len(self.questions)

    @property
    def query(self) -> str:
        """The answers as they follow the reader to the application."""
        return urlencode(as_data(self.answers))

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
    questions = questions_of(version)
    answers = AnswersForm(questions, data).answers()
    return GuidePage(
        version=version,
        today=local_day(at),
        promise=promise_of(version, answers, at),
        questions=questions,
        form=AnswersForm(questions, saved=answers),
        answers=answers,
        materials=list_materials(version.materials.order_by("position"), answers, questions),
        chart=public_chart(steps_of(version), questions, answers),
        bases=list(version.bases.order_by("position")),
        fees=list(version.fees.order_by("position")),
        results=list(version.results.order_by("position")),
        faq=list(version.faq.order_by("position")),
    )
