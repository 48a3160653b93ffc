"""Identifiers of electronic licences (电子证照标识, GB/T 36904)."""

import re
from dataclasses import dataclass

from onewindow.kernel.identity.errors import InvalidIdentity, is_valid, problem_of
from onewindow.kernel.identity.organisations import check_uscc, is_valid_uscc

ROOT = "1.2.156.3005.2"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class LicenceId:
    """The parts of a licence identifier."""

    type_code: str
    issuer: str
    serial: str
    version: str
    check: str

    def __str__(self) -> str:
        """Return the identifier with its root."""
        parts = (ROOT, self.type_code, self.issuer, self.serial, self.version, self.check)
        return ".".join(parts)


def make_licence_check_char(body: str) -> str:
    """Return the check character (ISO/IEC 7064 MOD 37,36) of type, issuer, serial and version."""
    product = 36
    for char in body:
        product = ((product + ALPHABET.index(char)) % 36 or 36) * 2 % 37
    return ALPHABET[(37 - product) % 36]


def parse_licence_id(text: str) -> LicenceId:
    """Take an identifier apart; raise InvalidIdentity if it is not valid.

    The issuer is a USCC or an area code of 6 or 12 digits: both are in use.
    """
    code = text.strip()
    if not code.startswith(f"{ROOT}."):
        raise InvalidIdentity(f"电子证照标识应以 {ROOT} 开头", "root")
    parts = code.removeprefix(f"{ROOT}.").split(".")
    if len(parts) != 5:
        raise InvalidIdentity(
            "电子证照标识应由类型、颁发机构、流水号、版本、校验位五部分组成，"
            f"现在是 {len(parts)} 部分",
            "parts",
        )
    found = LicenceId(*parts)
    _check_parts(found)
    body = "".join(parts[:4])
    if make_licence_check_char(body) != found.check:
        raise InvalidIdentity("电子证照标识校验位不对", "check")
    return found


def check_licence_id(text: str) -> str:
    """Return the identifier; raise InvalidIdentity if it is not valid."""
    return str(parse_licence_id(text))


def is_valid_licence_id(text: str) -> bool:
    """Tell whether the text is a valid licence identifier."""
    return is_valid(check_licence_id, text)


def _check_parts(found: LicenceId) -> None:
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{3}", found.type_code):
        raise InvalidIdentity("证照类型代码应为 18 位定义机构代码加 3 位数字", "type")
    problem = problem_of(check_uscc, found.type_code[:18])
    if problem:
        raise InvalidIdentity(f"证照类型的定义机构：{problem.message}", "type")
    if not re.fullmatch(r"[0-9]{6}|[0-9]{12}", found.issuer) and not is_valid_uscc(found.issuer):
        raise InvalidIdentity(
            f"颁发机构 {found.issuer} 既不是统一社会信用代码，也不是行政区划代码", "issuer"
        )
    if not re.fullmatch(r"[0-9A-Z]+", found.serial):
        raise InvalidIdentity("证照流水号只能含数字和大写字母", "serial")
    if not re.fullmatch(r"[0-9]{3}", found.version):
        raise InvalidIdentity("证照版本号应为 3 位数字", "version")
    if not re.fullmatch(r"[0-9A-Z]", found.check):
        raise InvalidIdentity("电子证照标识校验位应为一位数字或大写字母", "check")
