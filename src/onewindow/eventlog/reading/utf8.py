"""Bytes of any encoding as UTF-8, with what could not be read counted."""

import codecs
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Protocol

DECLARED = re.compile(rb"""^<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BLOCK = 1 << 20
REPLACED = "\ufffd"
AROUND = 12


class Readable(Protocol):
    """What bytes are read from, and closed."""

    def read(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


def encoding_of(open_file: Callable[[], Readable]) -> str:
    """Tell the encoding: by its mark, as XML declares, else the one that reads without fault."""
    with closing(open_file()) as file:
        head = file.read(200)
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    declared = DECLARED.match(head)
    known = _known(declared.group(1).decode()) if declared else None
    candidates = [known] if known else []
    candidates += [name for name in ("utf-8", "gb18030") if name != known]
    faults = dict.fromkeys(candidates, 0)
    for name in candidates:
        with closing(open_file()) as file:
            faults[name] = sum(text.count(REPLACED) for text in decoded(file, name))
        if not faults[name]:
            return name
    return min(candidates, key=lambda name: faults[name])


def decoded(file: Readable, encoding: str) -> Iterator[str]:
    """Yield the file's text in blocks, with a sign for every place that cannot be read."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    while block := file.read(BLOCK):
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


class Utf8:
    """A file to read from, as UTF-8."""

    def __init__(self, file: Readable, encoding: str) -> None:
        self._blocks = decoded(file, encoding)
        self._waiting = b""
        self.replaced = 0
        self.examples: list[str] = []

    def read(self, size: int = -1) -> bytes:
        """Return up to so many bytes; nothing at the end."""
        while not self._waiting:
            text = next(self._blocks, None)
            if text is None:
                return b""
            self._look(text)
            self._waiting = text.encode("utf-8", "replace")
        size = len(self._waiting) if size < 0 else size
        given, self._waiting = self._waiting[:size], self._waiting[size:]
        return given

    def _look(self, text: str) -> None:
        found = text.count(REPLACED)
        self.replaced += found
        place = -1
        while found and len(self.examples) < 5:
            place = text.find(REPLACED, place + 1)
            if place < 0:
                return
            self.examples.append(" ".join(text[max(0, place - AROUND) : place + AROUND].split()))


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    return "gb18030" if found in {"gb2312", "gbk"} else found
