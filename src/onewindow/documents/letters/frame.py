"""What every letter has: who writes to whom about which application, and where to turn.

A letter is an official document in Chinese: its sentences do not follow the reader's language, so
they are not translated.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from onewindow.documents.leaflets.qr import qr_svg
from onewindow.kernel.errors import DomainError

LICENSING_LAW = "《中华人民共和国行政许可法》"
CIVIL_CODE = "《中华人民共和国民法典》"

Rows = tuple[tuple[str, str], ...]
Content = dict[str, object]


class LetterIncomplete(DomainError):
    """A letter that lacks what the law requires it to say."""


@dataclass(frozen=True)
class Head:
    """Who writes, under which number, on which day; `code` proves it, `sample` marks a trial.

    `address` is where the code can be checked, complete with the code; it is printed as QR code.
    """

    department: str
    number: str
    on: date
    code: str
    portal: str = "一窗政务服务平台"
    sample: bool = False
    address: str = ""

    def content(self) -> Content:
        """Return what the templates print of it."""
        return {
            "department": self.department,
            "number": self.number,
            "date": printed_date(self.on),
            "code": self.code,
            "portal": self.portal,
            "sample": self.sample,
            "address": self.address,
            "qr": qr_svg(self.address) if self.address else "",
        }


@dataclass(frozen=True)
class Addressee:
    """The applicant as printed; `code` is shown as given, so mask an identity number before."""

    name: str
    code_label: str = ""
    code: str = ""
    is_organisation: bool = False

    @property
    def you(self) -> str:
        """How the letter addresses the applicant."""
        return "你单位" if self.is_organisation else "你"

    @property
    def full(self) -> str:
        """The name with the code that tells it from others of that name."""
        return self.name + (f"（{self.code_label}：{self.code}）" if self.code else "")


@dataclass(frozen=True)
class Matter:
    """The application a letter is about."""

    item: str
    case_number: str
    applied_on: date
    accepted_on: date | None = None

    def sentence(self, you: str) -> str:
        """Say who applied for what and when, and when it was accepted."""
        said = (
            f"{you}于{printed_date(self.applied_on)}提出“{self.item}”申请"
            f"（办件编号：{self.case_number}）"
        )
        if self.accepted_on is None:
            return said + "。"
        return f"{said}，本机关于{printed_date(self.accepted_on)}依法受理。"


@dataclass(frozen=True)
class Remedies:
    """Where to turn against a decision (行政复议法 20: 60 days; 行政诉讼法 46: 6 months)."""

    reconsideration_body: str
    court: str

    def sentence(self, paper: str = "本决定书") -> str:
        """Return the sentence of a letter that calls itself `paper`."""
        against = "本决定" if paper == "本决定书" else paper
        return (
            f"如不服{against}，可以自收到{paper}之日起六十日内依法向"
            f"{self.reconsideration_body}申请行政复议，也可以自收到{paper}之日起六个月内依法向"
            f"{self.court}提起行政诉讼。"
        )


@dataclass(frozen=True)
class Permit:
    """A permit that was granted before; without `valid_to` it has no end. Both days count."""

    name: str
    number: str
    granted_on: date
    valid_from: date
    valid_to: date | None = None

    def rows(self) -> Rows:
        """Return it as label and value."""
        return (
            ("行政许可", self.name),
            ("许可决定文号", self.number),
            ("决定日期", printed_date(self.granted_on)),
            ("有效期", printed_period(self.valid_from, self.valid_to)),
        )


def printed_date(day: date) -> str:
    """Return a date as letters print it, without leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def printed_time(at: datetime) -> str:
    """Return day and minute in China."""
    local = timezone.localtime(at)
    return f"{printed_date(local.date())} {local:%H:%M}"


def printed_period(first_day: date, last_day: date | None) -> str:
    """Return both days of a period; without a last day it is open."""
    if last_day is None:
        return f"自{printed_date(first_day)}起长期有效"
    return f"{printed_date(first_day)}至{printed_date(last_day)}"


def require(condition: object, message: str) -> None:
    """Raise LetterIncomplete with the message unless there is what the law asks for."""
    if not condition:
        raise LetterIncomplete(message)
