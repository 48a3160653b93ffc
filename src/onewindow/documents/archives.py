"""Look into a ZIP container by its central directory before anything is unpacked."""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from onewindow.documents import rules, signatures
from onewindow.documents.rules import FileType, Limits, Reason, Refused

_END_RECORD = struct.Struct("<4s4H2LH")
_ZIP64 = b"PK\x06\x07"
_ENTRY_BYTES = 1024
_PEEK = 512
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_MACRO_PARTS = re.compile(r"(vbaproject|vbadata)[^/]*\.|/activex/|/macrosheets/", re.IGNORECASE)
_FOREIGN_OBJECT = re.compile(r"/embeddings/.*\.bin$", re.IGNORECASE)
_REMOTE_TEMPLATE = re.compile(
    rb"attachedTemplate[^>]*TargetMode\s*=\s*[\"']External", re.IGNORECASE
)
_SMALL_PART = 1024 * 1024


@dataclass(frozen=True)
class Directory:
    """What the end of a ZIP says about its central directory; `size` in bytes."""

    entries: int
    size: int
    is_zip64: bool


def directory_of(file: IO[bytes], size: int) -> Directory | None:
    """Return the directory that reaches exactly to the end of the file, or None."""
    file.seek(max(0, size - _END_RECORD.size - 0xFFFF - len(_ZIP64)))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        if len(tail) - at >= _END_RECORD.size:
            *_, entries, length, _start, comment = _END_RECORD.unpack_from(tail, at)
            if at + _END_RECORD.size + comment == len(tail):
                return Directory(entries, length, is_zip64=_ZIP64 in tail[max(0, at - 20) : at])
        at = tail.rfind(b"PK\x05\x06", 0, at)
    return None


def check_zip(file: IO[bytes], size: int, limits: Limits) -> FileType:
    """Return what the container is (ZIP, Word, Excel, OFD); refuse bombs, bad paths, macros."""
    directory = directory_of(file, size)
    # A file this small has no need of ZIP64, whose record would overrule the sizes looked at here.
    if directory is None or directory.is_zip64:
        raise Refused(Reason.DAMAGED)
    if max(directory.entries, directory.size // _ENTRY_BYTES) > limits.entries:
        raise Refused(Reason.BOMB)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_sizes(entries, size, limits)
            for entry in entries:
                _check_entry(entry, limits)
            kind = _kind(archive)
            if kind is rules.ZIP:
                _check_members(archive, entries)
            else:
                _check_office(archive, entries)
            return kind
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, struct.error) as error:
        raise Refused(Reason.DAMAGED) from error
    except (ValueError, OSError, RuntimeError) as error:
        raise Refused(Reason.DAMAGED) from error


def _check_sizes(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    if not any(entry.file_size for entry in entries):
        raise Refused(Reason.EMPTY)
    if len(entries) > limits.entries:
        raise Refused(Reason.BOMB)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    # More packed bytes than the file has means that entries overlap: one bomb read many times.
    if unpacked > limits.unpacked_bytes or packed > size:
        raise Refused(Reason.BOMB)
    if unpacked > _SMALL_PART and unpacked > size * limits.ratio:
        raise Refused(Reason.BOMB)
    if len({entry.filename for entry in entries}) != len(entries):
        raise Refused(Reason.DAMAGED)


def _check_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise Refused(Reason.ENCRYPTED)
    if entry.compress_type not in _METHODS:
        raise Refused(Reason.DAMAGED)
    name = entry.orig_filename
    parts = re.split(r"[/\\]", name)
    is_link = (entry.external_attr >> 28) == 0xA
    if is_link or ".." in parts or parts[0] == "" or "\x00" in name or re.match("[A-Za-z]:", name):
        raise Refused(Reason.UNSAFE_PATH, path=rules.clean_name(name))
    if len(parts) > limits.depth:
        raise Refused(Reason.UNSAFE_PATH, path=rules.clean_name(name))


def _kind(archive: zipfile.ZipFile) -> FileType:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return rules.DOCX
        if "xl/workbook.xml" in names:
            return rules.XLSX
        raise Refused(Reason.UNKNOWN, label="Office")
    return rules.OFD if "OFD.xml" in names else rules.ZIP


def _check_members(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if entry.is_dir():
            continue
        extension = rules.extension_of(entry.filename)
        if extension in rules.ARCHIVE_EXTENSIONS:
            raise Refused(Reason.NESTED_ARCHIVE, path=rules.clean_name(entry.filename))
        if extension in rules.DANGEROUS_EXTENSIONS:
            raise Refused(Reason.DANGEROUS_NAME, extension=extension)
        with archive.open(entry) as member:
            head = member.read(_PEEK)
        try:
            signatures.refuse_dangerous(head)
        except Refused as refused:
            if refused.reason is Reason.OTHER_ARCHIVE:
                raise Refused(
                    Reason.NESTED_ARCHIVE, path=rules.clean_name(entry.filename)
                ) from refused
            if refused.reason in {Reason.EXECUTABLE, Reason.WEB_PAGE}:
                raise


def _check_office(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if _MACRO_PARTS.search(entry.filename):
            raise Refused(Reason.MACRO)
        if _FOREIGN_OBJECT.search(entry.filename):
            raise Refused(Reason.ACTIVE_CONTENT)
        name = entry.filename.lower()
        if name.endswith(".rels") and _REMOTE_TEMPLATE.search(_part(archive, entry)):
            raise Refused(Reason.ACTIVE_CONTENT)
        if name == "[content_types].xml" and b"macroenabled" in _part(archive, entry).lower():
            raise Refused(Reason.MACRO)


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > _SMALL_PART * 8:
        raise Refused(Reason.BOMB)
    with archive.open(entry) as part:
        return part.read(_SMALL_PART * 8)
