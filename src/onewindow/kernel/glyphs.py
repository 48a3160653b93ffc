"""Which characters printed pages can show; the rest is refused where it is written.

Down here because names of people, companies and departments end up in letters too.
"""

import functools
import json
import re
import unicodedata
from pathlib import Path

_DATA = Path(__file__).resolve().parent / "data"
_COVERAGES = ("letter-glyphs.json", "mongolian-glyphs.json")
# Letters of foreign names that Noto Serif CJK lacks; Libertinus Serif comes with Typst itself.
_LATIN = [[0x0100, 0x017F], [0x1E00, 0x1EFF]]
_SPACES = re.compile(r"[^\S\u202f]+")
# They choose the shape of a Mongolian letter, or part a suffix from its word; elsewhere they go.
_SHAPERS = "\u180e\u200c\u200d\u202f"


def unprintable(text: str) -> str:
    """Return the characters of a text that no printed page can show, each once."""
    return "".join(sorted(set(as_printed(text)) - _characters() - {"\n"}))


def as_printed(text: str) -> str:
    """Return a text as it is printed: composed, single spaces, nothing without a glyph."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(
        _as_shown(character, composed[max(at - 1, 0) : at + 2])
        for at, character in enumerate(composed)
    )
    return "\n".join(_SPACES.sub(" ", line).strip() for line in kept.split("\n"))


def with_blanks_marked(text: str) -> str:
    """Return a text with 〓 for what no printed page can show, as compositors do.

    For what is only named, such as a file; what is stated is refused instead.
    """
    missing = set(unprintable(text))
    return "".join("〓" if character in missing else character for character in text)


def is_mongolian(text: str) -> bool:
    """Tell whether a text has letters of the traditional Mongolian script."""
    return any("\u1820" <= character <= "\u18aa" for character in text)


def named(characters: str) -> str:
    """Return characters as a message can show them: itself, or the number of an invisible one."""
    return " ".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in characters)


@functools.cache
def _characters() -> frozenset[str]:
    held = [json.loads((_DATA / name).read_text(encoding="utf-8")) for name in _COVERAGES]
    ranges = [*held[0], *held[1], *_LATIN]
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


def _as_shown(character: str, around: str) -> str:
    if character in _SHAPERS:
        plain = " " if character == "\u202f" else ""
        return character if is_mongolian(around) else plain
    # Joiners, direction marks and variation selectors have no glyph of their own.
    if (
        unicodedata.category(character) == "Cf"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    ):
        return ""
    return character
