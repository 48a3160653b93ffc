"""Print with Typst: PDF/A-2a and PDF/UA-1, vendored fonts only.

Only under these standards is a missing glyph an error; plain PDF prints an empty box silently.
"""

import functools
import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

import typst
from django.utils.translation import gettext as _

from onewindow.kernel.errors import DomainError
from onewindow.kernel.glyphs import as_printed, unprintable

FONTS = Path(__file__).resolve().parent / "fonts"
_STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_NO_GLYPH = "could not be displayed with font"

Value = str | bool | int | Sequence["Value"] | Mapping[str, "Value"]


class PrintFailed(DomainError):
    """The page could not be printed."""


class MissingGlyph(PrintFailed):
    """The fonts have no glyph for these characters; nothing is printed rather than a blank."""

    def __init__(self, characters: str) -> None:
        named = "、".join(f"{c}（U+{ord(c):04X}）" for c in characters)
        super().__init__(
            _("字库里没有这些字，文书没有生成：%(characters)s。") % {"characters": named}
        )
        self.characters = characters


def typeset(template: Path, data: Mapping[str, object], *, on: date) -> bytes:
    """Print `data` by a template: the same bytes every time; values are text, never markup.

    Raise MissingGlyph, PrintFailed.
    """
    clean = {key: _printable(value) for key, value in data.items()}
    if missing := unprintable("".join(_texts(clean))):
        raise MissingGlyph(missing)
    return _press(template).print(json.dumps(clean, ensure_ascii=False), on)


class _Press:
    """One compiler per template: it keeps what did not change, so the next page is fast."""

    def __init__(self, template: Path) -> None:
        self._lock = threading.Lock()
        self._compiler = typst.Compiler(
            template, root=template.parent, font_paths=fonts(), ignore_system_fonts=True
        )

    def print(self, data: str, on: date) -> bytes:
        """Compile; a compiler serves one thread at a time."""
        at = datetime(on.year, on.month, on.day, tzinfo=UTC)
        try:
            with self._lock:
                pdf = self._compiler.compile(
                    format="pdf",
                    sys_inputs={"data": data},
                    pdf_standards=[*_STANDARDS],
                    timestamp=at,
                )
        except typst.TypstError as error:
            if _NO_GLYPH in error.message:
                raise MissingGlyph(_quoted(error.message)) from error
            raise PrintFailed(
                _("文书没有生成（%(why)s），请联系管理员。") % {"why": error.message}
            ) from error
        if not isinstance(pdf, bytes):
            raise PrintFailed(type(pdf).__name__)
        return pdf


def _quoted(message: str) -> str:
    quoted = re.search(r'"(.*)" ?`? could not|`"(.*)"` could not', message)
    text = next(filter(None, quoted.groups()), "") if quoted else message
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)


@functools.cache
def _press(template: Path) -> _Press:
    return _Press(template)


@functools.cache
def fonts() -> typst.Fonts:
    """Return the vendored fonts and those that Typst brings along."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


def _printable(value: object) -> Value:
    if isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return as_printed(value)
    if isinstance(value, Mapping):
        return {str(key): _printable(part) for key, part in value.items()}
    if isinstance(value, Sequence):
        return [_printable(part) for part in value]
    raise PrintFailed(type(value).__name__)


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, Sequence):
        for part in value:
            yield from _texts(part)
