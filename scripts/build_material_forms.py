"""Write the blank and the filled application forms of sample items; same input, same bytes.

python -m scripts.build_material_forms
"""

import datetime
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import yaml
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

ITEMS = Path(__file__).resolve().parent.parent / "data" / "sample" / "items"
FORMS = {
    "food-business": "食品经营许可申请书",
    "outdoor-advertising": "户外广告（宣传品）设置申请表",
}
WRITTEN_ON = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
WIDTHS = (4.2, 7.2, 5.6)
SIGNED = {"blank": "申请人（签章）：                    日期：      年    月    日"}
SIGNED["sample"] = "申请人（签章）：示例·签名        日期：2026 年 11 月 2 日"


def form(title: str, extra: dict[str, object], kind: str) -> bytes:
    """Return one form as a Word document: a row for each field of the online form."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.size = Pt(11)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", title, ""
    properties.created = properties.modified = WRITTEN_ON
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run(title + ("（示例样表）" if kind == "sample" else ""))
    run.bold, run.font.size = True, Pt(18)
    fill(document, extra, kind)
    document.add_paragraph()
    document.add_paragraph("申请人承诺：所填内容和所交材料真实、合法，愿意承担相应的法律责任。")
    document.add_paragraph(SIGNED[kind])
    if kind == "sample":
        document.add_paragraph("本表是示例，其中的单位、姓名、代码和电话全部虚构。")
    return repacked(document)


def fill(document: Document, extra: dict[str, object], kind: str) -> None:
    """Write the table of fields; the sample answers only into the sample."""
    fields, answers = extra["fields"], extra["sample_fields"]
    if not isinstance(fields, list) or not isinstance(answers, dict):
        raise SystemExit("事项里没有申请表字段。")
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, ("项目", "填写", "说明"), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for field in fields:
        cells = table.add_row().cells
        mark = "" if field.get("is_required", True) else "（选填）"
        cells[0].text = field["label"] + mark
        cells[1].text = str(answers.get(field["code"], "")) if kind == "sample" else ""
        cells[2].text = field.get("help", "")
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        row.height = Cm(1)
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = Cm(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)


def repacked(document: Document) -> bytes:
    """Return the file with one date in all its parts."""
    written, packed = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()


def build(folder: Path) -> None:
    """Write every form into a folder."""
    folder.mkdir(exist_ok=True)
    for item, title in FORMS.items():
        extra = yaml.safe_load((ITEMS / f"{item}.extra.yaml").read_text(encoding="utf-8"))
        for kind, name in (("blank", "空白表"), ("sample", "示例样表")):
            (folder / f"{title}（{name}）.docx").write_bytes(form(title, extra, kind))


if __name__ == "__main__":
    build(ITEMS / "files")
