"""The lines of 内部审批流程: what each says, which earlier lines it needs, whether they can run."""

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange import fields
from onewindow.catalogue.exchange.choices import infer_kind
from onewindow.catalogue.exchange.fields import Field
from onewindow.catalogue.exchange.parse import half_width
from onewindow.catalogue.exchange.problems import Problem
from onewindow.catalogue.exchange.raw import RawForm, RawRow
from onewindow.catalogue.form import StepDraft
from onewindow.procedure import errors
from onewindow.procedure.errors import ProcedureError
from onewindow.procedure.model import Step, problems

T = TypeVar("T")
SERIAL = {"", "—", "——", "-", "--", "－", "上一环节"}
AT_THE_START = {"无", "没有"}
NAMES = re.compile(r"[、，,；;\n]")
ERROR_FIELDS: dict[type[ProcedureError], Field[str]] = {
    errors.NoUnit: fields.STEP_UNIT,
    errors.DuplicateStep: fields.STEP_NAME,
    errors.NegativeLimit: Field("limit", fields.STEP_LIMIT.label, str, ""),
}
KIND_ERRORS = (
    errors.NoAcceptance,
    errors.SeveralAcceptances,
    errors.NoDecision,
    errors.SeveralDecisions,
)


class Reading(Protocol):
    """The part of a reading that steps use."""

    form: RawForm
    problems: list[Problem]

    def refuse(self, label: str, where: str, message: str) -> None:
        """Keep a problem."""

    def cell(self, row: RawRow, wanted: Field[T]) -> T:
        """Return the value of one column of one line."""


def take_steps(reading: Reading) -> tuple[StepDraft, ...]:
    """Return the steps in the order of the form, with the names of the steps each one needs."""
    table = reading.form.tables.get(fields.STEPS.code)
    rows = table.rows if table else []
    names = _names_by_number(rows)
    steps = tuple(
        _take_step(reading, row, _needs(row, names, rows[index - 1] if index else None))
        for index, row in enumerate(rows)
    )
    _refuse_faults(reading, steps, rows)
    return steps


def to_procedure_steps(steps: Sequence[StepDraft]) -> list[Step]:
    """Return the steps as the procedure package wants them; the name serves as the code."""
    return [
        Step(step.name, step.name, step.kind, step.unit, step.post, step.limit, needs=step.needs)
        for step in steps
    ]


def _take_step(reading: Reading, row: RawRow, needs: tuple[str, ...]) -> StepDraft:
    name = reading.cell(row, fields.STEP_NAME)
    kind = reading.cell(row, fields.STEP_KIND) if row.text("kind") else infer_kind(name)
    post = reading.cell(row, fields.STEP_POST)
    table = reading.form.tables[fields.STEPS.code]
    # The paper of some cities knows only the office: the unit is then the department itself.
    own = post and fields.STEP_UNIT.code not in table.columns
    department = reading.form.values.get(fields.DEPARTMENT.code)
    return StepDraft(
        name=name,
        kind=kind,
        unit=department[0].text if own and department else reading.cell(row, fields.STEP_UNIT),
        post=post,
        person=reading.cell(row, fields.STEP_PERSON),
        title=reading.cell(row, fields.STEP_TITLE),
        limit=reading.cell(row, fields.STEP_LIMIT),
        mobile=reading.cell(row, fields.STEP_MOBILE),
        needs=needs,
    )


def _names_by_number(rows: Sequence[RawRow]) -> dict[str, str]:
    named = {str(line): row.text("name") for line, row in enumerate(rows, start=1)}
    written = {half_width(row.text("order")).rstrip("."): row.text("name") for row in rows}
    return named | {number: name for number, name in written.items() if number}


def _needs(row: RawRow, names: dict[str, str], previous: RawRow | None) -> tuple[str, ...]:
    given = [raw.text for raw in row.cells.get(fields.STEP_NEEDS.code, [])]
    if fields.STEP_NEEDS.code in row.cells and not given:
        return ()
    known = set(names.values())
    lists = [[text] if text in known else NAMES.split(text) for text in given]
    words = [word.strip() for each in lists for word in each]
    if all(word in SERIAL for word in words):
        return (previous.text("name"),) if previous else ()
    wanted = [word for word in words if word not in SERIAL | AT_THE_START]
    return tuple(word if word in known else names.get(half_width(word), word) for word in wanted)


def _refuse_faults(reading: Reading, steps: Sequence[StepDraft], rows: list[RawRow]) -> None:
    table = reading.form.tables.get(fields.STEPS.code)
    if not table or not steps:
        where = table.where if table else reading.form.place(fields.STEPS.code)
        reading.refuse(fields.STEPS.label, where, _("没有填写：请至少填写受理和决定两个环节"))
        return
    if not all(step.name for step in steps):
        return
    by_name: dict[str, list[RawRow]] = {}
    for row in rows:
        by_name.setdefault(row.text("name"), []).append(row)
    twice = {name for name, same in by_name.items() if len(same) > 1}
    for error in problems(to_procedure_steps(steps)):
        if isinstance(error, errors.NoUnit) and by_name[error.step][-1].text("unit") == "":
            continue
        kind = isinstance(error, KIND_ERRORS)
        if kind and error.step in twice:
            continue
        place = fields.STEP_KIND if kind else ERROR_FIELDS.get(type(error), fields.STEP_NEEDS)
        reading.refuse(place.label, by_name[error.step][-1].place(place.code), error.message)
