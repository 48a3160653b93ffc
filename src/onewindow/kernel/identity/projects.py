"""Project codes (项目代码) of the national platform for projects (政府投资条例 Art 10)."""

import re
from dataclasses import dataclass

from onewindow.kernel.identity.errors import InvalidIdentity, is_valid

FORM = re.compile(
    r"(?P<year>[0-9]{4})-(?P<region>[0-9]{6})-(?P<trade>[0-9]{2})-(?P<type>[0-9]{2})"
    r"-(?P<serial>[0-9]{6})"
)
# Dashes that people and word processors put in the place of the hyphen.
DASHES = str.maketrans("－–—−", "----")
FIRST_YEAR = 2015


@dataclass(frozen=True)
class ProjectCode:
    """The parts of a project code, `YYYY-RRRRRR-CC-NN-NNNNNN`.

    `year` is a year, or since 2020 the last two digits of a year and a month; `region` six digits
    (GB/T 2260). What `trade` and `type` stand for has changed over the years and is not judged.
    """

    text: str
    year: str
    region: str
    trade: str
    type: str
    serial: str


def parse_project_code(text: str) -> ProjectCode:
    """Take a project code apart; raise InvalidIdentity, which says what is wrong with it."""
    code = text.strip().translate(DASHES)
    parts = FORM.fullmatch(code)
    if parts is None:
        raise InvalidIdentity(
            "项目代码由五段数字组成：4 位年份（或者年月）-6 位区划-2 位-2 位-6 位流水号，"
            "例如 2611-999901-04-01-000001",
            "parts",
        )
    if not _is_year(parts["year"]):
        raise InvalidIdentity(f"项目代码开头的“{parts['year']}”不是年份，也不是年月", "year")
    if parts["region"].startswith("00"):
        raise InvalidIdentity(f"项目代码里的区划“{parts['region']}”不存在", "region")
    if parts["serial"] == "000000":
        raise InvalidIdentity("项目代码的流水号不能全是 0", "serial")
    return ProjectCode(code, *parts.group("year", "region", "trade", "type", "serial"))


def check_project_code(text: str) -> str:
    """Return the project code as it is stored; raise InvalidIdentity."""
    return parse_project_code(text).text


def is_valid_project_code(text: str) -> bool:
    """Tell whether a text is a project code."""
    return is_valid(check_project_code, text)


def _is_year(digits: str) -> bool:
    month = int(digits[2:])
    return FIRST_YEAR <= int(digits) < 2100 or 1 <= month <= 12
