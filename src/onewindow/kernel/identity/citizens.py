"""Citizen identity numbers (公民身份号码, GB 11643)."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import starmap
from operator import mul

from onewindow.kernel.identity.errors import InvalidIdentity, is_valid
from onewindow.kernel.identity.provinces import CITIZEN_AREAS

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARS = "10X98765432"

# Nobody alive when 18-digit numbers were first issued (1999) was born earlier.
FIRST_BIRTH_YEAR = 1870


@dataclass(frozen=True)
class CitizenId:
    """What a citizen identity number tells."""

    number: str
    area: str
    born_on: date
    is_male: bool


def make_citizen_check_char(first_17: str) -> str:
    """Return the check character of the first 17 digits (ISO 7064 MOD 11-2)."""
    total = sum(starmap(mul, zip(map(int, first_17), WEIGHTS, strict=True)))
    return CHECK_CHARS[total % 11]


def parse_citizen_id(text: str, *, on: date | None = None) -> CitizenId:
    """Take a number apart; with `on`, also refuse a birthday after that day.

    Of the area only the province is checked: numbers keep the codes of counties that are gone.
    """
    number = text.strip().upper()
    if len(number) != 18:
        raise InvalidIdentity(f"身份证号应为 18 位，现在是 {len(number)} 位", "length")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise InvalidIdentity("身份证号前 17 位应为数字，最后一位为数字或 X", "characters")
    if number[:2] not in CITIZEN_AREAS:
        raise InvalidIdentity(f"身份证号开头的地区代码 {number[:2]} 不存在", "area")
    born_on = _birthday(number[6:14])
    if on is not None and born_on > on:
        raise InvalidIdentity(f"身份证号中的出生日期 {born_on} 晚于 {on}", "birthday")
    if make_citizen_check_char(number[:17]) != number[17]:
        raise InvalidIdentity("身份证号校验位不对，请核对是否输错", "check")
    return CitizenId(number, number[:6], born_on, is_male=int(number[16]) % 2 == 1)


def check_citizen_id(text: str) -> str:
    """Return the number with a capital X; raise InvalidIdentity if it is not valid."""
    return parse_citizen_id(text).number


def is_valid_citizen_id(text: str) -> bool:
    """Tell whether the text is a valid citizen identity number."""
    return is_valid(check_citizen_id, text)


def _birthday(digits: str) -> date:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        born_on = date(year, month, day)
    except ValueError:
        born_on = date.min
    if born_on.year < FIRST_BIRTH_YEAR:
        raise InvalidIdentity(f"身份证号中的出生日期 {digits} 不存在", "birthday")
    return born_on
