"""What a table may ask of a case: answers, typed fields, and facts from what is registered.

Never free text: a name or an address cannot be judged by a comparison.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from onewindow.accounts.models import Person
from onewindow.cases.clocks import local_day
from onewindow.cases.instant.table import Column, Table, Value, ValueKind
from onewindow.cases.instant.values import read_value
from onewindow.cases.models.case import OPEN, Case, CaseQuerySet
from onewindow.catalogue.asking import ask_again
from onewindow.catalogue.codes import FieldKind, QuestionKind
from onewindow.catalogue.models import FormField, ItemVersion
from onewindow.catalogue.reading import fields_for, questions_of
from onewindow.kernel.identity import is_valid_citizen_id, is_valid_uscc, parse_citizen_id

FIELD_KINDS = {
    FieldKind.NUMBER: ValueKind.NUMBER,
    FieldKind.MONEY: ValueKind.NUMBER,
    FieldKind.DATE: ValueKind.DAY,
    FieldKind.CHOICE: ValueKind.CHOICE,
}


@dataclass(frozen=True)
class Source:
    """Something a column can ask for; `group` says where it comes from."""

    code: str
    label: str
    kind: ValueKind
    group: str
    options: tuple[tuple[str, str], ...] = ()

    def as_column(self, code: str) -> Column:
        """Return the column that asks for it."""
        return Column(code, self.code, self.label, self.kind, self.options)


def sources_of(version: ItemVersion) -> dict[str, Source]:
    """Return what a table of an item can ask for, by code, in the order of the form."""
    found = [*_answers(version), *_fields(version), *_facts(), *_materials(version)]
    return {each.code: each for each in found}


def stale_columns(table: Table, version: ItemVersion) -> list[Column]:
    """Return the columns that ask for what a version does not have, or has otherwise."""
    sources = sources_of(version)
    return [each for each in table.columns if not _is_fresh(each, sources.get(each.source))]


def values_of(case: Case, table: Table, *, at: datetime) -> dict[str, Value | None]:
    """Return the values of a case by column code, None where there is none; raise BadValue."""
    facts = Facts(case, at)
    return {column.code: facts.value(column) for column in table.columns}


def _is_fresh(column: Column, source: Source | None) -> bool:
    return source is not None and (source.kind, source.options) == (column.kind, column.options)


def _answers(version: ItemVersion) -> Iterator[Source]:
    kinds = {
        QuestionKind.CHOICE: ValueKind.CHOICE,
        QuestionKind.BOOL: ValueKind.FLAG,
        QuestionKind.NUMBER: ValueKind.NUMBER,
    }
    for each in questions_of(version):
        kind = kinds[QuestionKind(each.kind)]
        yield Source(f"answer.{each.code}", each.text, kind, _("情形回答"), each.choices)


def _fields(version: ItemVersion) -> Iterator[Source]:
    group = _("申请表")
    for each in version.fields.order_by("position"):
        kind = FieldKind(each.kind)
        if kind in FIELD_KINDS:
            options = tuple((str(text), str(text)) for text in each.choices)
            yield Source(
                f"field.{each.code}", each.label, FIELD_KINDS[kind], group,
                options if kind is FieldKind.CHOICE else (),
            )  # fmt: skip
        yield from _derived(each, kind, group)


def _derived(field: FormField, kind: FieldKind, group: str) -> Iterator[Source]:
    label = {"label": field.label}
    if kind is FieldKind.DATE:
        text = _("%(label)s距提交日的天数") % label
        yield Source(f"days.{field.code}", text, ValueKind.NUMBER, group)
    if kind is FieldKind.CITIZEN_ID:
        text = _("%(label)s推出的周岁年龄") % label
        yield Source(f"age.{field.code}", text, ValueKind.NUMBER, group)
    if kind in {FieldKind.CITIZEN_ID, FieldKind.USCC}:
        text = _("%(label)s与登记的申请人一致") % label
        yield Source(f"same.{field.code}", text, ValueKind.FLAG, group)


def _facts() -> Iterator[Source]:
    group = _("登记信息")
    flags = {
        "is_company": _("以企业名义申请"),
        "citizen_id_valid": _("申请人（经办人）身份证号有效"),
        "company_code_valid": _("企业统一社会信用代码有效"),
        "granted_before": _("申请人以前获准过本事项"),
        "other_cases": _("申请人另有本事项的在办申请"),
    }
    yield Source("fact.age", _("申请人（经办人）周岁年龄"), ValueKind.NUMBER, group)
    for code, label in flags.items():
        yield Source(f"fact.{code}", label, ValueKind.FLAG, group)


def _materials(version: ItemVersion) -> Iterator[Source]:
    for each in version.materials.order_by("position"):
        text = _("已提交材料：%s") % each.name
        yield Source(f"material.{each.code}", text, ValueKind.FLAG, _("申请材料"))


def age_on(citizen_id: str, day: date) -> int:
    """Return the full years of age on a day; raise InvalidIdentity."""
    born = parse_citizen_id(citizen_id, on=day).born_on
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Facts:
    """The values of one case; each is read once, when a column asks for it."""

    def __init__(self, case: Case, at: datetime) -> None:
        self.case = case
        self.day = local_day(case.submitted_at or at)

    def value(self, column: Column) -> Value | None:
        """Return what a column asks for, None where the case has none; raise BadValue."""
        group, _dot, code = column.source.partition(".")
        found = self._readers[group](code)
        return None if found is None or found == "" else read_value(column, _text(found))

    @cached_property
    def answers(self) -> Mapping[str, str | int | float | bool]:
        """The answers to the questions that were asked."""
        return ask_again(questions_of(self.case.version), self.case.answers).answers

    @cached_property
    def fields(self) -> dict[str, str]:
        """The fields of the form in this situation."""
        asked = {each.code for each in fields_for(self.case.version, self.answers)}
        return {code: text for code, text in self.case.fields.items() if code in asked}

    @cached_property
    def person(self) -> Person | None:
        """Who applies, as registered."""
        return Person.objects.filter(user=self.case.applicant_id).first()

    @cached_property
    def _readers(self) -> Mapping[str, Callable[[str], object]]:
        return {
            "answer": self.answers.get,
            "field": self.fields.get,
            "days": self._days,
            "age": self._age,
            "same": self._same,
            "fact": lambda code: self._known[code](),
            "material": self._has_material,
        }

    @cached_property
    def _known(self) -> Mapping[str, Callable[[], object]]:
        company = self.case.company
        return {
            "age": lambda: age_on(self.person.citizen_id, self.day) if self.person else None,
            "citizen_id_valid": lambda: (
                is_valid_citizen_id(self.person.citizen_id) if self.person else None
            ),
            "is_company": lambda: company is not None,
            "company_code_valid": lambda: is_valid_uscc(company.uscc) if company else None,
            "granted_before": lambda: self._own.filter(decision__is_granted=True).exists(),
            "other_cases": lambda: self._own.filter(status__in=OPEN).exists(),
        }

    @property
    def _own(self) -> CaseQuerySet:
        case = self.case
        same = (
            Case.objects.filter(company=case.company_id)
            if case.company_id
            else Case.objects.filter(applicant=case.applicant_id, company=None)
        )
        return same.filter(version__item=case.version.item_id).exclude(pk=case.pk)

    def _days(self, code: str) -> object:
        text = self.fields.get(code)
        return (date.fromisoformat(text) - self.day).days if text else None

    def _age(self, code: str) -> object:
        text = self.fields.get(code)
        return age_on(text, self.day) if text else None

    def _same(self, code: str) -> object:
        text = self.fields.get(code)
        if not text:
            return None
        known = {self.person.citizen_id} if self.person else set()
        return text in known | ({self.case.company.uscc} if self.case.company else set())

    def _has_material(self, code: str) -> bool:
        return self.case.submissions.filter(material__code=code).exists()


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(Decimal(str(value))) if isinstance(value, float) else str(value)
