"""Sheets and Word tables of other layouts than ours, built cell by cell."""

from collections.abc import Mapping, Sequence
from io import BytesIO

import docx
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_cell_to_rowcol, xl_range


def make_sheet(cells: Mapping[str, str | float], merged: Sequence[str] = ()) -> bytes:
    """Return a workbook of one sheet; `merged` ranges take the text of their first cell."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("外地表样")
        for area in merged:
            sheet.merge_range(area, "")
        for place, value in cells.items():
            sheet.write(*xl_cell_to_rowcol(place), value)
    return buffer.getvalue()


def table_at(place: str, rows: Sequence[Sequence[str | float]]) -> dict[str, str | float]:
    """Return the cells of a table whose upper left corner is at the place."""
    top, left = xl_cell_to_rowcol(place)
    return {
        xl_range(top + row, left + col, top + row, left + col): value
        for row, values in enumerate(rows)
        for col, value in enumerate(values)
    }


def make_document(lines: Sequence[str], tables: Sequence[Sequence[Sequence[str]]]) -> bytes:
    """Return a Word document; in a table row, None-like empty neighbours after "<" are merged."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, values in enumerate(rows):
            for col, value in enumerate(values):
                if value == "<":
                    table.cell(row, col - 1).merge(table.cell(row, col))
                elif value == "^":
                    table.cell(row - 1, col).merge(table.cell(row, col))
                else:
                    table.cell(row, col).text = value
        document.add_paragraph("")
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
