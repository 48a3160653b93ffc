"""How the pages of decision tables say rules, results and shares."""

from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from onewindow.cases.instant.agreement import Human
from onewindow.cases.instant.judging import Judgement
from onewindow.cases.instant.shares import Share
from onewindow.cases.instant.table import Row, Table
from onewindow.cases.instant.testing import Example
from onewindow.cases.instant.values import say_value
from onewindow.cases.instant.wording import say_cell

register = template.Library()


@dataclass(frozen=True)
class Line:
    """A rule as it is read: what it asks of each column, nothing where any value will do."""

    number: int
    row: Row
    cells: list[tuple[str, str]]


@register.filter
def lines(table: Table) -> list[Line]:
    """Return the rules of a table in words."""
    return [
        Line(number, row, [
            (column.label, say_cell(column, cell) if cell else "")
            for column, cell in zip(table.columns, row.cells, strict=True)
        ])
        for number, row in enumerate(table.rows, 1)
    ]  # fmt: skip


@register.filter
def verdict(code: str) -> str:
    """Say a verdict."""
    return _("准予") if code == "grant" else _("转人工")


@register.filter
def human(found: Human) -> str:
    """Say what a human made of a case."""
    return {
        Human.GRANTED: _("准予"),
        Human.CORRECTED: _("先要求补正"),
        Human.REFUSED: _("不予许可"),
        Human.NOT_ACCEPTED: _("没有受理"),
        Human.OPEN: _("还没有决定"),
        Human.GONE: _("申请人撤回"),
    }[found]


@register.filter
def rows_of(judgement: Judgement, table: Table) -> str:
    """Return the numbers of the rows that held."""
    return "、".join(str(table.row_number(code)) for code in judgement.hit)


@register.filter
def values_of(example: Example, table: Table) -> str:
    """Return the values of a test case in one line."""
    said = [
        (column.label.rstrip("？?"), say_value(column, example.values.get(column.code)))
        for column in table.columns
    ]
    return "；".join(f"{label}：{value}" for label, value in said)


@register.filter
def percent(share: Share) -> str:
    """Return a share in per cent."""
    return "—" if share.value is None else percent_of(share.value)


@register.filter
def percent_of(value: float) -> str:
    """Return a part of one in per cent."""
    return f"{100 * value:.1f}%"
