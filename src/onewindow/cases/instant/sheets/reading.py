"""Read the file of a table; every problem is named by sheet and cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import override
from python_calamine import CalamineError, CalamineWorkbook

from onewindow.cases.instant.inputs import Source
from onewindow.cases.instant.sheets.plan import (
    AND,
    EXAMPLES,
    EXPECTED,
    NAME,
    RULES,
    VERDICT,
    VERDICTS,
    ops,
)
from onewindow.cases.instant.table import Cell, Column, Op, Row, Table, Value, ValueKind, Verdict
from onewindow.cases.instant.testing import Example
from onewindow.cases.instant.values import BadValue, read_value
from onewindow.catalogue.exchange.guards import check_package
from onewindow.catalogue.exchange.problems import FormProblems, Problem, refuse_file
from onewindow.catalogue.exchange.xlsx_reader import column_name, to_text

MOST_LINES = 1000


@dataclass(frozen=True)
class TakenIn:
    """What the file says."""

    table: Table
    examples: tuple[Example, ...]


def read_workbook(data: bytes, draft: Table, sources: Mapping[str, Source]) -> TakenIn:
    """Return the rules and test cases of a file; raise FormProblems naming sheets and cells.

    Columns keep the codes that they have in the draft; others are added if the item has them.
    """
    check_package(data, ".xlsx")
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
    except (CalamineError, ValueError, OSError) as error:
        raise refuse_file(_("Excel 文件内部损坏，打不开：请用 Excel 重新另存为 .xlsx")) from error
    with override("zh-hans"):
        problems: list[Problem] = []
        rules = _sheet(book, RULES, problems)
        columns = _columns(rules, draft, sources, problems)
        rows = [_row(line, columns, draft, problems) for line in rules.lines]
        tests = _sheet(book, EXAMPLES, problems)
        examples = [_example(line, columns, problems) for line in tests.lines]
    if problems:
        raise FormProblems(problems[:200])
    return TakenIn(Table(tuple(columns), _numbered(rows)), tuple(examples))


@dataclass(frozen=True)
class _Line:
    """A line of a sheet: texts by key."""

    sheet: str
    number: int
    texts: Mapping[str, str]
    places: Mapping[str, int]

    def text(self, key: str) -> str:
        return self.texts.get(key, "").strip()

    def problem(self, label: str, key: str, message: str) -> Problem:
        cell = f"{self.sheet}!{column_name(self.places.get(key, 0))}{self.number}"
        return Problem(label, cell, message)


@dataclass
class _Sheet:
    places: dict[str, int] = field(default_factory=dict)
    lines: list[_Line] = field(default_factory=list)


def _sheet(book: CalamineWorkbook, title: str, problems: list[Problem]) -> _Sheet:
    if title not in book.sheet_names:
        problems.append(Problem(_("工作表"), title, _("缺少这张工作表：请不要删除或改名")))
        return _Sheet()
    cells = book.get_sheet_by_name(title).to_python(skip_empty_area=False)[: MOST_LINES + 3]
    if len(cells) < 2 or len(cells) > MOST_LINES + 2:
        message = _("前两行是表头，下面最多 %d 行") % MOST_LINES
        problems.append(Problem(_("表头"), f"{title}!1", message))
        return _Sheet()
    keys = [to_text(value).strip() for value in cells[1]]
    found = _Sheet({key: place for place, key in enumerate(keys) if key})
    for number, row in enumerate(cells[2:], 3):
        texts = {
            key: to_text(row[place]) for key, place in found.places.items() if place < len(row)
        }
        if any(text.strip() for text in texts.values()):
            found.lines.append(_Line(title, number, texts, found.places))
    return found


def _columns(
    sheet: _Sheet, draft: Table, sources: Mapping[str, Source], problems: list[Problem]
) -> list[Column]:
    known = {each.source: each for each in draft.columns}
    used = {each.code for each in draft.columns}
    found = []
    for key, place in sheet.places.items():
        source, bar, what = key.rpartition("|")
        if not bar or what != "value":
            continue
        if source in known:
            found.append(known[source])
        elif source in sources:
            code = next(f"c{n}" for n in range(1, 1000) if f"c{n}" not in used)
            used.add(code)
            found.append(sources[source].as_column(code))
        else:
            message = _("事项里没有这个条件，请在网页上加列以后重新下载")
            problems.append(Problem(_("列"), f"{RULES}!{column_name(place)}2", message))
    return found


def _row(line: _Line, columns: Sequence[Column], draft: Table, problems: list[Problem]) -> Row:
    cells: list[Cell | None] = []
    for column in columns:
        try:
            cells.append(_cell(line, column))
        except BadValue as bad:
            problems.append(line.problem(column.label, f"{column.source}|value", bad.message))
            cells.append(None)
    verdict = _verdict(line, "verdict", VERDICT, problems)
    code = line.text("row")
    kept = code if code in {row.code for row in draft.rows} else ""
    return Row(kept, tuple(cells), verdict, line.text("basis"))


def _cell(line: _Line, column: Column) -> Cell | None:
    said, text = line.text(f"{column.source}|op"), line.text(f"{column.source}|value")
    if not text:
        if said:
            raise BadValue(_("写了比较方式，没有写值"))
        return None
    if column.kind is ValueKind.FLAG:
        return Cell(Op.EQ, (read_value(column, text),))
    names = {label: op for op, label in ops(column).items()}
    if said not in names:
        raise BadValue(_("比较方式可以填：%s") % AND.join(names))
    op = names[said]
    parts = text.split("至") if op is Op.BETWEEN else [text]
    if op in {Op.IN, Op.NOT_IN}:
        parts = [part for part in text.split(AND) if part.strip()]
    if op is Op.BETWEEN and len(parts) != 2:
        raise BadValue(_("“介于”写两个值，例如：1 至 5"))
    return Cell(op, tuple(read_value(column, part) for part in parts))


def _example(line: _Line, columns: Sequence[Column], problems: list[Problem]) -> Example:
    values: dict[str, Value | None] = {}
    for column in columns:
        key = f"{column.source}|value"
        try:
            text = line.text(key)
            values[column.code] = read_value(column, text) if text else None
        except BadValue as bad:
            problems.append(line.problem(column.label, key, bad.message))
    name = line.text("name")
    if not name or len(name) > 100:
        problems.append(line.problem(NAME, "name", _("请写用例名称，最多 100 个字")))
    return Example(name, values, _verdict(line, "expected", EXPECTED, problems))


def _verdict(line: _Line, key: str, label: str, problems: list[Problem]) -> Verdict:
    for verdict, name in VERDICTS.items():
        if line.text(key) == name:
            return verdict
    problems.append(line.problem(label, key, _("只能填：%s") % AND.join(VERDICTS.values())))
    return Verdict.HUMAN


def _numbered(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Give every row a code of its own; those of the draft keep theirs once."""
    used: set[str] = set()
    found = []
    taken = {row.code for row in rows if row.code}
    for row in rows:
        code = row.code
        if not code or code in used:
            code = next(f"r{n}" for n in range(1, 10_000) if f"r{n}" not in used | taken)
        used.add(code)
        found.append(replace(row, code=code))
    return tuple(found)
