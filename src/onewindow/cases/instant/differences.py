"""What one version of a table says otherwise than another."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from onewindow.cases.instant.sheets.plan import VERDICTS
from onewindow.cases.instant.table import Row, Table
from onewindow.cases.instant.wording import say_row


@dataclass(frozen=True)
class Difference:
    """A row or a column before and after; one of them empty where it is new or gone."""

    what: str
    before: str
    after: str


def differences(before: Table, after: Table) -> list[Difference]:
    """Return what changed, columns first, rows in the order of the later version."""
    return [*_columns(before, after), *_rows(before, after)]


def say_rule(table: Table, row: Row) -> str:
    """Return a whole rule: if, then, and on what basis."""
    said = _("如果%(words)s → %(verdict)s") % {
        "words": say_row(table, row), "verdict": VERDICTS[row.verdict],
    }  # fmt: skip
    return f"{said}（{row.basis}）" if row.basis else said


def _columns(before: Table, after: Table) -> Iterator[Difference]:
    old = {each.source: each for each in before.columns}
    new = {each.source: each for each in after.columns}
    for source in dict.fromkeys([*old, *new]):
        one, other = old.get(source), new.get(source)
        said = [
            "" if each is None else each.label + (_("（可以没有）") if each.may_miss else "")
            for each in (one, other)
        ]
        if said[0] != said[1]:
            yield Difference(_("条件"), said[0], said[1])


def _rows(before: Table, after: Table) -> Iterator[Difference]:
    old = {row.code: row for row in before.rows}
    for number, row in enumerate(after.rows, 1):
        name = _("第 %d 行") % number
        was = old.pop(row.code, None)
        said = say_rule(before, was) if was else ""
        if said != say_rule(after, row):
            yield Difference(name, said, say_rule(after, row))
        elif before.row_number(row.code) != number:
            yield Difference(name, _("原来是第 %d 行") % before.row_number(row.code), said)
    for row in old.values():
        yield Difference(_("原第 %d 行") % before.row_number(row.code), say_rule(before, row), "")
