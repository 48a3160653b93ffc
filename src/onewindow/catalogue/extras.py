"""What an item says beyond its paper form, read from the YAML file beside it.

Keys are elements of the definition; `materials` and `steps` map a name on the form to what more
is to be said of it; `slug` and `code` name the item itself, `is_standard` says what it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.notation import (
    DefinitionProblems,
    Plain,
    as_plain,
    as_row,
    from_plain,
)
from onewindow.catalogue.definition.rows import MaterialRow, StepRow
from onewindow.kernel.glyphs import named, unprintable

BY_NAME = ("materials", "steps")


@dataclass(frozen=True)
class ItemExtras:
    """The rest of an item, still as mappings: it only makes sense together with a form."""

    slug: str = ""
    code: str = ""
    is_standard: bool = False
    elements: Plain = field(default_factory=dict)


def read_extras(data: Plain) -> ItemExtras:
    """Return the extras that a YAML file states."""
    names = {key: str(data.get(key, "")) for key in ("slug", "code")}
    elements = {
        key: value
        for key, value in data.items()
        if key not in {*names, "is_standard"} and not key.startswith("sample_")
    }
    is_standard = data.get("is_standard") is True
    return ItemExtras(**names, is_standard=is_standard, elements=elements)


def add_extras(definition: ItemDefinition, extras: ItemExtras) -> ItemDefinition:
    """Return the definition with its extras; raise DefinitionProblems for what does not fit."""
    plain = as_plain(definition) | {
        key: value for key, value in extras.elements.items() if key not in BY_NAME
    }
    problems: list[tuple[str, str]] = []
    for key in BY_NAME:
        plain[key] = _joined(key, definition, extras.elements.get(key) or {}, problems)
    if problems:
        raise DefinitionProblems(problems)
    whole = from_plain(plain)
    _check_printed(whole)
    return whole


def _joined(
    key: str, definition: ItemDefinition, more: object, problems: list[tuple[str, str]]
) -> list[Plain]:
    if not isinstance(more, Mapping):
        problems.append((key, _("这里按名称逐行写要补充的内容。")))
        return []
    rows: tuple[MaterialRow, ...] | tuple[StepRow, ...]
    rows = definition.materials if key == "materials" else definition.steps
    said = {row.name: more[row.name] for row in rows if row.name in more}
    for name in more:
        if name not in said or not isinstance(said[name], Mapping):
            message = _("流程确认单上没有这一行，或者补充的内容不是“键: 值”。请检查名称。")
            problems.append((f"{key}.{name}", message))
    return [as_row(row) | (said.get(row.name) or {}) for row in rows]


def _check_printed(definition: ItemDefinition) -> None:
    problems = []
    for number, row in enumerate(definition.fields, 1):
        for text in (row.label, *row.choices):
            if missing := unprintable(text):
                where = _("申请表第 %(number)d 栏“%(label)s”") % {
                    "number": number,
                    "label": row.label,
                }
                message = _("公文里印不出这些字，请换一种写法：%(characters)s")
                problems.append((where, message % {"characters": named(missing)}))
    if problems:
        raise DefinitionProblems(problems)
