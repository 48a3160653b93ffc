"""Look at a file before any parser does: what it really is, and whether it may be unpacked.

Declared sizes are only a first sieve: every entry is unpacked in pieces and counted as it comes.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange import xml_guard
from onewindow.catalogue.exchange.problems import FormProblems, refuse_file
from onewindow.catalogue.exchange.xml_guard import Findings, Room, XmlGuard

MB = 1024 * 1024
LARGEST_FILE = 20 * MB
LARGEST_UNPACKED = 50 * MB
MOST_ENTRIES = 2_000
PIECE = 64 * 1024
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
DIRECTORY_ENTRY = b"PK\x01\x02"
MAIN_PARTS = {".xlsx": "xl/workbook.xml", ".docx": "word/document.xml"}
PROGRAMS = {".xlsx": "Excel", ".docx": "Word"}


@dataclass(frozen=True)
class Bounds:
    """How large a file may be, packed and unpacked, in bytes, and what its XML may hold."""

    file: int
    unpacked: int
    room: Room


CATALOGUE = Bounds(
    file=50 * MB,
    unpacked=300 * MB,
    room=Room(part=150 * MB, elements=3_000_000, row=100_000, column=256),
)


def check_package(data: bytes, suffix: str, bounds: Bounds | None = None) -> Findings:
    """Unpack an .xlsx or .docx once without keeping it; raise FormProblems when it is not sound.

    At most 64 KB of unpacked text is held at a time.
    """
    bounds = bounds or Bounds(LARGEST_FILE, LARGEST_UNPACKED, xml_guard.form_room())
    _check_kind(data, suffix, bounds)
    if data.count(DIRECTORY_ENTRY) > MOST_ENTRIES:
        raise refuse_file(_("文件里的条目太多（最多 2000 个），可能是恶意文件：没有读取"))
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_directory(package, suffix, bounds)
            return _check_entries(package, bounds)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        message = _("文件不完整或已损坏，打不开：请用 %s 重新另存后再导入") % PROGRAMS[suffix]
        raise refuse_file(message) from error


def _check_kind(data: bytes, suffix: str, bounds: Bounds) -> None:
    if not data:
        raise refuse_file(_("文件是空的：请检查是否选错了文件"))
    if len(data) > bounds.file:
        message = _("文件超过 %d MB：请删去图片等附件后再导入")
        raise refuse_file(message % (bounds.file // MB))
    if data.startswith(OLE_MAGIC):
        if ENCRYPTED_STREAM in data:
            raise refuse_file(_("文件设了打开密码，读不了：请取消密码后另存再导入"))
        old = {".xlsx": ".xls", ".docx": ".doc"}[suffix]
        message = _(
            "这其实是旧版 %(old)s 文件，只改了扩展名：请用 %(program)s 打开后另存为 %(new)s"
        )
        details = {"old": old, "program": PROGRAMS[suffix], "new": suffix}
        raise refuse_file(message % details)
    if not data.startswith(b"PK"):
        head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
        message = _("这不是 %(program)s 文件：请用 %(program)s 打开后另存为 %(new)s")
        if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<?xml")):
            message = _("这其实是网页文件，只改了扩展名：请用 %(program)s 打开后另存为 %(new)s")
        raise refuse_file(message % {"program": PROGRAMS[suffix], "new": suffix})


def _check_directory(package: zipfile.ZipFile, suffix: str, bounds: Bounds) -> None:
    entries = package.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refuse_file(_("文件设了打开密码，读不了：请取消密码后另存再导入"))
    if sum(entry.file_size for entry in entries) > bounds.unpacked:
        raise _bomb(bounds)
    known = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    if any(entry.compress_type not in known for entry in entries):
        raise refuse_file(_("文件的压缩方式少见，没有读取：请重新另存后再导入"))
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise refuse_file(_("文件里有重名的条目，可能是恶意文件：没有读取"))
    if MAIN_PARTS[suffix] in names:
        return
    for other, main in MAIN_PARTS.items():
        if main in names:
            message = _("文件内容是 %(program)s 文件：请把扩展名改为 %(new)s 再导入")
            raise refuse_file(message % {"program": PROGRAMS[other], "new": other})
    message = _("这是压缩文件，不是 %(program)s 文件：请解压后选其中的 %(new)s 文件")
    raise refuse_file(message % {"program": PROGRAMS[suffix], "new": suffix})


def _check_entries(package: zipfile.ZipFile, bounds: Bounds) -> Findings:
    findings = Findings()
    total = 0
    for entry in package.infolist():
        guard = XmlGuard(entry.filename, findings, bounds.room)
        for piece in _pieces(package, entry):
            total += len(piece)
            if total > bounds.unpacked:
                raise _bomb(bounds)
            guard.feed(piece)
        guard.close()
    return findings


def _bomb(bounds: Bounds) -> FormProblems:
    message = _("文件解压后超过 %d MB，可能是恶意文件：没有读取")
    return refuse_file(message % (bounds.unpacked // MB))


def _pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(entry) as stream:
        while piece := stream.read(PIECE):
            yield piece
