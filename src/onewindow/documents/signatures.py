"""Recognise a file by its first bytes. Names play no part here."""

import re

import puremagic

from onewindow.documents import rules
from onewindow.documents.rules import FileType, Reason, Refused

HEAD = 4096

_TAKEN: tuple[tuple[int, bytes, FileType], ...] = (
    (0, b"%PDF-", rules.PDF),
    (0, b"\xff\xd8\xff", rules.JPEG),
    (0, b"\x89PNG\r\n\x1a\n", rules.PNG),
    (0, b"GIF87a", rules.GIF),
    (0, b"GIF89a", rules.GIF),
    (8, b"WEBP", rules.WEBP),
    (8, b"WAVEfmt ", rules.WAV),
    (0, b"PK\x03\x04", rules.ZIP),
    (0, b"ID3", rules.MP3),
    (0, b"BM", rules.BMP),
    (4, b"ftypqt  ", rules.MOV),
    (4, b"ftypM4A ", rules.M4A),
    *(
        (4, b"ftyp" + brand, rules.MP4)
        for brand in (
            b"isom",
            b"iso2",
            b"iso4",
            b"iso5",
            b"iso6",
            b"mp41",
            b"mp42",
            b"avc1",
            b"M4V ",
            b"MSNV",
        )
    ),
)

_REFUSED: tuple[tuple[bytes, Reason], ...] = (
    (b"MZ", Reason.EXECUTABLE),
    (b"\x7fELF", Reason.EXECUTABLE),
    (b"\xfe\xed\xfa\xce", Reason.EXECUTABLE),
    (b"\xfe\xed\xfa\xcf", Reason.EXECUTABLE),
    (b"\xce\xfa\xed\xfe", Reason.EXECUTABLE),
    (b"\xcf\xfa\xed\xfe", Reason.EXECUTABLE),
    (b"\xca\xfe\xba\xbe", Reason.EXECUTABLE),
    (b"dex\n03", Reason.EXECUTABLE),
    (b"\x00asm", Reason.EXECUTABLE),
    (b"L\x00\x00\x00\x01\x14\x02\x00", Reason.EXECUTABLE),
    (b"#!", Reason.EXECUTABLE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Reason.LEGACY_OFFICE),
    (b"{\\rtf", Reason.LEGACY_OFFICE),
    (b"Rar!\x1a\x07", Reason.OTHER_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Reason.OTHER_ARCHIVE),
    (b"\x1f\x8b", Reason.OTHER_ARCHIVE),
    (b"BZh", Reason.OTHER_ARCHIVE),
    (b"\xfd7zXZ\x00", Reason.OTHER_ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Reason.OTHER_ARCHIVE),
    (b"MSCF", Reason.OTHER_ARCHIVE),
    (b"PK\x05\x06", Reason.EMPTY),
)

_PAGE = re.compile(
    rb"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|meta|\?xml|\?php|%@)",
    re.IGNORECASE,
)
_WORD_AFTER_MZ = re.compile(rb"MZ[\x00-\x08\x0e-\x1f\x80-\xff]|MZ.{58}.\x00\x00\x00", re.DOTALL)


def refuse_dangerous(head: bytes) -> None:
    """Refuse what runs, renders as a page or cannot be looked into, by its first 4096 bytes."""
    for magic, reason in _REFUSED:
        if head.startswith(magic) and (magic != b"MZ" or _WORD_AFTER_MZ.match(head)):
            raise Refused(reason)
    if _PAGE.search(_as_single_bytes(head)[:1024]):
        raise Refused(Reason.WEB_PAGE)


def taken_type(head: bytes) -> FileType | None:
    """Return the type the first bytes promise, or None: plain text has no such mark."""
    for offset, magic, kind in _TAKEN:
        if head[offset : offset + len(magic)] == magic:
            if kind in {rules.WEBP, rules.WAV} and not head.startswith(b"RIFF"):
                continue
            return kind
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:
        return rules.MP3
    return None


def _as_single_bytes(head: bytes) -> bytes:
    # A page in UTF-16 would pass a search for ASCII tags.
    return head.replace(b"\x00", b"") if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else head


def guess(head: bytes) -> str:
    """Return the usual extension of a file that is not taken; may be empty."""
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    return found[0].extension if found else ""
