"""Files of every kind, made here so that no binary sits in the repository."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    body += b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n" + b"\n".join(objects)
    return body + b"\ntrailer\n<</Root 1 0 R" + trailer + b">>\nstartxref\n0\n%%EOF\n"


def object_stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = b"3 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(
        packed
    )
    return head + packed + b"\nendstream\nendobj"


def image(form: str, *, size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, form)
    return out.getvalue()


def wide_png(width: int, height: int) -> bytes:
    """A PNG header that promises more pixels than it holds."""
    data = bytearray(image("PNG"))
    data[16:24] = struct.pack(">II", width, height)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    return bytes(data)


def zipped(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def office(main: str, extra: Mapping[str, bytes] | None = None, *, types: bytes = b"") -> bytes:
    members = {
        "[Content_Types].xml": b"<?xml version='1.0'?><Types>" + types + b"</Types>",
        main: b"<?xml version='1.0'?><document/>",
    }
    return zipped(members | dict(extra or {}))


def docx(extra: Mapping[str, bytes] | None = None, *, types: bytes = b"") -> bytes:
    return office("word/document.xml", extra, types=types)


def xlsx() -> bytes:
    return office("xl/workbook.xml")


def boxes(brand: bytes, *kinds: bytes) -> bytes:
    parts = [
        (b"ftyp", brand + b"\x00\x00\x02\x00" + brand),
        *((kind, b"\x00" * 8) for kind in kinds),
    ]
    return b"".join(struct.pack(">I", len(body) + 8) + kind + body for kind, body in parts)


def wav() -> bytes:
    return b"RIFF" + struct.pack("<I", 44) + b"WAVEfmt " + b"\x10\x00\x00\x00" + b"\x00" * 28


def mp3() -> bytes:
    return b"ID3\x04\x00\x00\x00\x00\x00\x0a" + b"\x00" * 10 + b"\xff\xfb\x90\x64" + b"\x00" * 400


def exe() -> bytes:
    return b"MZ\x90\x00\x03" + b"\x00" * 55 + b"\x80\x00\x00\x00" + b"PE\x00\x00"
