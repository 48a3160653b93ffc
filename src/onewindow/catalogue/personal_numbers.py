"""Numbers of people that a public question must not contain."""

import re
import unicodedata

GAP = r"[\s\-－—]?"
# 15 or 18 places of an identity card, a mobile number, a fixed line with its area code.
NUMBERS = tuple(
    re.compile(rf"(?<!\d){shape}(?!\d)")
    for shape in (
        rf"\d(?:{GAP}\d){{16}}{GAP}[\dXx]",
        rf"\d(?:{GAP}\d){{14}}",
        rf"(?:\+?86{GAP})?1[3-9]\d(?:{GAP}\d){{8}}",
        rf"0\d{{2,3}}{GAP}\d{{7,8}}",
    )
)


def has_personal_number(text: str) -> bool:
    """Tell whether a text seems to hold an ID or a telephone number, full-width digits too."""
    plain = unicodedata.normalize("NFKC", text)
    return any(number.search(plain) for number in NUMBERS)
