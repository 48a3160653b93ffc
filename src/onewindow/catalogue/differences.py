"""What one definition changes against another: element by element, tables row by row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.elements import Element, elements
from onewindow.catalogue.definition.wording import (
    COLUMN_LIMITS,
    LIMITS,
    Names,
    is_unit,
    say,
    say_cell,
)
from onewindow.catalogue.matched_rows import Pair, pair_rows
from onewindow.catalogue.text_changes import Piece, mark, whole

SHORT = 24
RowKind = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True)
class TextChange:
    """A text that differs; `pieces` mark what went and what came."""

    label: str
    old: str
    new: str
    pieces: tuple[Piece, ...]

    @property
    def is_mixed(self) -> bool:
        """Whether part of the text stayed: then both are shown as one."""
        return any(not piece.mark for piece in self.pieces)

    @property
    def is_short(self) -> bool:
        """Whether both texts fit side by side."""
        return max(len(self.old), len(self.new)) <= SHORT


@dataclass(frozen=True)
class RowChange:
    """A row that came, went, changed or stands elsewhere; `number` is its place, new or old."""

    kind: RowKind
    number: int
    title: str
    cells: tuple[TextChange, ...] = ()
    is_moved: bool = False


@dataclass(frozen=True)
class Change:
    """An element that differs: its texts, or its rows."""

    code: str
    label: str
    is_internal: bool
    texts: tuple[TextChange, ...] = ()
    rows: tuple[RowChange, ...] = ()


def compare(
    before: ItemDefinition, after: ItemDefinition, *, old_names: Names, new_names: Names
) -> list[Change]:
    """Return the elements that differ, in the order of the list."""
    found = []
    for element in elements().values():
        label = _(element.label)
        if is_unit(element.code) or not _differs(element.code, before, after):
            continue
        if element.kind == "table":
            old, new = getattr(before, element.code), getattr(after, element.code)
            rows = tuple(_rows(element, old, new, old_names, new_names))
            if rows:
                found.append(Change(element.code, label, element.is_internal, rows=rows))
        else:
            said = say(element, before, old_names), say(element, after, new_names)
            texts = tuple(_texts(element, *said))
            found.append(Change(element.code, label, element.is_internal, texts))
    return found


def changed_codes(before: ItemDefinition, after: ItemDefinition) -> tuple[str, ...]:
    """Return the codes of the elements that differ, in the order of the list."""
    return tuple(
        code for code in elements() if getattr(before, code) != getattr(after, code)
    )  # fmt: skip


def _differs(code: str, before: ItemDefinition, after: ItemDefinition) -> bool:
    codes = (code, LIMITS.get(code, code))
    return any(getattr(before, each) != getattr(after, each) for each in codes)


def _texts(element: Element, old: Sequence[str], new: Sequence[str]) -> Iterator[TextChange]:
    if element.kind == "lines":
        yield from _lines(old, new)
        return
    yield _text("", "\n".join(old), "\n".join(new), is_prose=element.kind in {"text", "long"})


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[TextChange]:
    pairs = pair_rows(old, new, key=lambda line: line, text=lambda line: line)
    for pair in pairs:
        number = str(pair.number)
        if pair.old is None or pair.new is None or pair.old != pair.new:
            yield _text(number, pair.old or "", pair.new or "")
        elif pair.is_moved:
            yield TextChange(
                number, pair.old, pair.new, (Piece(_("只移动了位置：")), Piece(pair.new))
            )


def _text(label: str, old: str, new: str, *, is_prose: bool = True) -> TextChange:
    if old == new:
        old, new = old or _("原内容"), _("内容已更换（显示的文字相同）")
        return TextChange(label, old, new, whole(old, new))
    return TextChange(label, old, new, mark(old, new) if is_prose else whole(old, new))


def _rows(
    element: Element, old: Sequence[object], new: Sequence[object],
    old_names: Names, new_names: Names,
) -> Iterator[RowChange]:  # fmt: skip
    for pair in pair_rows(old, new, key=_key, text=str):
        change = _row(element, pair, old_names, new_names)
        if change is not None:
            yield change


def _row(
    element: Element, pair: Pair[object], old_names: Names, new_names: Names
) -> RowChange | None:
    row, names = (pair.new, new_names) if pair.new is not None else (pair.old, old_names)
    title = _title(element, row, names)
    cells = tuple(_cells(element, pair, old_names, new_names))
    if pair.old is None:
        return RowChange("added", pair.number, title, cells)
    if pair.new is None:
        return RowChange("removed", pair.number, title, cells)
    # Another code alone says nothing to a reader.
    if cells:
        return RowChange("changed", pair.number, title, cells, pair.is_moved)
    return RowChange("moved", pair.number, title) if pair.is_moved else None


def _cells(
    element: Element, pair: Pair[object], old_names: Names, new_names: Names
) -> Iterator[TextChange]:
    for column in element.columns:
        if column.code == "code" or is_unit(column.code, element.code):
            continue
        old = "" if pair.old is None else say_cell(element.code, column, pair.old, old_names)
        new = "" if pair.new is None else say_cell(element.code, column, pair.new, new_names)
        if _cell_differs(element.code, column.code, pair, (old, new)):
            yield _text(_(column.label), old, new, is_prose=column.kind in {"text", "long"})


def _cell_differs(table: str, code: str, pair: Pair[object], said: tuple[str, str]) -> bool:
    if pair.old is None or pair.new is None:
        return said[0] != said[1]
    codes = (code, COLUMN_LIMITS.get(table, {}).get(code, code))
    return any(getattr(pair.old, each) != getattr(pair.new, each) for each in codes)


def _title(element: Element, row: object, names: Names) -> str:
    columns = [each for each in element.columns if each.code != "code"]
    said = (say_cell(element.code, each, row, names) for each in columns)
    return next((text for text in said if text), "")


def _key(row: object) -> object:
    """Return what stays the same when a row is edited: its code, or what names it."""
    for names in (("code",), ("law", "article"), ("hall", "window"), ("language", "element"),
                  ("question",), ("label",), ("name",)):  # fmt: skip
        if all(hasattr(row, name) for name in names):
            return tuple(getattr(row, name) for name in names)
    return repr(getattr(row, "when", row))


def without_internal(changes: Iterable[Change]) -> list[Change]:
    """Return the changes that may be shown to those who do not see the internal flow."""
    return [change for change in changes if not change.is_internal]
