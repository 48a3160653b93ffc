"""Values of form fields that are more than one line: tables, and addresses with a division code.

A table is kept as a JSON list of rows by column code. An address is kept as it reads, with the code
of its division (GB/T 2260) behind: `示例市示例区样板路街道 8 号〔999901001〕`.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from onewindow.catalogue.models import FormField

DIVISION = re.compile(r"〔(\d{6}|\d{9}|\d{12})〕$")
MOST_ROWS = 50
Row = Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """A column of a table, checked like a field of its kind."""

    code: str
    label: str
    kind: str
    is_required: bool
    choices: tuple[str, ...]


def columns_of(field: FormField) -> list[Column]:
    """Return the columns of a table field, in their order."""
    return [Column(**(each | {"choices": tuple(each["choices"])})) for each in field.columns]


def table_rows(value: str) -> list[dict[str, str]]:
    """Return the rows of a kept table; what is no table has none."""
    try:
        rows = json.loads(value) if value else []
    except ValueError:
        return []
    if not isinstance(rows, list):
        return []
    return [
        {str(code): str(text) for code, text in row.items()}
        for row in rows[:MOST_ROWS]
        if isinstance(row, dict)
    ]


def table_text(rows: Sequence[Row]) -> str:
    """Return rows as a table is kept; rows without a word are left out, none is empty text."""
    said = [dict(row) for row in rows if any(text.strip() for text in row.values())]
    return json.dumps(said, ensure_ascii=False) if said else ""


def with_division(text: str, division: str) -> str:
    """Return an address with the code of its division."""
    return f"{DIVISION.sub('', text)}〔{division}〕" if division else text


def division_of(value: str) -> str:
    """Return the division code of a kept address, if it has one."""
    found = DIVISION.search(value)
    return found[1] if found else ""


def readable(field: FormField, value: str) -> str:
    """Return a kept value as a person reads it."""
    match field.kind:
        case FormField.Kind.MONEY if value:
            return _("%(amount)s 元") % {"amount": value}
        case FormField.Kind.ADDRESS:
            return DIVISION.sub("", value)
        case FormField.Kind.TABLE:
            return "\n".join(_line(columns_of(field), row) for row in table_rows(value))
    return value


def _line(columns: Sequence[Column], row: Row) -> str:
    said = (f"{each.label}：{row[each.code]}" for each in columns if row.get(each.code))
    return "；".join(said)
