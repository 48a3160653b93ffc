"""The paper form as a Word document on A4."""

import datetime
import zipfile
from collections.abc import Sequence
from io import BytesIO

import docx
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

from onewindow.catalogue.exchange import fields, paper
from onewindow.catalogue.exchange.fields import Field
from onewindow.catalogue.form import ItemDraft

MAIN_WIDTHS = (3.3, 5.5, 3.3, 5.5)
STEP_WIDTHS = (0.9, 2.0, 1.2, 2.0, 2.2, 1.7, 1.9, 1.5, 2.6, 1.6)
MATERIAL_WIDTHS = (1.0, 5.2, 3.4, 1.9, 1.9, 4.2)
LONGEST_UNSPLIT = 600
SONG, HEI = "宋体", "黑体"
INK = RGBColor(0x1F, 0x29, 0x33)
SHADE = "F1F5F9"
WRITTEN_ON = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
ZIP_TIME = (2026, 1, 1, 0, 0, 0)


def write_docx(draft: ItemDraft | None) -> bytes:
    """Return the form, filled in or blank; equal drafts give equal bytes."""
    document = docx.Document()
    _set_up(document)
    _say(document.add_paragraph(), fields.FORM_TITLE, size=18, font=HEI, centred=True, after=8)
    _write_main(document, draft)
    _heading(document, paper.heading(fields.STEPS))
    _write_lines(document, STEP_WIDTHS, paper.STEP_HEADS, paper.step_lines(draft), left=())
    _heading(document, "")
    flow = _table(document, MAIN_WIDTHS)
    _whole(flow, paper.INTERNAL_CHART, paper.flow_of(draft, internal=True))
    _whole(flow, paper.PUBLIC_CHART, paper.flow_of(draft, internal=False))
    _heading(document, paper.heading(fields.MATERIALS))
    lines = paper.material_lines(draft)
    _write_lines(document, MATERIAL_WIDTHS, paper.MATERIAL_HEADS, lines, left=(1, 5))
    _heading(document, "")
    _whole(_table(document, MAIN_WIDTHS), "签字盖章", paper.SIGNATURES)
    _say(document.add_paragraph(), "填表说明：", size=9, bold=True, before=6)
    for note in paper.numbered(paper.NOTES):
        _say(document.add_paragraph(), note, size=9)
    return _repack(document)


def _set_up(document: Document) -> None:
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
    properties.author, properties.title, properties.comments = "", fields.FORM_TITLE, ""
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
    _append(field, number._r)
    _append(paragraph._p, field)
    _style(paragraph.add_run(after), 9, SONG)


def _append(parent: etree._Element, child: etree._Element) -> None:
    parent.append(child)


def _style(run: Run, size: float, font: str, *, bold: bool = False) -> None:
    run.font.size, run.font.name, run.font.color.rgb = Pt(size), font, INK
    run.bold = bold or None
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _say(
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
    _style(paragraph.add_run(text), size, font, bold=bold)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)


def _heading(document: Document, text: str) -> None:
    paragraph = document.add_paragraph()
    size, before = (12, 10) if text else (2, 0)
    _say(paragraph, text, size=size, font=HEI, centred=True, before=before, after=before / 2)
    paragraph.paragraph_format.keep_with_next = True


def _table(document: Document, widths: Sequence[float]) -> Table:
    table: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def _fill(cell: _Cell, text: str, *, size: float = 10, centred: bool = False) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        _say(paragraph, line, size=size, centred=centred, before=2, after=2)


def _label(cell: _Cell, text: str, *, size: float = 10) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _say(cell.paragraphs[0], text, size=size, bold=True, centred=True, before=2, after=2)
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), SHADE)
    _append(cell._tc.get_or_add_tcPr(), shading)


def _whole(table: Table, label: str, text: str) -> None:
    line = table.add_row()
    room = paper.room_for(label).count("\n") if not text else 0
    line.height = Cm(0.7 + 0.5 * room)
    if len(text) < LONGEST_UNSPLIT:
        _append(line._tr.get_or_add_trPr(), OxmlElement("w:cantSplit"))
    row = line.cells
    _label(row[0], label)
    _fill(row[1].merge(row[-1]), text)


def _pair(table: Table, left: tuple[str, str], right: tuple[str, str]) -> None:
    line = table.add_row()
    line.height = Cm(0.7)
    row = line.cells
    for place, (label, text) in enumerate((left, right)):
        _label(row[2 * place], label)
        _fill(row[2 * place + 1], text)


def _write_main(document: Document, draft: ItemDraft | None) -> None:
    table = _table(document, MAIN_WIDTHS)

    def pair(left: Field[str], right: Field[str]) -> None:
        texts = [(paper.label(field), paper.text_of(draft, field)) for field in (left, right)]
        _pair(table, texts[0], texts[1])

    pair(fields.DEPARTMENT, fields.FILLED_BY)
    pair(fields.FILLED_BY_PHONE, fields.FILLED_ON)
    pair(fields.NAME, fields.NUMBER)
    _whole(table, paper.label(fields.SUBJECT), paper.text_of(draft, fields.SUBJECT))
    _whole(table, paper.label(fields.ITEM_TYPE), _columns(paper.type_boxes(draft)))
    pair(fields.INTERNAL_HALL, fields.PUBLIC_HALL)
    pair(fields.PHONE, fields.EMAIL)
    _whole(table, fields.POSTAL_ADDRESS.label, paper.text_of(draft, fields.POSTAL_ADDRESS))
    limits = [(paper.label(field), paper.limit_of(draft, field)) for field in fields.LIMITS]
    _pair(table, limits[0], limits[1])
    _whole(table, *limits[2])
    _write_content(table, draft)


def _write_content(table: Table, draft: ItemDraft | None) -> None:
    themes = "\n".join(
        f"{audience}：\n{_columns(boxes)}" if len(boxes) > 1 else boxes[0]
        for audience, boxes in paper.theme_boxes(draft).items()
    )
    fees, fee_bases = paper.fees_of(draft)
    inspection, conditions = fields.PERIODIC_INSPECTION, paper.conditions_of(draft)
    _whole(table, fields.LIMIT_NOTE.label, paper.text_of(draft, fields.LIMIT_NOTE))
    _whole(table, paper.label(fields.THEME), themes)
    _whole(table, paper.label(fields.BASES), "\n".join(paper.bases_of(draft)))
    _whole(table, inspection.label, paper.text_of(draft, inspection))
    _whole(table, fields.FEES.label, "\n".join(fees))
    _whole(table, fields.FEE_BASES.label, "\n".join(fee_bases))
    _whole(table, paper.label(fields.PROCESS), paper.text_of(draft, fields.PROCESS))
    _whole(table, paper.label(fields.CONDITION), "\n".join(conditions))
    _whole(table, fields.ALIAS.label, paper.aliases_of(draft))
    _whole(table, fields.EXTRA.label, "\n".join(paper.extra_of(draft)))


def _columns(boxes: Sequence[str]) -> str:
    padded = [box.ljust(7, "　") for box in boxes]
    return "\n".join("".join(padded[at : at + 5]).rstrip() for at in range(0, len(padded), 5))


def _write_lines(
    document: Document,
    widths: Sequence[float],
    heads: Sequence[str],
    lines: Sequence[Sequence[str]],
    *,
    left: Sequence[int],
) -> None:
    table = _table(document, widths)
    first = table.add_row()
    repeat = OxmlElement("w:tblHeader")
    _append(first._tr.get_or_add_trPr(), repeat)
    for cell, head in zip(first.cells, heads, strict=True):
        _label(cell, head, size=9)
    for line in lines:
        row = table.add_row()
        row.height = Cm(0.75)
        _append(row._tr.get_or_add_trPr(), OxmlElement("w:cantSplit"))
        for place, (cell, text) in enumerate(zip(row.cells, line, strict=True)):
            _fill(cell, text, size=9, centred=place not in left)


def _repack(document: Document) -> bytes:
    written, packed = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()
