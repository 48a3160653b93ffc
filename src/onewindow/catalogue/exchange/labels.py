"""Recognise a printed label whatever its spaces, colons, numbers and remarks in brackets."""

import re
import unicodedata
from dataclasses import dataclass

from onewindow.catalogue.exchange import fields
from onewindow.catalogue.exchange.raw import Cell

LEADING = re.compile(r"^(?:[*★]|[(]?[一二三四五六七八九十\d]{1,3}[)、.．])+")
TRAILING = re.compile(r"(?:\([^()]*\)|[:*★])+$")
FIELDS = (
    *fields.SINGLE_TEXTS,
    *fields.LIMITS,
    *fields.LISTS,
    fields.ITEM_TYPE,
    fields.BASES,
    fields.FEES,
    fields.FEE_BASES,
    fields.EXTRA,
)
CODES = {
    word: field.code
    for field in (*FIELDS, *fields.SECTIONS)
    for word in (field.label, *field.synonyms)
}
CODES |= dict.fromkeys(fields.IGNORED, "ignored")
CODES[fields.LIMIT_SECTION] = "limits"
ANY_LABEL = "|".join(
    r"[\s　]*".join(map(re.escape, word)) for word in sorted(CODES, key=len, reverse=True)
)
INLINE = re.compile(rf"(?:^|(?<=[\s　；;，,]))({ANY_LABEL})(?:[（(][^（）()]*[）)])?[\s　]*[:：]")


def plain_label(text: str) -> str:
    """Return a label without spaces, numbering, colon and remarks in brackets."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return TRAILING.sub("", LEADING.sub("", plain))


def label_code(text: str) -> str | None:
    """Return the code of the field that this text is the label of."""
    return CODES.get(plain_label(text)) if len(text) <= 60 else None


@dataclass(frozen=True)
class Inline:
    """A label written in the same cell as its value (填表人：张三)."""

    code: str
    text: str


def inline_values(cell: Cell) -> list[Inline]:
    """Return the labels and values of a cell that begins with a label and a colon."""
    found = list(INLINE.finditer(cell.text))
    if not found or cell.text[: found[0].start()].strip():
        return []
    ends = [match.start() for match in found[1:]] + [len(cell.text)]
    values = [
        Inline(CODES["".join(match[1].split())], cell.text[match.end() : end].strip())
        for match, end in zip(found, ends, strict=True)
    ]
    # What follows the heading of the notes explains the labels and is no value.
    return values[:1] if values[0].code == "ignored" else values
