"""How a Word document on A4 is written: page, texts, tables."""

import datetime
import zipfile
from collections.abc import Sequence
from io import BytesIO

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

SONG, HEI = "宋体", "黑体"
INK = RGBColor(0x1F, 0x29, 0x33)
SHADE = "F1F5F9"
WRITTEN_ON = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
ZIP_TIME = (2026, 1, 1, 0, 0, 0)


def set_up(document: Document, title: str) -> None:
    """Make an A4 page with page numbers, that names no author and no hour."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(1.6)
    section.footer_distance = Cm(0.8)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_field(footer, "第 ", "PAGE", " 页")
    _add_field(footer, "，共 ", "NUMPAGES", " 页")
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", title, ""
    properties.created = properties.modified = WRITTEN_ON
    style = document.styles["Normal"].element.get_or_add_rPr()
    language = style.get_or_add_rFonts()
    language.set(qn("w:eastAsia"), SONG)


def _add_field(paragraph: Paragraph, before: str, code: str, after: str) -> None:
    _style(paragraph.add_run(before), 9, SONG)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    number = paragraph.add_run("1")
    _style(number, 9, SONG)
    append(field, number._r)
    append(paragraph._p, field)
    _style(paragraph.add_run(after), 9, SONG)


def append(parent: etree._Element, child: etree._Element) -> None:
    """Append an XML element, which the types of the two libraries do not allow."""
    parent.append(child)


def _style(run: Run, size: float, font: str, *, bold: bool = False) -> None:
    run.font.size, run.font.name, run.font.color.rgb = Pt(size), font, INK
    run.bold = bold or None
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def say(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = 10,
    font: str = SONG,
    bold: bool = False,
    centred: bool = False,
    before: float = 0,
    after: float = 0,
) -> None:
    """Write a text into a paragraph."""
    _style(paragraph.add_run(text), size, font, bold=bold)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)


def heading(document: Document, text: str) -> None:
    """Write a heading that stays with what follows."""
    paragraph = document.add_paragraph()
    size, before = (12, 10) if text else (2, 0)
    say(paragraph, text, size=size, font=HEI, centred=True, before=before, after=before / 2)
    paragraph.paragraph_format.keep_with_next = True


def add_table(document: Document, widths: Sequence[float]) -> Table:
    """Add an empty table; widths in cm."""
    table: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def fill(cell: _Cell, text: str, *, size: float = 10, centred: bool = False) -> None:
    """Write lines into a cell."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        say(paragraph, line, size=size, centred=centred, before=2, after=2)


def put_label(cell: _Cell, text: str, *, size: float = 10) -> None:
    """Write a label into a shaded cell."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    say(cell.paragraphs[0], text, size=size, bold=True, centred=True, before=2, after=2)
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), SHADE)
    append(cell._tc.get_or_add_tcPr(), shading)


def write_lines(
    document: Document,
    widths: Sequence[float],
    heads: Sequence[str],
    lines: Sequence[Sequence[str]],
    *,
    left: Sequence[int],
) -> None:
    """Write a table whose heads repeat on each page; columns in `left` are not centred."""
    table = add_table(document, widths)
    first = table.add_row()
    repeat = OxmlElement("w:tblHeader")
    append(first._tr.get_or_add_trPr(), repeat)
    for cell, head in zip(first.cells, heads, strict=True):
        put_label(cell, head, size=9)
    for line in lines:
        row = table.add_row()
        row.height = Cm(0.75)
        append(row._tr.get_or_add_trPr(), OxmlElement("w:cantSplit"))
        for place, (cell, text) in enumerate(zip(row.cells, line, strict=True)):
            fill(cell, text, size=9, centred=place not in left)


def repack(document: Document) -> bytes:
    """Return the file without the hour of its writing; equal documents give equal bytes."""
    written, packed = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()
