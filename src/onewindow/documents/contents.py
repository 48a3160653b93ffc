"""Check that a file is whole and inert, type by type."""

import itertools
import re
import zlib
from collections.abc import Iterator
from typing import IO

from PIL import Image, UnidentifiedImageError

from onewindow.documents import archives, rules, signatures
from onewindow.documents.rules import FileType, Limits, Reason, Refused

_PDF_TAIL = 2048
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_STREAMS = 100_000
_PIECE = 16 * 1024
_UNPACKED_STREAM = 8 * 1024 * 1024
_UNPACKED_PDF = 64 * 1024 * 1024
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PILLOW = {
    rules.JPEG: "JPEG",
    rules.PNG: "PNG",
    rules.GIF: "GIF",
    rules.BMP: "BMP",
    rules.WEBP: "WEBP",
}


def inspect(file: IO[bytes], size: int, limits: Limits) -> FileType:
    """Return the type the content has; raise Refused when it is damaged, dangerous or not taken."""
    file.seek(0)
    head = file.read(signatures.HEAD)
    signatures.refuse_dangerous(head)
    kind = signatures.taken_type(head)
    if kind is rules.ZIP:
        return archives.check_zip(file, size, limits)
    if kind is None:
        _check_text(file)
        return rules.PLAIN
    if archives.directory_of(file, size):
        raise Refused(Reason.TWO_IN_ONE)
    if kind is rules.PDF:
        _check_pdf(file, size)
        return kind
    if b"%PDF-" in head[:1024]:
        raise Refused(Reason.TWO_IN_ONE)
    if kind in _PILLOW:
        _check_image(file, kind, limits)
    elif kind in {rules.MP4, rules.M4A, rules.MOV}:
        _check_boxes(file, size)
    elif kind is rules.MP3:
        _check_mp3(file)
    return kind


def _name(word: str) -> re.Pattern[bytes]:
    # A PDF name may write any letter as #xx, so that a plain search would miss it.
    letters = "".join(f"(?:{letter}|#{ord(letter):02x})" for letter in word)
    return re.compile(rf"/(?i:{letters})(?![A-Za-z0-9#])".encode())


_OBJECT_STREAM = _name("ObjStm")
_ENCRYPT = _name("Encrypt")
_ACTIVE = tuple(_name(word) for word in ("JavaScript", "Launch", "RichMedia"))


def _check_pdf(file: IO[bytes], size: int) -> None:
    file.seek(0)
    body = file.read()
    tail = body[-_PDF_TAIL:]
    if not re.match(rb"%PDF-[12]\.\d", body) or b"%%EOF" not in tail or b"startxref" not in tail:
        raise Refused(Reason.DAMAGED)
    if _ENCRYPT.search(body):
        raise Refused(Reason.ENCRYPTED)
    for part in itertools.chain([body], _object_streams(body)):
        if any(name.search(part) for name in _ACTIVE):
            raise Refused(Reason.ACTIVE_CONTENT)


def _object_streams(body: bytes) -> Iterator[bytes]:
    """Unpack the object streams, where a PDF ≥ 1.5 keeps most of its dictionaries."""
    total = 0
    looked_to = 0
    is_wanted = False
    for count, found in enumerate(_STREAM.finditer(body)):
        # A word in a comment may look like the start of a stream: still wanted until one unpacks.
        is_wanted = is_wanted or bool(_OBJECT_STREAM.search(body, looked_to, found.start()))
        looked_to = found.end()
        if not is_wanted:
            continue
        part = _unpacked(body, found.end())
        is_wanted = not part
        total += len(part)
        if total > _UNPACKED_PDF or count > _STREAMS:
            raise Refused(Reason.BOMB)
        yield part


def _unpacked(body: bytes, start: int) -> bytes:
    unpacker = zlib.decompressobj()
    part = b""
    # Piece by piece: handing over the rest of the file for every stream would copy it every time.
    while not unpacker.eof and start < len(body):
        try:
            part += unpacker.decompress(body[start : start + _PIECE], _UNPACKED_STREAM)
        except zlib.error:
            break
        start += _PIECE
        if len(part) >= _UNPACKED_STREAM:
            raise Refused(Reason.BOMB)
    return part


def _check_image(file: IO[bytes], kind: FileType, limits: Limits) -> None:
    file.seek(0)
    try:
        with Image.open(file, formats=[_PILLOW[kind]]) as image:
            width, height = image.size
            if width * height * getattr(image, "n_frames", 1) > limits.pixels:
                raise Refused(Reason.TOO_MANY_PIXELS)
            if kind is rules.JPEG:
                # An eighth of the size is enough to see that the data go to the end.
                image.draft("RGB", (max(1, width // 8), max(1, height // 8)))
                image.load()
            else:
                image.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(Reason.TOO_MANY_PIXELS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused(Reason.DAMAGED) from error


def _check_text(file: IO[bytes]) -> None:
    file.seek(0)
    body = file.read()
    text = _decoded(body)
    if text is None or _CONTROL.search(text):
        raise Refused(Reason.UNKNOWN, label=signatures.guess(body[: signatures.HEAD]))


def _decoded(body: bytes) -> str | None:
    encodings = ["utf-16"] if body[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _check_boxes(file: IO[bytes], size: int) -> None:
    """Walk the top-level boxes (ISO/IEC 14496-12): they must fill the file and hold a `moov`."""
    at = 0
    kinds: set[bytes] = set()
    while at < size:
        file.seek(at)
        header = file.read(16)
        length = int.from_bytes(header[:4], "big")
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        elif length == 0:
            length = size - at
        if len(header) < 8 or length < 8 or at + length > size:
            raise Refused(Reason.DAMAGED)
        kinds.add(header[4:8])
        at += length
    if b"moov" not in kinds:
        raise Refused(Reason.DAMAGED)


def _check_mp3(file: IO[bytes]) -> None:
    file.seek(0)
    head = file.read(10)
    start = 0
    if head.startswith(b"ID3"):
        start = 10 + sum(
            (byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True)
        )
    file.seek(start)
    frame = file.read(2048).lstrip(b"\x00")
    if len(frame) < 4 or frame[0] != 0xFF or frame[1] & 0xE0 != 0xE0:
        raise Refused(Reason.DAMAGED)
