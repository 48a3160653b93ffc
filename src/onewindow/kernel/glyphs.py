"""Which characters the letters' font can show; the rest is refused where it is written.

Down here because names of people, companies and departments end up in letters too.
"""

import functools
import json
import unicodedata
from pathlib import Path

_COVERAGE = Path(__file__).resolve().parent / "data" / "letter-glyphs.json"
# Letters of foreign names that Noto Serif CJK lacks; Libertinus Serif comes with Typst itself.
_LATIN = [[0x0100, 0x017F], [0x1E00, 0x1EFF]]


def unprintable(text: str) -> str:
    """Return the characters of a text that no letter can show, each once."""
    return "".join(sorted(set(as_printed(text)) - _characters() - {"\n"}))


def as_printed(text: str) -> str:
    """Return a text as letters print it: composed, single spaces, nothing without a glyph."""
    # Joiners, direction marks and variation selectors have no glyph of their own.
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))
    return "".join(c for c in "\n".join(lines) if not _is_ignorable(c))


def named(characters: str) -> str:
    """Return characters as a message can show them: itself, or the number of an invisible one."""
    return " ".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in characters)


@functools.cache
def _characters() -> frozenset[str]:
    ranges = json.loads(_COVERAGE.read_text(encoding="utf-8")) + _LATIN
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


def _is_ignorable(character: str) -> bool:
    return (
        unicodedata.category(character) == "Cf"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )
