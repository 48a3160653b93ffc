"""Files that are not what they say, or are made to harm: refused with advice, before any parser."""

import functools
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from onewindow.catalogue.exchange import (
    FormProblems,
    guards,
    read_form,
    write_docx,
    write_xlsx,
    xml_guard,
)
from tests.catalogue.drafts import make_draft

# What is made of a whole form is made by the test that wants it.
Data = bytes | Callable[[], bytes]
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000
SHEET = "xl/worksheets/sheet1.xml"
DOCUMENT = "word/document.xml"
DTD = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def repack(data: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """Return the package with some entries changed or added."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in dict.fromkeys([*old.namelist(), *changes]):
            content = old.read(name) if name in old.namelist() else b""
            new.writestr(name, changes.get(name, bytes)(content))
    return buffer.getvalue()


def drop(data: bytes, *names: str) -> bytes:
    """Return the package without some entries."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
    return buffer.getvalue()


def put_cell(cell: bytes) -> Callable[[bytes], bytes]:
    """Return a change that adds a row with this cell at the end of a sheet."""
    return lambda xml: xml.replace(b"</sheetData>", b"<row>" + cell + b"</row></sheetData>")


def declared(xml: bytes) -> bytes:
    """Put a document type into a part of a form."""
    return DTD + xml.split(b"?>", 1)[1]


@functools.cache
def xlsx() -> bytes:
    """Return a good form in Excel."""
    return write_xlsx(make_draft())


@functools.cache
def docx() -> bytes:
    """Return the same in Word."""
    return write_docx(make_draft())


MANY = b"<a>" + b"<b/>" * (xml_guard.MOST_ELEMENTS + 1) + b"</a>"
DEEP = b"<a>" * 300 + b"</a>" * 300
FAR = b'<c r="XFD1048576"><v>1</v></c>'
REFUSED: list[tuple[str, Data, str]] = [
    ("old.xlsx", OLE, "旧版 .xls 文件"),
    ("old.docx", OLE, "旧版 .doc 文件"),
    ("locked.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    ("page.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", "网页文件"),
    ("page.docx", b"\xef\xbb\xbf<!DOCTYPE html>", "网页文件"),
    ("empty.xlsx", b"", "空的"),
    ("text.xlsx", "审批事项,示例".encode(), "不是 Excel 文件"),
    ("list.csv", "审批事项,示例".encode(), "另存为 .xlsx"),
    ("old.xls", OLE, "另存为 .xlsx"),
    ("old.wps", OLE, "另存为 .docx"),
    ("form.pdf", b"%PDF-1.7", "只认"),
    ("form", xlsx, "只认"),
    ("word.xlsx", docx, "把扩展名改为 .docx"),
    ("excel.docx", xlsx, "把扩展名改为 .xlsx"),
    ("zip.xlsx", lambda: drop(xlsx(), "xl/workbook.xml"), "压缩文件"),
    ("cut.xlsx", lambda: xlsx()[: len(xlsx()) // 2], "不完整"),
    ("torn.xlsx", lambda: xlsx().replace(b"PK\x03\x04", b"PK\x03\x05", 1), "不完整"),
    ("none.xlsx", lambda: drop(xlsx(), SHEET), "没有工作表"),
    ("dtd.docx", lambda: repack(docx(), {DOCUMENT: declared}), "DTD"),
    ("dtd.xlsx", lambda: repack(xlsx(), {"xl/any.bin": lambda _: DTD + b"<x/>"}), "DTD"),
    ("broken.docx", lambda: repack(docx(), {DOCUMENT: lambda xml: xml[:-20]}), "损坏"),
    ("deep.xlsx", lambda: repack(xlsx(), {"a.xml": lambda _: DEEP}), "嵌套过深"),
    ("many.xlsx", lambda: repack(xlsx(), {"a.xml": lambda _: MANY}), "内容过多"),
    ("far.xlsx", lambda: repack(xlsx(), {SHEET: put_cell(FAR)}), "第 1048576 行"),
    ("sum.xlsx", lambda: repack(xlsx(), {SHEET: put_cell(b'<c r="B99"><f>1+1</f></c>')}), "公式"),
    ("strange.yaml", b"\xff\xfe\x00", "UTF-8"),
    ("bomb.yaml", b"a: &a [1]\nb: [*a, *a]", "引用"),
    ("list.yaml", b"- 1", "键: 值"),
    ("broken.yaml", b"a: [1\nb: 2", "行格式有误"),
    ("deep.yaml", b"a: " + b"[" * 30 + b"]" * 30, "嵌套"),
    ("large.yaml", b"#" * 600_000, "512 KB"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "message"), REFUSED, ids=[each[0] for each in REFUSED])
def test_a_wrong_file_is_refused_with_advice(name: str, data: Data, message: str) -> None:
    with pytest.raises(FormProblems) as refused:
        read_form(data if isinstance(data, bytes) else data(), name)
    assert message in refused.value.problems[0].message, refused.value


def test_the_formula_is_named_by_its_cell() -> None:
    data = repack(xlsx(), {SHEET: put_cell(b'<c r="B99"><f>1+1</f></c>')})
    with pytest.raises(FormProblems) as refused:
        read_form(data, "form.xlsx")
    assert refused.value.problems[0].cell == "B99"


def test_a_computed_formula_and_styled_empty_cells_are_no_problem() -> None:
    cells = b'<c r="A99"><f>1+1</f><v>2</v></c><c r="XFD99" s="1"/>'
    assert read_form(repack(xlsx(), {SHEET: put_cell(cells)}), "form.xlsx") == make_draft()


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(xlsx())
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(FormProblems, match="打开密码"):
        read_form(bytes(data), "form.xlsx")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormProblems, match="打不开"):
        read_form(tmp_path / "none.xlsx")


def test_too_many_entries_are_refused_before_the_directory_is_built() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for number in range(guards.MOST_ENTRIES + 1):
            package.writestr(f"{number}.txt", b"")
    with pytest.raises(FormProblems, match="条目太多"):
        read_form(buffer.getvalue(), "form.xlsx")


@functools.cache
def bomb(megabytes: int, declared: int | None = None) -> bytes:
    """Return a workbook with an entry of that many unpacked megabytes, lying about it if asked."""
    if declared is None:
        return repack(xlsx(), {"xl/bomb.bin": lambda _: b"A" * (megabytes * 1024 * 1024)})
    true_size = (megabytes * 1024 * 1024).to_bytes(4, "little")
    return bomb(megabytes).replace(true_size, declared.to_bytes(4, "little"))


# Not getrusage: its peak survives exec and would count the memory of the tests themselves.
MEASURE = """
import json, os, re, sys
from pathlib import Path
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings")
import django
django.setup()
from onewindow.catalogue.exchange import FormProblems, read_form
for path in sys.argv[1:]:
    message = ""
    try:
        read_form(Path(path))
    except FormProblems as refused:
        message = refused.problems[0].message
    peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024
    print(json.dumps({"message": message, "megabytes": peak}))
"""


@pytest.mark.long
def test_bombs_and_heaps_are_read_in_little_memory(tmp_path: Path) -> None:
    body = b"<w:p/>" * 120_000
    heap = repack(docx(), {DOCUMENT: lambda xml: xml.replace(b"<w:body>", b"<w:body>" + body)})
    files = {"heap.docx": heap, "bomb.xlsx": bomb(200), "lying.xlsx": bomb(200, 1000)}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    small, bombed, lied = measure(*(tmp_path / name for name in files))
    assert small["message"] == ""
    for answer in (bombed, lied):
        assert "可能是恶意文件" in str(answer["message"]) or "损坏" in str(answer["message"])
    assert max(float(answer["megabytes"]) for answer in (small, bombed, lied)) < 300


def measure(*paths: Path) -> list[dict[str, str | float]]:
    """Return the messages and the peak memory so far of one process that reads the files."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_bomb_would_be_unpacked_without_the_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guards are what refuses: with their limits lifted the same files pass."""
    monkeypatch.setattr(guards, "LARGEST_UNPACKED", 1 << 40)
    assert read_form(bomb(60), "form.xlsx") == make_draft()
    monkeypatch.setattr(xml_guard, "MOST_ELEMENTS", 1 << 40)
    assert read_form(repack(xlsx(), {"a.xml": lambda _: MANY}), "form.xlsx") == make_draft()


def test_an_honest_bomb_is_refused_before_anything_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unpacked: list[str] = []

    def record(_package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> list[bytes]:
        unpacked.append(entry.filename)
        return []

    monkeypatch.setattr(guards, "_pieces", record)
    with pytest.raises(FormProblems, match="50 MB"):
        read_form(bomb(60), "form.xlsx")
    assert unpacked == []


def test_unpacking_itself_stops_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "_check_directory", lambda *_arguments: None)
    with pytest.raises(FormProblems, match="50 MB"):
        read_form(bomb(60), "form.xlsx")
