"""Letters of the intake (行政许可法 32): what came in, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from onewindow.documents.letters.frame import (
    LICENSING_LAW,
    printed_date,
    printed_time,
    require,
)
from onewindow.documents.letters.papers import LimitingLetter, OfficialLetter
from onewindow.documents.letters.parts import Column, Facts, Heading, Part, Points, Table, Text

ARTICLE_32 = f"{LICENSING_LAW}第三十二条第一款第"
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


@dataclass(frozen=True)
class ReceivedMaterial:
    """One line of a receipt: the material and what was handed in for it."""

    name: str
    files: tuple[str, ...]
    form: str = "电子"


@dataclass(frozen=True, kw_only=True)
class Receipt(OfficialLetter):
    """材料接收凭证: proof of what was handed in and when, not of acceptance (行政许可法 32)."""

    TITLE: ClassVar[str] = "材料接收凭证"

    received_at: datetime
    materials: tuple[ReceivedMaterial, ...] = ()
    channel: str = "网上提交"
    phone: str = ""

    @property
    def salutation(self) -> str:
        """Nobody: the applicant stands in the table."""
        return ""

    def parts(self) -> Sequence[Part]:
        """Return the application and the list of materials."""
        facts = (
            ("申请人", self.addressee.full),
            ("办理事项", self.matter.item),
            ("办件编号", self.matter.case_number),
            ("收到时间", f"{printed_time(self.received_at)}（{self.channel}）"),
            ("咨询电话", self.phone),
        )
        columns = (Column("材料名称"), Column("收到的文件"), Column("形式", 22, centred=True))
        rows = tuple((each.name, "\n".join(each.files), each.form) for each in self.materials)
        return (Facts(facts), Heading("收到的材料"), Table(columns, rows))

    def closing(self) -> Sequence[str]:
        """Return what the receipt is not, and what comes next."""
        return (NO_ACCEPTANCE, TOLD_ONCE)


@dataclass(frozen=True, kw_only=True)
class AcceptanceNotice(OfficialLetter):
    """受理通知书 (行政许可法 32, 45). `limit` as words, such as “10个工作日”.

    `is_deemed` says that the days for asking passed in silence: accepted since the materials came.
    """

    TITLE: ClassVar[str] = "受理通知书"

    received_on: date
    limit: str
    due_on: date
    statutory_due_on: date | None = None
    is_provisional: bool = False
    is_deemed: bool = False
    phone: str = ""
    basis: str = f"{ARTICLE_32}（五）项"

    def parts(self) -> Sequence[Part]:
        """Return why it is accepted and until when it will be decided."""
        return (Text((self._opening,)), Facts(self._rows))

    def closing(self) -> Sequence[str]:
        """Return which time does not count."""
        return (EXCLUDED_TIME, PROVISIONAL) if self.is_provisional else (EXCLUDED_TIME,)

    @property
    def _opening(self) -> str:
        came = (
            f"本机关于{printed_date(self.received_on)}收到{self.you}提出的"
            f"“{self.matter.item}”申请。"
        )
        if self.is_deemed:
            return (
                f"{came}本机关未在五个工作日内告知需要补正的内容。根据{ARTICLE_32}（四）项的规定，"
                "该申请自收到申请材料之日起即为受理。"
            )
        return (
            f"{came}经审查，申请事项属于本机关职权范围，申请材料齐全、符合法定形式。"
            f"根据{self.basis}的规定，决定予以受理。"
        )

    @property
    def _rows(self) -> tuple[tuple[str, str], ...]:
        mark = "（暂定）" if self.is_provisional else ""
        accepted, statutory = self.matter.accepted_on, self.statutory_due_on
        return (
            ("办理事项", self.matter.item),
            ("办件编号", self.matter.case_number),
            ("受理日期", printed_date(accepted) if accepted else ""),
            ("承诺期限", f"{self.limit}，自受理次日起算"),
            ("承诺办结日期", printed_date(self.due_on) + mark),
            ("法定办结日期", printed_date(statutory) + mark if statutory else ""),
            ("咨询电话", self.phone),
        )


class NonAcceptanceGround(StrEnum):
    """Why an application is not accepted."""

    NOT_COMPETENT = "not_competent"
    FALSE_MATERIALS = "false_materials"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class NonAcceptance(LimitingLetter):
    """不予受理通知书 (行政许可法 32: not competent, with who is; 78: false materials)."""

    TITLE: ClassVar[str] = "不予受理通知书"
    ITSELF: ClassVar[str] = "本通知书"

    received_on: date
    reasons: tuple[str, ...]
    ground: NonAcceptanceGround = NonAcceptanceGround.OTHER
    competent: str = ""
    is_safety: bool = False

    def __post_init__(self) -> None:
        require(self.reasons, "不予受理通知书必须写明理由（行政许可法第七十二条第（七）项）。")
        if self.ground is NonAcceptanceGround.NOT_COMPETENT:
            require(self.competent, "必须告知向哪个机关申请（行政许可法第三十二条）。")

    def parts(self) -> Sequence[Part]:
        """Return what was found, by which article, and why."""
        opening = (
            f"本机关于{printed_date(self.received_on)}收到{self.you}提出的“{self.matter.item}”"
            f"申请（办件编号：{self.matter.case_number}）。{self._finding}理由如下："
        )
        return (Text((opening,)), Points(self.reasons))

    def consequences(self) -> Sequence[str]:
        """Return where to apply instead, or how long not again."""
        if self.competent:
            return (f"请{self.you}向{self.competent}提出申请。",)
        if self.ground is NonAcceptanceGround.FALSE_MATERIALS and self.is_safety:
            return (
                (
                    "该申请属于直接关系公共安全、人身健康、生命财产安全的事项，"
                    f"{self.you}在一年内不得再次申请该行政许可。"
                ),
            )
        return ()

    @property
    def _finding(self) -> str:
        if self.ground is NonAcceptanceGround.NOT_COMPETENT:
            return (
                "经审查，申请事项依法不属于本机关职权范围。"
                f"根据{ARTICLE_32}（二）项的规定，本机关决定不予受理。"
            )
        if self.ground is NonAcceptanceGround.FALSE_MATERIALS:
            return (
                f"经审查，{self.you}隐瞒有关情况或者提供虚假材料。根据{LICENSING_LAW}第七十八条的"
                "规定，本机关决定不予受理，并给予警告。"
            )
        return f"经审查，根据{LICENSING_LAW}第三十二条的规定，本机关决定不予受理。"


@dataclass(frozen=True, kw_only=True)
class NotRequired(LimitingLetter):
    """不受理告知书: no permit is needed for it (行政许可法 32)."""

    TITLE: ClassVar[str] = "不受理告知书"
    ITSELF: ClassVar[str] = "本告知书"

    received_on: date
    reasons: tuple[str, ...]

    def __post_init__(self) -> None:
        require(self.reasons, "不受理告知书必须写明为什么不需要取得行政许可。")

    def parts(self) -> Sequence[Part]:
        """Return that no permit is needed, and why."""
        opening = (
            f"本机关于{printed_date(self.received_on)}收到{self.you}提出的“{self.matter.item}”"
            f"申请（办件编号：{self.matter.case_number}）。经审查，申请事项依法不需要取得行政许可。"
            f"根据{ARTICLE_32}（一）项的规定，现告知{self.you}不受理。理由如下："
        )
        return (Text((opening,)), Points(self.reasons))

    def consequences(self) -> Sequence[str]:
        """Return that the applicant need not wait for anybody."""
        return (f"{self.you}从事上述活动无需取得该项行政许可，但应当遵守有关法律、法规的规定。",)
