"""Read packed items out of an Excel file that was written here and filled in further."""

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import override
from python_calamine import CalamineError, CalamineWorkbook

from onewindow.catalogue.definition.item import ItemDefinition
from onewindow.catalogue.definition.notation import DefinitionProblems, structure
from onewindow.catalogue.exchange.guards import CATALOGUE, check_package
from onewindow.catalogue.exchange.problems import Problem, Refused, refuse_file
from onewindow.catalogue.exchange.xlsx_reader import Value, column_name, to_text
from onewindow.catalogue.package.content import DRAFT, PackedItem, PackedVersion
from onewindow.catalogue.package.files import Files
from onewindow.catalogue.package.taking_in import Contents, Read
from onewindow.catalogue.workbook.cells import from_cell
from onewindow.catalogue.workbook.plan import CODE, ITEMS, OF_ITEM, Sheet, sheets

# What a blank cell says; elsewhere it leaves the element as it is by default.
BLANK: dict[str, object] = {
    "text": "", "long": "", "words": [], "lines": [], "choices": [],
}  # fmt: skip
OWN = frozenset(place.code for place in OF_ITEM)


def is_workbook(data: bytes) -> bool:
    """Say whether an .xlsx holds a catalogue, not a form; raise FormProblems for a harmful one."""
    check_package(data, ".xlsx", CATALOGUE)
    try:
        names = CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names
    except (CalamineError, ValueError, OSError) as error:
        raise refuse_file(_("Excel 文件内部损坏，打不开：请用 Excel 重新另存为 .xlsx")) from error
    return {ITEMS, *(sheet.title for sheet in sheets()[:3])} <= set(names)


def read_workbook(data: bytes, *, is_trial: bool) -> Contents:
    """Return the items of the sheets, each with its problems by cell; raise FormProblems."""
    check_package(data, ".xlsx", CATALOGUE)
    with override("zh-hans"):
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        found = _Found()
        problems: list[Problem] = []
        for sheet in sheets():
            _read_sheet(book, sheet, found, problems)
        digest = hashlib.sha256(data).hexdigest()
        items = tuple(_item(code, said, digest) for code, said in found.items.items())
    return Contents(items, None, Files(None, is_trial=is_trial), tuple(problems[:200]))


@dataclass
class _Said:
    """What the sheets say of one item: values by table, and the cell of each path."""

    place: str
    own: dict[str, object]
    tables: dict[str, list[dict[str, object]]] = field(default_factory=lambda: defaultdict(list))
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class _Found:
    items: dict[str, _Said] = field(default_factory=dict)


def _read_sheet(
    book: CalamineWorkbook, sheet: Sheet, found: _Found, problems: list[Problem]
) -> None:
    if sheet.title not in book.sheet_names:
        problems.append(Problem(_("工作表"), sheet.title, _("缺少这张工作表：请不要删除或改名")))
        return
    rows = book.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
    head = [to_text(value) for value in rows[0]] if rows else []
    columns = {CODE: -1} | {place.label: -1 for place in sheet.places if not place.is_ignored}
    columns |= {label: at for at, label in enumerate(head) if label in columns}
    later = {place.label for place in sheet.places if place.may_lack}
    missing = [label for label, at in columns.items() if at < 0 and label not in later]
    if missing:
        message = _("缺少这些列：%s") % "、".join(missing)
        problems.append(Problem(_("表头"), f"{sheet.title}!1", message))
        return
    for at, row in enumerate(rows[1:], 2):
        if any(_exact(value).strip() for value in row):
            cells = _Row(sheet, at, row, columns)
            _read_row(cells, found, problems)


@dataclass(frozen=True)
class _Row:
    """A row of a sheet; cells beyond its end are blank."""

    sheet: Sheet
    at: int
    values: list[Value]
    columns: Mapping[str, int]

    def text(self, label: str) -> str:
        col = self.columns[label]
        return _exact(self.values[col]) if 0 <= col < len(self.values) else ""

    def cell(self, label: str) -> str:
        return f"{self.sheet.title}!{column_name(self.columns[label])}{self.at}"


def _exact(value: Value) -> str:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, datetime.time | datetime.timedelta):
        return str(value)
    return to_text(value)


def _read_row(row: _Row, found: _Found, problems: list[Problem]) -> None:
    code = row.text(CODE).strip()
    table = row.sheet.table
    if not table:
        if not code or code in found.items:
            message = _("每个事项一行，事项编码必填，不能重复")
            problems.append(Problem(CODE, row.cell(CODE), message))
            return
        said = found.items[code] = _Said(place=f"{ITEMS}!{row.at}", own={})
        said.own = _values(row, said, "")
        return
    if code not in found.items:
        message = _("工作表“%s”里没有这个事项编码") % ITEMS
        problems.append(Problem(CODE, row.cell(CODE), message))
        return
    said = found.items[code]
    if not row.sheet.parent:
        path = f"{table}[{len(said.tables[table])}]"
        said.tables[table].append(_values(row, said, f"{path}."))
        return
    _read_nested(row, said)


def _read_nested(row: _Row, said: _Said) -> None:
    sheet = row.sheet
    key = row.text(sheet.places[0].label).strip()
    for at, parent in enumerate(said.tables[sheet.parent]):
        if str(parent.get("code", "")).strip() == key:
            inner = parent.setdefault(sheet.table, [])
            if isinstance(inner, list):
                path = f"{sheet.parent}[{at}].{sheet.table}[{len(inner)}]"
                values = _values(row, said, f"{path}.")
                values.pop("parent", None)
                inner.append(values)
            return
    message = _("没有编号为“%s”的一行") % key
    label = sheet.places[0].label
    said.problems.append(Problem(label, row.cell(label), message))


def _values(row: _Row, said: _Said, path: str) -> dict[str, object]:
    values: dict[str, object] = {}
    for place in row.sheet.places:
        if place.is_ignored or row.columns[place.label] < 0:
            continue
        said.cells[f"{path}{place.code}"] = row.cell(place.label)
        text = row.text(place.label)
        if not text.strip():
            if place.kind in BLANK:
                values[place.code] = BLANK[place.kind]
            continue
        try:
            values[place.code] = from_cell(text, place)
        except Refused as error:
            problem = Problem(place.label, row.cell(place.label), str(error))
            said.problems.append(problem)
    return values


def _item(code: str, said: _Said, digest: str) -> Read:
    own = {name: said.own[name] for name in OWN & said.own.keys()}
    plain = {name: value for name, value in said.own.items() if name not in OWN}
    problems = list(said.problems)
    item = None
    try:
        if not problems:
            definition = structure(plain | said.tables, ItemDefinition)
            outer = structure(own | {"code": code}, PackedItem)
            item = _packed(outer, definition)
    except DefinitionProblems as error:
        problems += [
            Problem(_("内容"), _cell(said, path), message) for path, message in error.problems
        ]
    return Read(said.place, item, tuple(problems), digest, said.cells)


def _packed(outer: PackedItem, definition: ItemDefinition) -> PackedItem:
    return PackedItem(
        code=outer.code, slug=outer.slug, number=outer.number, region=outer.region,
        is_standard=outer.is_standard, standard=outer.standard,
        draft=PackedVersion(DRAFT, definition),
    )  # fmt: skip


def _cell(said: _Said, path: str) -> str:
    return said.cells.get(path, f"{said.place} {path}")
