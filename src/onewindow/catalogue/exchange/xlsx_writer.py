"""The paper form as an Excel sheet that prints well on A4."""

import datetime
import math
import unicodedata
from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from onewindow.catalogue.exchange import fields, paper
from onewindow.catalogue.exchange.fields import Field
from onewindow.catalogue.form import KIND_LABELS, NECESSITY_LABELS, ItemDraft

WIDTHS = (6, 13, 9, 12, 12, 10, 10, 10, 13, 12)
LAST = len(WIDTHS) - 1
# Where each printed column of 申报材料 begins and ends.
MATERIAL_SPANS = ((0, 0), (1, 3), (4, 5), (6, 6), (7, 7), (8, 9))
LINE_HEIGHT, SMALLEST, TALLEST = 15.0, 25.0, 409.0
WRITTEN_ON = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
SONG, HEI = "宋体", "黑体"
INK, LINE, SHADE, SECTION = "#1F2933", "#7B8794", "#F1F5F9", "#DCE6F0"


def write_xlsx(draft: ItemDraft | None) -> bytes:
    """Return the form, filled in or blank; equal drafts give equal bytes."""
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(buffer, options) as book:
        book.set_properties(
            {"title": fields.FORM_TITLE, "created": WRITTEN_ON.replace(tzinfo=None)}
        )
        sheet = book.add_worksheet("流程确认单")
        _set_up_page(sheet)
        _write(Pen(book, sheet), draft)
    return buffer.getvalue()


def _set_up_page(sheet: Worksheet) -> None:
    for col, width in enumerate(WIDTHS):
        sheet.set_column(col, col, width)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.55, right=0.55, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.set_footer("&C&9第 &P 页，共 &N 页")
    sheet.hide_gridlines(2)


class Pen:
    """Writes one row after the other."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.row = 0
        base = {"font_name": SONG, "font_size": 10, "font_color": INK, "valign": "vcenter"}
        box = base | {"border": 1, "border_color": LINE, "text_wrap": True, "num_format": "@"}
        self.title = book.add_format(
            base | {"font_name": HEI, "font_size": 18, "align": "center", "bold": True}
        )
        self.label = book.add_format(box | {"bg_color": SHADE, "align": "center", "bold": True})
        self.section = book.add_format(
            box | {"bg_color": SECTION, "font_name": HEI, "font_size": 11, "align": "center"}
        )
        self.value = book.add_format(box | {"align": "left", "indent": 1})
        self.centre = book.add_format(box | {"align": "center"})
        self.small = book.add_format(box | {"align": "left", "indent": 1, "font_size": 9})
        self.small_centre = book.add_format(box | {"align": "center", "font_size": 9})
        self.notes = book.add_format(
            base | {"font_size": 9, "text_wrap": True, "valign": "top", "align": "left"}
        )

    def put(self, first: int, last: int, text: str, style: Format, *, rows: int = 1) -> None:
        """Write a text across columns, and across rows downwards from the current one."""
        if first == last and rows == 1:
            self.sheet.write_string(self.row, first, text, style)
            return
        self.sheet.merge_range(self.row, first, self.row + rows - 1, last, text, style)

    def choose(self, first: int, last: int, choices: Sequence[str], *, rows: int = 1) -> None:
        """Offer a drop-down list."""
        where = (self.row, first, self.row + rows - 1, last)
        self.sheet.data_validation(*where, {"validate": "list", "source": list(choices)})

    def end(self, *cells: tuple[int, int, str]) -> None:
        """End the row, high enough for the texts of these cells."""
        lines = max((_lines(text, sum(WIDTHS[a : b + 1])) for a, b, text in cells), default=1)
        self.sheet.set_row(self.row, min(max(SMALLEST, lines * LINE_HEIGHT + 8), TALLEST))
        self.row += 1


def _lines(text: str, width: float) -> int:
    room = max(width * 1.0 - 1, 1)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def text_width(text: str) -> int:
    """Return the width of a text in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _write(pen: Pen, draft: ItemDraft | None) -> None:
    _write_head(pen, draft)
    _write_content(pen, draft)
    _steps(pen, draft)
    _whole(pen, paper.INTERNAL_CHART, paper.flow_of(draft, internal=True))
    _whole(pen, paper.PUBLIC_CHART, paper.flow_of(draft, internal=False))
    _materials(pen, draft)
    _whole(pen, "签字盖章", paper.SIGNATURES)
    notes = "填表说明：\n" + "\n".join(paper.numbered(paper.NOTES))
    pen.put(0, LAST, notes, pen.notes)
    pen.end((0, LAST, notes))


def _write_head(pen: Pen, draft: ItemDraft | None) -> None:
    pen.put(0, LAST, fields.FORM_TITLE, pen.title)
    pen.sheet.set_row(pen.row, 40)
    pen.row += 1
    _pair(pen, draft, fields.DEPARTMENT, fields.FILLED_BY)
    _pair(pen, draft, fields.FILLED_BY_PHONE, fields.FILLED_ON)
    _pair(pen, draft, fields.NAME, fields.NUMBER)
    _whole(pen, paper.label(fields.SUBJECT), paper.text_of(draft, fields.SUBJECT))
    _options(pen, paper.label(fields.ITEM_TYPE), paper.type_boxes(draft))
    _pair(pen, draft, fields.INTERNAL_HALL, fields.PUBLIC_HALL)
    _pair(pen, draft, fields.PHONE, fields.EMAIL)
    _whole(pen, fields.POSTAL_ADDRESS.label, paper.text_of(draft, fields.POSTAL_ADDRESS))
    _limits(pen, draft)
    _whole(pen, fields.LIMIT_NOTE.label, paper.text_of(draft, fields.LIMIT_NOTE))
    _themes(pen, draft)


def _write_content(pen: Pen, draft: ItemDraft | None) -> None:
    fees, fee_bases = paper.fees_of(draft)
    _entries(pen, paper.label(fields.BASES), paper.bases_of(draft))
    inspection = fields.PERIODIC_INSPECTION
    _whole(pen, inspection.label, paper.text_of(draft, inspection))
    _entries(pen, fields.FEES.label, fees)
    _entries(pen, fields.FEE_BASES.label, fee_bases)
    _whole(pen, paper.label(fields.PROCESS), paper.text_of(draft, fields.PROCESS))
    _entries(pen, paper.label(fields.CONDITION), paper.conditions_of(draft))
    _whole(pen, fields.ALIAS.label, paper.aliases_of(draft))
    _entries(pen, fields.EXTRA.label, paper.extra_of(draft))


def _pair(pen: Pen, draft: ItemDraft | None, left: Field[str], right: Field[str]) -> None:
    one, two = paper.text_of(draft, left), paper.text_of(draft, right)
    pen.put(0, 1, paper.label(left), pen.label)
    pen.put(2, 4, one, pen.value)
    pen.put(5, 6, paper.label(right), pen.label)
    pen.put(7, LAST, two, pen.value)
    pen.end((2, 4, one), (7, LAST, two), (0, 1, paper.label(left)))


def _whole(pen: Pen, label: str, text: str) -> None:
    pen.put(0, 1, label, pen.label)
    pen.put(2, LAST, text, pen.value)
    pen.end((2, LAST, text or paper.room_for(label)), (0, 1, label))


def _entries(pen: Pen, label: str, entries: Sequence[str]) -> None:
    entries = entries or [""]
    pen.put(0, 1, label, pen.label, rows=len(entries))
    for entry in entries:
        pen.put(2, LAST, entry, pen.value)
        pen.end((2, LAST, entry or paper.room_for(label)))


def _boxes(pen: Pen, boxes: Sequence[str]) -> None:
    for start in range(0, len(boxes), 4):
        for place in range(4):
            first = 2 + 2 * place
            text = boxes[start + place] if start + place < len(boxes) else ""
            pen.put(first, first + 1, text, pen.value)
            if text:
                pen.choose(first, first + 1, [paper.BLANK + text[1:], paper.TICKED + text[1:]])
        pen.end()


def _options(pen: Pen, label: str, boxes: Sequence[str]) -> None:
    pen.put(0, 1, label, pen.label, rows=math.ceil(len(boxes) / 4))
    _boxes(pen, boxes)


def _themes(pen: Pen, draft: ItemDraft | None) -> None:
    groups = paper.theme_boxes(draft)
    rows = sum(math.ceil(len(boxes) / 4) for boxes in groups.values())
    pen.put(0, 0, "*审批\n对象\n及\n领域", pen.label, rows=rows)
    for audience, boxes in groups.items():
        pen.put(1, 1, audience, pen.label, rows=math.ceil(len(boxes) / 4))
        _boxes(pen, boxes)


def _limits(pen: Pen, draft: ItemDraft | None) -> None:
    places = ((2, 2, 3, 3), (4, 5, 6, 6), (7, 7, 8, LAST))
    pen.put(0, 1, fields.LIMIT_SECTION, pen.label)
    for field, (first, last, start, end) in zip(fields.LIMITS, places, strict=True):
        pen.put(first, last, paper.label(field), pen.label)
        pen.put(start, end, paper.limit_of(draft, field), pen.centre)
    pen.end((2, 2, paper.label(fields.ACCEPTANCE_LIMIT)))


def _steps(pen: Pen, draft: ItemDraft | None) -> None:
    pen.sheet.set_h_pagebreaks([pen.row])
    pen.put(0, LAST, paper.heading(fields.STEPS), pen.section)
    pen.end()
    heads = paper.STEP_HEADS
    for col, head in enumerate(heads):
        pen.put(col, col, head, pen.label)
    pen.end((7, 7, heads[7]), (4, 4, heads[4]))
    for line in paper.step_lines(draft):
        for col, text in enumerate(line):
            pen.put(col, col, text, pen.small_centre)
        pen.choose(2, 2, list(KIND_LABELS.values()))
        pen.end(*[(col, col, text) for col, text in enumerate(line)])


def _materials(pen: Pen, draft: ItemDraft | None) -> None:
    pen.put(0, LAST, paper.heading(fields.MATERIALS), pen.section)
    pen.end()
    for (first, last), head in zip(MATERIAL_SPANS, paper.MATERIAL_HEADS, strict=True):
        pen.put(first, last, head, pen.label)
    pen.end((6, 6, fields.MATERIAL_NECESSITY.label))
    for line in paper.material_lines(draft):
        for (first, last), text in zip(MATERIAL_SPANS, line, strict=True):
            centred = first not in {1, 8}
            pen.put(first, last, text, pen.small_centre if centred else pen.small)
        pen.choose(6, 6, list(NECESSITY_LABELS.values()))
        pen.choose(7, 7, ["是", "否"])
        pen.end(*[(a, b, text) for (a, b), text in zip(MATERIAL_SPANS, line, strict=True)])
