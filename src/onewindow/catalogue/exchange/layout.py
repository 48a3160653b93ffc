"""Find the form's fields in grids of cells: label left of it, above it, or in the same cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange import fields
from onewindow.catalogue.exchange.labels import FIELDS, inline_values, label_code
from onewindow.catalogue.exchange.lines import (
    split_basis,
    split_fee,
    split_numbered,
    split_words,
)
from onewindow.catalogue.exchange.problems import Problem, Refused
from onewindow.catalogue.exchange.raw import Cell, Grid, Raw, RawForm, RawRow, RawTable
from onewindow.catalogue.exchange.tables import refuse_merged_lines, take_tables
from onewindow.catalogue.exchange.ticks import MARKS_OFF, MARKS_ON, find_chosen
from onewindow.catalogue.form import THEMES

OPTIONS = {each.code: (each.label, each.options) for each in FIELDS if each.options}
SEVERAL_CELLS = {
    *OPTIONS,
    fields.BASES.code,
    fields.CONDITION.code,
    fields.FEES.code,
    fields.FEE_BASES.code,
    fields.EXTRA.code,
}
# 公众 and 企业 head their topics; only with a tick of their own are they a choice.
HEAD = re.compile(rf"(?<![{MARKS_ON}{MARKS_OFF}])(?:公众|企业)(?![^\s　☑☐{MARKS_ON}{MARKS_OFF}])")
UNFILLED = re.compile(r"[_＿\s　]*(?:个?工作日)?")
NOTHING = {"无", "不收费", "不收取费用", "免费", "—", "-"}
PARTS = {
    fields.ACCEPTANCE_LIMIT.code: re.compile(
        r"受理(?:时限)?[\s　:：为]*([^，,；;。\n]*?)(?=审查|法定|$|[，,；;。\n])"
    ),
    fields.REVIEW_LIMIT.code: re.compile(
        r"审查(?:时限)?[\s　:：为]*([^，,；;。\n]*?)(?=法定|$|[，,；;。\n])"
    ),
    fields.STATUTORY_LIMIT.code: re.compile(r"法定(?:时限)?[\s　:：为]*([^，,；;。\n]*)"),
}


@dataclass
class Search:
    """The search of one grid: the labels on it, and the cells already spoken for."""

    grid: Grid
    form: RawForm
    labels: dict[Cell, str] = field(default_factory=dict)
    taken: set[Cell] = field(default_factory=set)
    found: dict[str, list[Cell]] = field(default_factory=dict)

    def is_free(self, cell: Cell) -> bool:
        """Say whether the cell may be a value."""
        return cell not in self.labels and cell not in self.taken and not inline_values(cell)


def find_form(home: str, grids: Iterable[Grid]) -> RawForm:
    """Return what the labels of the form have beside them, in all grids of one file."""
    form = RawForm(home)
    texts: dict[str, list[Cell]] = {}
    for grid in grids:
        search = Search(grid, form, taken=take_tables(form, grid))
        _find_labels(search)
        _find_values(search)
        _find_inline(search)
        _merge(texts, search, form)
    _split_limits(texts)
    for code, cells in texts.items():
        _keep(form, code, cells)
    _pair_fees(form, texts)
    refuse_merged_lines(form)
    return form


def _find_labels(search: Search) -> None:
    for cell in search.grid.cells:
        code = label_code(cell.text) if cell not in search.taken else None
        if code:
            search.labels[cell] = code


def _find_values(search: Search) -> None:
    # What stands right of a label belongs to it before any label above may claim it.
    found = {label: _cells_beside(search, label) for label in search.labels}
    for label, code in search.labels.items():
        cells = found[label] or _cells_below(search, label)
        search.taken.update(cells)
        known = search.found.get(code, [])
        if not any(cell.text for cell in known):
            search.found[code] = cells


def _cells_beside(search: Search, label: Cell) -> list[Cell]:
    code = search.labels[label]
    if code in {fields.STEPS.code, fields.MATERIALS.code}:
        return [label]
    right = search.grid.at(label.row, label.col_end + 1)
    if label.col_end + 1 >= search.grid.width or not search.is_free(right):
        return []
    if code in SEVERAL_CELLS and (right.text or label.row_end > label.row):
        return _region(search, label)
    cells = [right] if right.text else []
    search.taken.update(cells)
    return cells


def _cells_below(search: Search, label: Cell) -> list[Cell]:
    grid = search.grid
    below = grid.at(label.row_end + 1, label.col)
    if label.row_end + 1 < grid.height and search.is_free(below) and below.text:
        return [below]
    right = grid.at(label.row, label.col_end + 1)
    blank = next((cell for cell in (right, below) if search.is_free(cell) and not cell.text), label)
    return [Cell(right.row, right.col, right.row, right.col, "", blank.where)]


def _region(search: Search, label: Cell) -> list[Cell]:
    cells: list[Cell] = []
    for row in range(label.row, label.row_end + 1):
        for cell in search.grid.starting_in(row):
            if cell.col <= label.col_end:
                continue
            if cell in search.labels:
                break
            cells.append(cell)
    search.taken.update(cells)
    return cells or [search.grid.at(label.row, label.col_end + 1)]


def _find_inline(search: Search) -> None:
    for cell in search.grid.cells:
        if cell in search.labels or cell in search.taken:
            continue
        values = inline_values(cell)
        for each in values:
            text = each.text
            right = search.grid.at(cell.row, cell.col_end + 1)
            if not text and len(values) == 1 and search.is_free(right):
                text = right.text
            search.found.setdefault(
                each.code, [Cell(cell.row, cell.col, cell.row, cell.col, text, cell.where)]
            )


def _merge(texts: dict[str, list[Cell]], search: Search, form: RawForm) -> None:
    for code, cells in search.found.items():
        known = texts.get(code)
        blank = known is None or not any(cell.text for cell in known)
        if blank:
            texts[code] = cells
        elif code == fields.NAME.code and any(cell.text for cell in cells):
            message = _("一个文件里有两个事项：请每个事项单独存一个文件")
            form.problems.append(Problem(fields.NAME.label, cells[0].where, message))


def _split_limits(texts: dict[str, list[Cell]]) -> None:
    together = texts.pop("limits", [])
    for cell in together:
        for code, pattern in PARTS.items():
            match = pattern.search(cell.text)
            if match and not any(each.text for each in texts.get(code, [])):
                texts[code] = [Cell(cell.row, cell.col, cell.row, cell.col, match[1], cell.where)]


def _keep(form: RawForm, code: str, cells: list[Cell]) -> None:
    text, where = "\n".join(cell.text for cell in cells).strip(), cells[0].where
    if code in {"ignored", fields.FEE_BASES.code}:
        return
    if code in OPTIONS:
        form.values[code] = _chosen(form, code, cells)
    elif code == fields.BASES.code:
        form.tables[code] = _bases(form, text, where)
    elif code == fields.CONDITION.code:
        form.values[code] = [Raw(each, where) for each in split_numbered(text)] or [Raw("", where)]
    elif code == fields.ALIAS.code:
        form.values[code] = [Raw(each, where) for each in split_words(text)] or [Raw("", where)]
    elif code == fields.EXTRA.code:
        form.tables[code] = _extra(form, text, where)
    else:
        form.values[code] = [Raw("" if UNFILLED.fullmatch(text) else text, where)]


def _chosen(form: RawForm, code: str, cells: list[Cell]) -> list[Raw]:
    label, options = OPTIONS[code]
    pieces = [(cell.text.replace("：", " ").replace(":", " "), cell.where) for cell in cells]
    text = "\n".join(piece for piece, _where in pieces)
    plain = HEAD.sub("　　", text) if code == fields.THEME.code else text
    starts, total = [], 0
    for piece, where in pieces:
        starts.append((total, where))
        total += len(piece) + 1
    try:
        chosen = find_chosen(plain, options)
    except Refused as refused:
        form.problems.append(Problem(label, cells[0].where, str(refused)))
        return [Raw("", cells[0].where)]
    found = [
        Raw(
            _with_audience(word.text, text[: word.start])
            if code == fields.THEME.code
            else word.text,
            [where for start, where in starts if start <= word.start][-1],
        )
        for word in chosen
    ]
    return [raw for raw in found if raw.text] or [Raw("", cells[0].where)]


def _with_audience(word: str, before: str) -> str:
    heads = [(before.rfind(audience), audience) for audience in THEMES]
    place, audience = max(heads)
    return f"{audience}·{word}" if place >= 0 and word not in THEMES and "·" not in word else word


def _bases(form: RawForm, text: str, where: str) -> RawTable:
    rows = []
    for entry in split_numbered(text):
        parts = split_basis(entry)
        if parts is None:
            message = (
                _("“%s”没有写明法律法规名称：请写成“《法律名称》第×条：条文”，每条一行")
                % entry[:30]
            )
            form.problems.append(Problem(fields.BASES.label, where, message))
            parts = {"law": entry[:30]}
        rows.append(RawRow(where, {key: [Raw(value, where)] for key, value in parts.items()}))
    return RawTable(where, frozenset({"law", "article", "text"}), rows)


def _extra(form: RawForm, text: str, where: str) -> RawTable:
    rows = []
    for entry in split_numbered(text):
        key, _found, value = entry.partition("：")
        cells = {"key": [Raw(key.strip(), where)], "value": [Raw(value.strip(), where)]}
        rows.append(RawRow(where, cells))
    return RawTable(where, frozenset({"key", "value"}), rows)


def _pair_fees(form: RawForm, texts: dict[str, list[Cell]]) -> None:
    fees = form.values.pop(fields.FEES.code, [Raw("", form.home)])[0]
    bases = texts.get(fields.FEE_BASES.code, [])
    where = bases[0].where if bases else fees.where
    entries = [] if fees.text in NOTHING else split_numbered(fees.text)
    basis = "\n".join(cell.text for cell in bases).strip()
    laws = [] if basis in NOTHING else split_numbered(basis)
    rows = []
    for index, entry in enumerate(entries):
        name, standard = split_fee(entry)
        law = laws[index] if index < len(laws) else laws[0] if len(laws) == 1 else ""
        cells = {"name": [Raw(name, fees.where)], "standard": [Raw(standard, fees.where)]}
        rows.append(RawRow(fees.where, cells | {"basis": [Raw(law, where)]}))
    form.tables[fields.FEES.code] = RawTable(fees.where, frozenset({"name"}), rows)
