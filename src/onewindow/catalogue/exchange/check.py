"""What was written becomes an `ItemDraft`, or every reason why it cannot."""

from dataclasses import dataclass, field, replace
from typing import TypeVar

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange import fields, rules
from onewindow.catalogue.exchange.fields import Field
from onewindow.catalogue.exchange.problems import FormProblems, Problem, Refused
from onewindow.catalogue.exchange.raw import RawForm, RawRow
from onewindow.catalogue.exchange.steps import take_steps
from onewindow.catalogue.form import (
    THEMES,
    BasisDraft,
    FeeDraft,
    FileKind,
    ItemDraft,
    ItemType,
    MaterialDraft,
    name_theme,
)

T = TypeVar("T")
LONGEST_LIST = 200
# Boxes have no order of ticking: themes and file kinds come in the order of the form.
THEME_ORDER = [
    name_theme(audience, topic) for audience, topics in THEMES.items() for topic in topics or ("",)
]
KIND_ORDER = list(FileKind).index


@dataclass
class Reading:
    """The reading of one form: takes values field by field and keeps every problem."""

    form: RawForm
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, label: str, where: str, message: str) -> None:
        """Keep a problem, once."""
        problem = Problem(label, where, message)
        if problem not in self.problems:
            self.problems.append(problem)

    def one(self, wanted: Field[T]) -> T:
        """Return the field's value, or what stands in for it when blank or refused."""
        taken = self.many(wanted)
        if len(taken) > 1:
            words = "、".join(raw.text for raw in self.form.values[wanted.code])
            message = _("只能选一项，现在选了%(count)d项（%(words)s）：请只留一项")
            details = {"count": len(taken), "words": words}
            self.refuse(wanted.label, self.form.place(wanted.code), message % details)
        return taken[0] if taken else wanted.empty

    def many(self, wanted: Field[T]) -> tuple[T, ...]:
        """Return every value given for the field."""
        given = [raw for raw in self.form.values.get(wanted.code, []) if raw.text]
        if wanted.required and not given:
            self._refuse_blank(wanted)
        read = [self._parse(wanted, raw.text, raw.where) for raw in given]
        return tuple(value for value in read if value is not None)

    def cell(self, row: RawRow, wanted: Field[T]) -> T:
        """Return the value of one column of one line."""
        found = self.cells(row, wanted)
        if len(found) > 1:
            self.refuse(wanted.label, row.place(wanted.code), _("只能选一项：请只留一项"))
        return found[0] if found else wanted.empty

    def cells(self, row: RawRow, wanted: Field[T]) -> tuple[T, ...]:
        """Return all values of one column of one line."""
        given = [raw for raw in row.cells.get(wanted.code, []) if raw.text]
        if wanted.required and not given:
            self.refuse(wanted.label, row.place(wanted.code), _("没有填写：请补填这一格"))
        read = [self._parse(wanted, raw.text, raw.where) for raw in given]
        return tuple(value for value in read if value is not None)

    def _parse(self, wanted: Field[T], text: str, where: str) -> T | None:
        try:
            return wanted.parse(text)
        except Refused as refused:
            self.refuse(wanted.label, where, str(refused))
            return None

    def _refuse_blank(self, wanted: Field[T]) -> None:
        if any(problem.field == wanted.label for problem in self.form.problems):
            return
        if wanted.code not in self.form.values:
            message = _("找不到“%s”这一栏：请使用标准表样，不要删去栏目") % wanted.label
        elif wanted.options:
            message = _("一项也没有勾选：请在选项前打“√”或“☑”")
        else:
            message = _("没有填写：这一栏必须填")
        self.refuse(wanted.label, self.form.place(wanted.code), message)


def check(form: RawForm) -> ItemDraft:
    """Return the draft that the form states; raise FormProblems with everything that is wrong."""
    reading = Reading(form, list(form.problems))
    item_type = reading.one(fields.ITEM_TYPE)
    review_limit = reading.one(fields.REVIEW_LIMIT)
    draft = ItemDraft(
        department=reading.one(fields.DEPARTMENT),
        filled_by=reading.one(fields.FILLED_BY),
        filled_by_phone=reading.one(fields.FILLED_BY_PHONE),
        filled_on=reading.one(fields.FILLED_ON),
        name=reading.one(fields.NAME),
        number=reading.one(fields.NUMBER),
        subject=reading.one(fields.SUBJECT),
        internal_hall=reading.one(fields.INTERNAL_HALL),
        public_hall=reading.one(fields.PUBLIC_HALL),
        phone=reading.one(fields.PHONE),
        email=reading.one(fields.EMAIL),
        postal_address=reading.one(fields.POSTAL_ADDRESS),
        limit_note=reading.one(fields.LIMIT_NOTE),
        periodic_inspection=reading.one(fields.PERIODIC_INSPECTION),
        process=reading.one(fields.PROCESS),
        acceptance_limit=reading.one(fields.ACCEPTANCE_LIMIT),
        review_limit=review_limit,
        statutory_limit=_statutory_limit(reading, item_type, review_limit),
        item_type=item_type,
        themes=tuple(sorted(set(reading.many(fields.THEME)), key=THEME_ORDER.index)),
        bases=_take_bases(reading),
        fees=_take_fees(reading),
        conditions=reading.many(fields.CONDITION),
        steps=take_steps(reading),
        materials=_take_materials(reading),
        aliases=tuple(dict.fromkeys(reading.many(fields.ALIAS))),
        extra=_take_extra(reading),
    )
    rules.check_limits(reading, draft)
    if reading.problems:
        raise FormProblems(sorted(reading.problems, key=_place_in_form))
    return draft


def _place_in_form(problem: Problem) -> int:
    order = fields.FORM_ORDER
    return order.index(problem.field) if problem.field in order else 0


def _statutory_limit(reading: Reading, item_type: ItemType, review_limit: int) -> int:
    if any(raw.text for raw in reading.form.values.get(fields.STATUTORY_LIMIT.code, [])):
        return reading.one(fields.STATUTORY_LIMIT)
    return max(review_limit, rules.STATUTORY_DAYS if item_type is ItemType.LICENSING else 0)


def rows_of(reading: Reading, table: Field[str]) -> list[RawRow]:
    """Return a table's lines; a required table that is missing or blank is a problem."""
    found = reading.form.tables.get(table.code)
    where = found.where if found else reading.form.place(table.code)
    if table.required and not (found and found.rows):
        reading.refuse(table.label, where, _("没有填写：请至少填一行"))
    if found and len(found.rows) > LONGEST_LIST:
        reading.refuse(table.label, where, _("行数太多（最多 %d 行）：请检查表格") % LONGEST_LIST)
        return []
    return found.rows if found else []


def _take_bases(reading: Reading) -> tuple[BasisDraft, ...]:
    return tuple(
        BasisDraft(
            law=reading.cell(row, fields.BASIS_LAW).removeprefix("《").removesuffix("》"),
            article=reading.cell(row, fields.BASIS_ARTICLE),
            text=reading.cell(row, fields.BASIS_TEXT),
        )
        for row in rows_of(reading, fields.BASES)
    )


def _take_fees(reading: Reading) -> tuple[FeeDraft, ...]:
    fees = []
    for row in rows_of(reading, fields.FEES):
        if not row.text("basis"):
            message = _(
                "收费项目“%s”没有写依据：没有法律、行政法规依据的不得收费（行政许可法第五十八条）"
            )
            reading.refuse(fields.FEE_BASIS.label, row.place("basis"), message % row.text("name"))
        basis = replace(fields.FEE_BASIS, required=False)
        fees.append(
            FeeDraft(
                name=reading.cell(row, fields.FEE_NAME),
                standard=reading.cell(row, fields.FEE_STANDARD),
                basis=reading.cell(row, basis),
            )
        )
    return tuple(fees)


def _take_materials(reading: Reading) -> tuple[MaterialDraft, ...]:
    materials: list[MaterialDraft] = []
    for row in rows_of(reading, fields.MATERIALS):
        material = MaterialDraft(
            name=reading.cell(row, fields.MATERIAL_NAME),
            file_kinds=tuple(
                sorted(set(reading.cells(row, fields.MATERIAL_FILES)), key=KIND_ORDER)
            ),
            necessity=reading.cell(row, fields.MATERIAL_NECESSITY),
            needs_original=reading.cell(row, fields.MATERIAL_ORIGINAL),
            note=reading.cell(row, fields.MATERIAL_NOTE),
        )
        if material.name and any(material.name == other.name for other in materials):
            message = (
                _("材料“%s”写了两次：请删去一行（行政许可法第三十一条，不得重复提交）")
                % material.name
            )
            reading.refuse(fields.MATERIAL_NAME.label, row.place("name"), message)
        materials.append(material)
    return tuple(materials)


def _take_extra(reading: Reading) -> dict[str, str]:
    found = reading.form.tables.get(fields.EXTRA.code)
    return {row.text("key"): row.text("value") for row in (found.rows if found else [])}
