"""What each letter says, typed; the wording is the law's.

A letter is an official document in Chinese: its sentences do not follow the reader's language, so
they are not translated.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from django.utils import timezone

from onewindow.kernel.errors import DomainError

LICENSING_LAW = "《中华人民共和国行政许可法》"
EXCLUDED_TIME = (
    "依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在上述期限内，"
    "本机关将另行书面告知。"
)
PROVISIONAL = "办结日期所在年度的节假日安排尚未公布，日期为暂定；公布后有变化的，另行告知。"
NO_ACCEPTANCE = "本凭证只证明已收到上列材料，不表示申请已经受理。"
TOLD_ONCE = (
    "申请材料不齐全或者不符合法定形式的，本机关将当场或者在五个工作日内一次告知需要补正的全部内容；"
    f"逾期不告知的，自收到申请材料之日起即为受理（{LICENSING_LAW}第三十二条）。"
)

Rows = tuple[tuple[str, str], ...]
Content = dict[str, str | bool | Sequence[str] | Sequence[Sequence[str]]]


class LetterIncomplete(DomainError):
    """A letter that lacks what the law requires it to say."""


@dataclass(frozen=True)
class Head:
    """Who writes, under which number, on which day; `code` proves it, `sample` marks a trial."""

    department: str
    number: str
    on: date
    code: str
    portal: str = "一窗政务服务平台"
    sample: bool = False


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


@dataclass(frozen=True)
class Remedies:
    """Where to turn against a decision (行政复议法 20: 60 days; 行政诉讼法 46: 6 months)."""

    reconsideration_body: str
    court: str

    @property
    def sentence(self) -> str:
        """The sentence of the letter."""
        return (
            "如不服本决定，可以自收到本决定书之日起六十日内依法向"
            f"{self.reconsideration_body}申请行政复议，也可以自收到本决定书之日起六个月内依法向"
            f"{self.court}提起行政诉讼。"
        )


@dataclass(frozen=True)
class DecisionLetter:
    """准予行政许可决定书 or 不予行政许可决定书 (行政许可法 art. 38, 44).

    `facts` are the content of the licence (label, value). A refusal without reasons or remedies
    raises LetterIncomplete.
    """

    template: ClassVar[str] = "decision"

    head: Head
    addressee: Addressee
    item: str
    case_number: str
    applied_on: date
    accepted_on: date
    granted: bool
    bases: tuple[str, ...] = ()
    facts: Rows = ()
    reasons: tuple[str, ...] = ()
    remedies: Remedies | None = None
    delivery: str = ""

    def __post_init__(self) -> None:
        if not self.granted and not (self.reasons and self.remedies):
            raise LetterIncomplete("不予许可决定书必须写明理由和救济途径（行政许可法第三十八条）。")

    @property
    def title(self) -> str:
        """The title as printed."""
        return "准予行政许可决定书" if self.granted else "不予行政许可决定书"

    def content(self) -> Content:
        """Return what the template prints."""
        clause = "一" if self.granted else "二"
        laws = "、".join((*self.bases, f"{LICENSING_LAW}第三十八条第{clause}款"))
        you = self.addressee.you
        return _common(self.head, self.addressee, self.title) | {
            "opening": [
                (
                    f"{you}于{printed_date(self.applied_on)}提出“{self.item}”申请（办件编号："
                    f"{self.case_number}），本机关于{printed_date(self.accepted_on)}依法受理。"
                ),
                (
                    f"经审查，{you}的申请{self._finding}。根据{laws}的规定，本机关决定"
                    f"{'准予' if self.granted else '不予'}行政许可。{self._lead}"
                ),
            ],
            "facts": self.facts,
            "reasons": self.reasons,
            "closing": [line for line in (self._delivery, self._remedies) if line],
        }

    @property
    def _finding(self) -> str:
        return "符合法定条件、标准" if self.granted else "不符合法定条件、标准"

    @property
    def _lead(self) -> str:
        if self.granted:
            return "准予许可的内容如下：" if self.facts else ""
        return "理由如下："

    @property
    def _delivery(self) -> str:
        if self.delivery or not self.granted:
            return self.delivery
        return (
            f"本机关将自作出本决定之日起十个工作日内向{self.addressee.you}颁发、送达行政许可证件。"
        )

    @property
    def _remedies(self) -> str:
        return self.remedies.sentence if self.remedies else ""


@dataclass(frozen=True)
class AcceptanceNotice:
    """受理通知书 (行政许可法 art. 32, 45). `limit` as words, such as “10 个工作日”."""

    template: ClassVar[str] = "acceptance"

    head: Head
    addressee: Addressee
    item: str
    case_number: str
    received_on: date
    accepted_on: date
    limit: str
    due_on: date
    statutory_due_on: date | None = None
    is_provisional: bool = False
    phone: str = ""
    basis: str = f"{LICENSING_LAW}第三十二条第一款第（五）项"

    def content(self) -> Content:
        """Return what the template prints."""
        mark = "（暂定）" if self.is_provisional else ""
        rows = [
            ("办理事项", self.item),
            ("办件编号", self.case_number),
            ("受理日期", printed_date(self.accepted_on)),
            ("承诺期限", f"{self.limit}，自受理次日起算"),
            ("承诺办结日期", printed_date(self.due_on) + mark),
        ]
        if self.statutory_due_on:
            rows.append(("法定办结日期", printed_date(self.statutory_due_on) + mark))
        if self.phone:
            rows.append(("咨询电话", self.phone))
        closing = [EXCLUDED_TIME, PROVISIONAL] if self.is_provisional else [EXCLUDED_TIME]
        return _common(self.head, self.addressee, "受理通知书") | {
            "opening": [
                (
                    f"本机关于{printed_date(self.received_on)}收到{self.addressee.you}提出的"
                    f"“{self.item}”申请。经审查，申请事项属于本机关职权范围，申请材料齐全、"
                    f"符合法定形式。根据{self.basis}的规定，决定予以受理。"
                )
            ],
            "facts": rows,
            "reasons": (),
            "closing": closing,
        }


@dataclass(frozen=True)
class ReceivedMaterial:
    """One line of a receipt: the material and what was handed in for it."""

    name: str
    files: tuple[str, ...]
    form: str = "电子"


@dataclass(frozen=True)
class Receipt:
    """材料接收凭证: proof of what was handed in and when, not of acceptance (行政许可法 32)."""

    template: ClassVar[str] = "receipt"

    head: Head
    addressee: Addressee
    item: str
    case_number: str
    received_at: datetime
    materials: tuple[ReceivedMaterial, ...] = field(default_factory=tuple)
    channel: str = "网上提交"
    phone: str = ""

    def content(self) -> Content:
        """Return what the template prints."""
        local = timezone.localtime(self.received_at)
        name = self.addressee.name + _in_brackets(self.addressee)
        rows = [
            ("申请人", name),
            ("办理事项", self.item),
            ("办件编号", self.case_number),
            ("收到时间", f"{printed_date(local.date())} {local:%H:%M}（{self.channel}）"),
        ]
        if self.phone:
            rows.append(("咨询电话", self.phone))
        return _common(self.head, self.addressee, "材料接收凭证") | {
            "facts": rows,
            "materials": [
                (str(number), line.name, "\n".join(line.files) or "—", line.form)
                for number, line in enumerate(self.materials, start=1)
            ],
            "closing": [NO_ACCEPTANCE, TOLD_ONCE],
        }


Letter = DecisionLetter | AcceptanceNotice | Receipt


def printed_date(day: date) -> str:
    """Return a date as letters print it, without leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _common(head: Head, addressee: Addressee, title: str) -> Content:
    return {
        "department": head.department,
        "number": head.number,
        "date": printed_date(head.on),
        "code": head.code,
        "portal": head.portal,
        "sample": head.sample,
        "title": title,
        "applicant": addressee.name,
        "applicant_code": _in_brackets(addressee),
    }


def _in_brackets(addressee: Addressee) -> str:
    return f"（{addressee.code_label}：{addressee.code}）" if addressee.code else ""
