"""Tables to take along, as .csv and .xlsx."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from xlsxwriter.format import Format

Cell = str | int | Decimal | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60


@dataclass(frozen=True)
class Sheet:
    """One table with a name."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def sheet_response(sheet: Sheet, kind: str, *, file_name: str = "") -> HttpResponse:
    """Send a table as `csv` or `xlsx`, named as said; raise Http404 for another kind."""
    if kind == "csv":
        response = HttpResponse(_csv(sheet), content_type="text/csv; charset=utf-8")
    elif kind == "xlsx":
        response = HttpResponse(xlsx_of(sheet), content_type=XLSX)
    else:
        raise Http404
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{file_name or sheet.name}.{kind}"
    )
    return response


def _csv(sheet: Sheet) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(sheet.heads)
    writer.writerows([_guarded(cell) for cell in row] for row in sheet.rows)
    # With its mark, a spreadsheet knows that this is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _guarded(cell: Cell) -> Cell:
    is_risky = isinstance(cell, str) and cell.startswith(FORMULA)
    return f"'{cell}" if is_risky else cell


def xlsx_of(sheet: Sheet) -> bytes:
    """Return a table as an Excel file."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet.name[:31])
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        cells = book.add_format({"text_wrap": True, "valign": "top"})
        page.freeze_panes(1, 0)
        page.write_row(0, 0, sheet.heads, bold)
        for line, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row):
                _write(page, line, column, cell, cells)
        for column, head in enumerate(sheet.heads):
            texts = [head, *(str(row[column] or "") for row in sheet.rows[:200])]
            page.set_column(column, column, min(WIDEST, 2 + max(map(_width, texts))))
        page.autofilter(0, 0, max(1, len(sheet.rows)), max(0, len(sheet.heads) - 1))
        # Printed, it lies across A4 as wide as the sheet, its heads on every page.
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
    return file.getvalue()


def _write(
    page: xlsxwriter.worksheet.Worksheet, line: int, column: int, cell: Cell, look: Format
) -> None:
    if isinstance(cell, str):
        page.write_string(line, column, cell, look)
    elif cell is not None:
        page.write_number(line, column, float(cell), look)


def _width(text: str) -> int:
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text)
