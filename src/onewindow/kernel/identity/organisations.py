"""Codes of organisations: unified social credit code (GB 32100), organisation code (GB 11714)."""

import re
from itertools import starmap
from operator import mul

from onewindow.kernel.identity.errors import InvalidIdentity, is_valid
from onewindow.kernel.identity.provinces import PROVINCES

# Without I, O, S, V, Z, which look like digits.
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = tuple(3**i % 31 for i in range(17))

ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

# 100000: registered by an office of the central state.
USCC_AREAS = PROVINCES.keys() | {"10"}


def make_uscc_check_char(first_17: str) -> str:
    """Return the check character of the first 17 characters of a USCC."""
    values = (USCC_ALPHABET.index(char) for char in first_17)
    total = sum(starmap(mul, zip(values, USCC_WEIGHTS, strict=True)))
    return USCC_ALPHABET[-total % 31]


def make_organisation_check_char(first_8: str) -> str:
    """Return the check character of the first 8 characters of an organisation code."""
    values = (ORGANISATION_ALPHABET.index(char) for char in first_8)
    total = sum(starmap(mul, zip(values, ORGANISATION_WEIGHTS, strict=True)))
    return "0123456789X"[-total % 11]


def check_organisation_code(text: str) -> str:
    """Return the nine characters without hyphen; raise InvalidIdentity if they are not valid."""
    code = re.sub(r"-(?=.$)", "", text.strip())
    if len(code) != 9:
        raise InvalidIdentity(f"组织机构代码应为 9 位，现在是 {len(code)} 位", "length")
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        raise InvalidIdentity("组织机构代码只能含数字和大写字母", "characters")
    if make_organisation_check_char(code[:8]) != code[8]:
        raise InvalidIdentity("组织机构代码校验位不对", "check")
    return code


def check_uscc(text: str) -> str:
    """Return the code without surrounding blanks; raise InvalidIdentity if it is not valid.

    Lower-case letters are refused, not repaired: in published codes they mark a damaged value.
    """
    code = text.strip()
    if len(code) != 18:
        raise InvalidIdentity(f"统一社会信用代码应为 18 位，现在是 {len(code)} 位", "length")
    wrong = "".join(dict.fromkeys(char for char in code if char not in USCC_ALPHABET))
    if wrong:
        raise InvalidIdentity(
            f"统一社会信用代码只能含数字和大写字母（不含 I、O、S、V、Z），不能有“{wrong}”",
            "characters",
        )
    area = code[2:8]
    if not area.isdigit() or area[:2] not in USCC_AREAS:
        raise InvalidIdentity(f"统一社会信用代码第 3 至 8 位 {area} 不是行政区划代码", "area")
    if make_uscc_check_char(code[:17]) != code[17]:
        raise InvalidIdentity("统一社会信用代码校验位不对，请核对是否输错", "check")
    if not is_valid_organisation_code(code[8:17]):
        raise InvalidIdentity(
            f"统一社会信用代码第 9 至 17 位 {code[8:17]} 不是有效的组织机构代码", "organisation"
        )
    return code


def is_valid_organisation_code(text: str) -> bool:
    """Tell whether the text is a valid organisation code."""
    return is_valid(check_organisation_code, text)


def is_valid_uscc(text: str) -> bool:
    """Tell whether the text is a valid USCC with a valid organisation code inside."""
    return is_valid(check_uscc, text)
