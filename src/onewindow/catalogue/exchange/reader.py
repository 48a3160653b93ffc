"""Read a filled-in form of any kind we know, and refuse politely what is none."""

from pathlib import Path

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange import docx_reader, xlsx_reader
from onewindow.catalogue.exchange.check import check
from onewindow.catalogue.exchange.guards import LARGEST_FILE, check_package
from onewindow.catalogue.exchange.layout import find_form
from onewindow.catalogue.exchange.problems import FormProblems, Problem, refuse_file
from onewindow.catalogue.exchange.raw import Grid, RawForm
from onewindow.catalogue.exchange.yaml_form import read_yaml
from onewindow.catalogue.form import ItemDraft

SHEETS = {".xlsx", ".xlsm"}
ADVICE = {
    ".xls": ".xlsx",
    ".et": ".xlsx",
    ".ods": ".xlsx",
    ".csv": ".xlsx",
    ".doc": ".docx",
    ".wps": ".docx",
    ".odt": ".docx",
    ".rtf": ".docx",
}


def read_form(path_or_bytes: Path | bytes, filename: str = "") -> ItemDraft:
    """Return what the form says; raise FormProblems with every problem found, its field and cell.

    The kind is taken from the file's name and checked against its content.
    """
    name = filename or (path_or_bytes.name if isinstance(path_or_bytes, Path) else "")
    suffix = Path(name).suffix.lower()
    suffix = ".xlsx" if suffix in SHEETS else suffix
    if suffix not in {".xlsx", ".docx", ".yaml", ".yml"}:
        raise _wrong_kind(suffix)
    data = _load(path_or_bytes)
    if suffix in {".yaml", ".yml"}:
        return read_yaml(data)
    findings = check_package(data, suffix)
    if suffix == ".docx":
        return check(_found(_("Word 文件"), docx_reader.read_grids(data)))
    if not findings.sheets:
        raise refuse_file(_("工作簿里没有工作表：请检查是否选错了文件"))
    if findings.uncomputed:
        message = _("这一格是没有算出结果的公式：请直接填写内容，或用 Excel 打开保存一次")
        raise FormProblems([Problem(_("公式"), cell, message) for cell in findings.uncomputed[:50]])
    grids = xlsx_reader.read_grids(data)
    return check(_found(grids[0].home if grids else "", grids))


def _wrong_kind(suffix: str) -> FormProblems:
    if suffix in ADVICE:
        message = _("%(old)s 文件读不了：请打开后另存为 %(new)s 再导入")
        return refuse_file(message % {"old": suffix, "new": ADVICE[suffix]})
    return refuse_file(_("只认 .xlsx、.docx 和 .yaml 文件：请选择填好的流程确认单"))


def _load(path_or_bytes: Path | bytes) -> bytes:
    if isinstance(path_or_bytes, bytes):
        return path_or_bytes
    try:
        with path_or_bytes.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise refuse_file(_("文件打不开：请检查路径和读取权限")) from error
    return data


def _found(home: str, grids: list[Grid]) -> RawForm:
    form = find_form(home, grids)
    if len(form.values) < 3:
        raise refuse_file(_("没有找到流程确认单的栏目：请检查是否选错了文件，或使用标准表样"))
    return form
