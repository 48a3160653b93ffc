"""Codes of service items: the national ones and the older ones of the provinces.

Two faults are kept apart. A code whose parts cannot be told raises InvalidIdentity. A code with
clear parts but a broken organisation code in them is returned with `uscc_problem`, because such
codes are published and in use: whoever imports them sets them aside and says why.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from onewindow.kernel.identity.errors import InvalidIdentity, Problem, problem_of
from onewindow.kernel.identity.organisations import check_uscc
from onewindow.kernel.identity.provinces import PROVINCES


class ItemCodeProfile(StrEnum):
    """The way an item code is made up."""

    BASE = "base"
    IMPLEMENTATION = "implementation"
    BUSINESS = "business"
    PROVINCIAL = "provincial"
    PROVINCIAL_EARLY = "provincial_early"


@dataclass(frozen=True)
class BaseCode:
    """The national base code (基本编码, 12 digits) of an item."""

    region: str
    type: str
    department: str
    main: str
    sub: str

    def __str__(self) -> str:
        """Return the twelve digits."""
        return f"{self.region}{self.type}{self.department}{self.main}{self.sub}"


@dataclass(frozen=True)
class ItemCode:
    """The parts of an item code; what its profile does not have is empty or None.

    National: `uscc`, `level` (行使层级), `base`, `sequence` (业务办理项).
    Provincial: `local_base`, `area` (12 digits), `town`, `uscc`, `version`, `sequence`.
    """

    text: str
    profile: ItemCodeProfile
    base: BaseCode | None = None
    local_base: str = ""
    area: str = ""
    town: str = ""
    uscc: str = ""
    uscc_problem: Problem | None = None
    level: str = ""
    version: str = ""
    sequence: str = ""


NATIONAL = re.compile(
    r"(?:(?P<uscc>[0-9A-Za-z]{18})(?P<level>[1-7]))?"
    r"(?P<region>[0-9]{2})(?P<type>[0-9]{2})(?P<department>[0-9]{2})"
    r"(?P<main>[0-9]{3})(?P<sub>[0-9]{3})(?P<sequence>[0-9]{2})?"
)
NATIONAL_PROFILES = {
    12: ItemCodeProfile.BASE,
    31: ItemCodeProfile.IMPLEMENTATION,
    33: ItemCodeProfile.BUSINESS,
}

# The organisation part is taken as it is found, so that its fault can be told apart.
PROVINCIAL = re.compile(
    r"(?P<local_base>[0-9A-Z]+(?:-[0-9A-Z]+)*?)-(?P<area>[0-9]{12})-(?P<town>[0-9]{3})"
    r"-(?P<uscc>[0-9A-Za-z-]+)-(?P<version>[0-9]+)-(?P<sequence>[0-9]{2})"
)


def parse_item_code(text: str) -> ItemCode:
    """Take an item code apart; raise InvalidIdentity if its parts cannot be told."""
    code = text.strip()
    return _parse_provincial(code) if "-" in code else _parse_national(code)


def is_valid_item_code(text: str) -> bool:
    """Tell whether the code has clear parts and no fault in its organisation code."""
    try:
        return parse_item_code(text).uscc_problem is None
    except InvalidIdentity:
        return False


def _parse_national(code: str) -> ItemCode:
    if len(code) not in NATIONAL_PROFILES:
        raise InvalidIdentity(
            f"事项编码应为 12 位（基本编码）、31 位（实施编码）或 33 位（业务办理项），"
            f"现在是 {len(code)} 位",
            "length",
        )
    parts = NATIONAL.fullmatch(code)
    if parts is None:
        raise InvalidIdentity(
            "事项编码应由 18 位机构代码、1 位行使层级（1 至 7）、12 位数字基本编码"
            "和 2 位数字序号组成",
            "parts",
        )
    region = parts["region"]
    if region != "00" and region not in PROVINCES:
        raise InvalidIdentity(f"基本编码开头的省级代码 {region} 不存在", "region")
    uscc = parts["uscc"] or ""
    return ItemCode(
        text=code,
        profile=NATIONAL_PROFILES[len(code)],
        base=BaseCode(region, parts["type"], parts["department"], parts["main"], parts["sub"]),
        uscc=uscc,
        uscc_problem=problem_of(check_uscc, uscc) if uscc else None,
        level=parts["level"] or "",
        sequence=parts["sequence"] or "",
    )


def _parse_provincial(code: str) -> ItemCode:
    parts = PROVINCIAL.fullmatch(code)
    if parts is None:
        raise InvalidIdentity(
            "地方事项编码应由六段组成："
            "基本编码-区划（12 位）-镇街（3 位）-机构代码-版本-序号（2 位）",
            "parts",
        )
    early = "-" in parts["local_base"]
    return ItemCode(
        text=code,
        profile=ItemCodeProfile.PROVINCIAL_EARLY if early else ItemCodeProfile.PROVINCIAL,
        local_base=parts["local_base"],
        area=parts["area"],
        town=parts["town"],
        uscc=parts["uscc"],
        uscc_problem=problem_of(check_uscc, parts["uscc"]),
        version=parts["version"],
        sequence=parts["sequence"],
    )
