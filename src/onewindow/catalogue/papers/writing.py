"""Write a paper as .docx or .xlsx; equal papers give equal bytes."""

import math
from io import BytesIO

import docx
from xlsxwriter import Workbook
from xlsxwriter.format import Format

from onewindow.catalogue.exchange.docx_pen import HEI, repack, say, set_up, write_lines
from onewindow.catalogue.exchange.xlsx_writer import (
    HEI as SHEET_HEI,
)
from onewindow.catalogue.exchange.xlsx_writer import (
    INK,
    LINE,
    SHADE,
    SONG,
    WRITTEN_ON,
    text_width,
)
from onewindow.catalogue.papers.paper import Grid, Paper

OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip
# How many characters of the sheet's font a centimetre holds.
PER_CM = 4.9
LINE_HEIGHT, SMALLEST, TALLEST = 15.0, 24.0, 400.0


def write_paper_docx(paper: Paper) -> bytes:
    """Return the paper as a Word document on A4."""
    document = docx.Document()
    set_up(document, paper.title)
    say(document.add_paragraph(), paper.title, size=18, font=HEI, centred=True, after=6)
    say(document.add_paragraph(), paper.subtitle, after=4)
    for part in paper.body:
        if isinstance(part, Grid):
            write_lines(document, part.widths, part.heads, part.lines, left=part.left)
        else:
            say(document.add_paragraph(), f"　　{part}", size=11, before=6, after=4)
    for line in paper.signatures:
        say(document.add_paragraph(), line, size=11, before=22)
    return repack(document)


def write_paper_xlsx(paper: Paper) -> bytes:
    """Return the paper as an Excel sheet that prints on A4."""
    buffer = BytesIO()
    with Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": paper.title, "created": WRITTEN_ON.replace(tzinfo=None)})
        _Sheet(book, paper).write()
    return buffer.getvalue()


class _Sheet:
    def __init__(self, book: Workbook, paper: Paper) -> None:
        base = {"font_name": SONG, "font_size": 10, "font_color": INK, "valign": "vcenter"}
        box = base | {"border": 1, "border_color": LINE, "text_wrap": True, "num_format": "@"}
        title = base | {"font_name": SHEET_HEI, "font_size": 16, "align": "center"}
        self.title = book.add_format(title)
        self.text = book.add_format(base | {"text_wrap": True, "font_size": 11})
        self.head = book.add_format(box | {"bold": True, "bg_color": SHADE, "align": "center"})
        self.centre = book.add_format(box | {"align": "center"})
        self.left = book.add_format(box | {"align": "left", "indent": 1})
        self.paper = paper
        self.grids = [part for part in paper.body if isinstance(part, Grid)]
        self.last = max(len(grid.heads) for grid in self.grids) - 1
        self.sheet = book.add_worksheet(paper.title)
        self.row = 0

    def write(self) -> None:
        self._set_up()
        self._whole(self.paper.title, self.title, height=34)
        self._whole(self.paper.subtitle, self.text)
        for part in self.paper.body:
            if isinstance(part, Grid):
                self._grid(part)
            else:
                self._whole(f"　　{part}", self.text)
        for line in self.paper.signatures:
            self._whole(line, self.text, height=40)

    def _set_up(self) -> None:
        widest = max(self.grids, key=lambda grid: len(grid.heads))
        self.widths = [width * PER_CM for width in widest.widths]
        for col, width in enumerate(self.widths):
            self.sheet.set_column(col, col, width)
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.55, right=0.55, top=0.6, bottom=0.6)
        self.sheet.center_horizontally()
        self.sheet.set_footer("&C&9第 &P 页，共 &N 页")

    def _whole(self, text: str, style: Format, height: float = 0) -> None:
        lines = math.ceil(text_width(text) * 1.1 / sum(self.widths))
        self.sheet.set_row(self.row, height or max(SMALLEST, lines * LINE_HEIGHT + 8))
        self.sheet.merge_range(self.row, 0, self.row, self.last, text, style)
        self.row += 1

    def _grid(self, grid: Grid) -> None:
        for col, head in enumerate(grid.heads):
            self._put(grid, col, head, self.head)
        self.sheet.set_row(self.row, SMALLEST + 8)
        self.row += 1
        for line in grid.lines:
            tallest = 1
            for col, text in enumerate(line):
                self._put(grid, col, text, self.left if col in grid.left else self.centre)
                width = sum(self.widths[first] for first in self._span(grid, col))
                tallest = max(tallest, math.ceil((text_width(text) + 1) / width))
            height = max(SMALLEST, tallest * LINE_HEIGHT + 8)
            self.sheet.set_row(self.row, min(height, TALLEST))
            self.row += 1

    def _span(self, grid: Grid, col: int) -> range:
        # A narrower table than the page's: its last column takes what is left.
        is_last = col == len(grid.heads) - 1
        return range(col, (self.last if is_last else col) + 1)

    def _put(self, grid: Grid, col: int, text: str, style: Format) -> None:
        span = self._span(grid, col)
        if len(span) == 1:
            self.sheet.write_string(self.row, col, text, style)
        else:
            self.sheet.merge_range(self.row, span[0], self.row, span[-1], text, style)
