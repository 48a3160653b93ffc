"""The paper form as a Word document on A4."""

from collections.abc import Sequence

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Cm
from docx.table import Table

from onewindow.catalogue.exchange import fields, paper
from onewindow.catalogue.exchange.docx_pen import (
    HEI,
    add_table,
    append,
    fill,
    heading,
    put_label,
    repack,
    say,
    set_up,
    write_lines,
)
from onewindow.catalogue.exchange.fields import Field
from onewindow.catalogue.form import ItemDraft

MAIN_WIDTHS = (3.3, 5.5, 3.3, 5.5)
STEP_WIDTHS = (0.9, 2.0, 1.2, 2.0, 2.2, 1.7, 1.9, 1.5, 2.6, 1.6)
MATERIAL_WIDTHS = (1.0, 5.2, 3.4, 1.9, 1.9, 4.2)
LONGEST_UNSPLIT = 600


def write_docx(draft: ItemDraft | None) -> bytes:
    """Return the form, filled in or blank; equal drafts give equal bytes."""
    document = docx.Document()
    set_up(document, fields.FORM_TITLE)
    say(document.add_paragraph(), fields.FORM_TITLE, size=18, font=HEI, centred=True, after=8)
    _write_main(document, draft)
    heading(document, paper.heading(fields.STEPS))
    write_lines(document, STEP_WIDTHS, paper.STEP_HEADS, paper.step_lines(draft), left=())
    heading(document, "")
    flow = add_table(document, MAIN_WIDTHS)
    _whole(flow, paper.INTERNAL_CHART, paper.flow_of(draft, internal=True))
    _whole(flow, paper.PUBLIC_CHART, paper.flow_of(draft, internal=False))
    heading(document, paper.heading(fields.MATERIALS))
    lines = paper.material_lines(draft)
    write_lines(document, MATERIAL_WIDTHS, paper.MATERIAL_HEADS, lines, left=(1, 5))
    heading(document, "")
    _whole(add_table(document, MAIN_WIDTHS), "签字盖章", paper.SIGNATURES)
    say(document.add_paragraph(), "填表说明：", size=9, bold=True, before=6)
    for note in paper.numbered(paper.NOTES):
        say(document.add_paragraph(), note, size=9)
    return repack(document)


def _whole(table: Table, label: str, text: str) -> None:
    line = table.add_row()
    room = paper.room_for(label).count("\n") if not text else 0
    line.height = Cm(0.7 + 0.5 * room)
    if len(text) < LONGEST_UNSPLIT:
        append(line._tr.get_or_add_trPr(), OxmlElement("w:cantSplit"))
    row = line.cells
    put_label(row[0], label)
    fill(row[1].merge(row[-1]), text)


def _pair(table: Table, left: tuple[str, str], right: tuple[str, str]) -> None:
    line = table.add_row()
    line.height = Cm(0.7)
    row = line.cells
    for place, (label, text) in enumerate((left, right)):
        put_label(row[2 * place], label)
        fill(row[2 * place + 1], text)


def _write_main(document: Document, draft: ItemDraft | None) -> None:
    table = add_table(document, MAIN_WIDTHS)

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
