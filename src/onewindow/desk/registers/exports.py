"""A register as a file: CSV for programs, Excel for people."""

import csv
import io
from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook

WIDEST = 40
# A cell that begins so would be computed by the program that opens the file.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_table(
    kind: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]
) -> bytes:
    """Return the rows as `csv` or `xlsx`; raise KeyError for anything else."""
    writers = {"csv": _csv, "xlsx": _xlsx}
    return writers[kind](title, headings, list(rows))


def _csv(_title: str, headings: Sequence[str], rows: list[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([_plain(value) for value in row] for row in rows)
    # Excel takes a file without the mark for GB 18030.
    return out.getvalue().encode("utf-8-sig")


def _plain(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA) else value


def _xlsx(title: str, headings: Sequence[str], rows: list[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(title[:31])
        cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        head = book.add_format({"bold": True, "bg_color": "#DCE6F0", "border": 1})
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, head)
            longest = max([len(heading), *(len(row[place]) for row in rows)])
            sheet.set_column(place, place, min(WIDEST, 2 * longest + 2))
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                sheet.write_string(number, place, value, cell)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(rows)), len(headings) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return out.getvalue()
