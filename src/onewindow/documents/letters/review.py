"""Letters of the review: time that does not count, more time, and others whom it touches.

行政许可法 36 (others' interests), 42 (more time), 45 (time that does not count).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from onewindow.documents.letters.frame import (
    LICENSING_LAW,
    Rows,
    printed_date,
    require,
)
from onewindow.documents.letters.papers import OfficialLetter
from onewindow.documents.letters.parts import Facts, Part, Points, Text


@dataclass(frozen=True, kw_only=True)
class SpecialTime(OfficialLetter):
    """特别程序所需时间告知书 (行政许可法 45): how long a hearing, test or review will take.

    `needed` as words, such as “15个工作日”; `basis` is the rule that demands the procedure.
    """

    TITLE: ClassVar[str] = "特别程序所需时间告知书"

    procedure: str
    reasons: tuple[str, ...]
    starts_on: date
    needed: str
    ends_on: date | None = None
    carried_out_by: str = ""
    basis: str = ""

    def parts(self) -> Sequence[Part]:
        """Return which procedure, from when, for how long."""
        by = f"根据{self.basis}的规定，" if self.basis else ""
        opening = (
            f"{self.matter.sentence(self.you)}{by}本机关作出行政许可决定，依法需要进行{self.procedure}。"
            f"根据{LICENSING_LAW}第四十五条的规定，所需时间不计算在行政许可办理期限内，现予告知："
        )
        return (
            Text((opening,)),
            Facts(self._rows),
            Text(("需要进行的原因：",)),
            Points(self.reasons),
        )

    def closing(self) -> Sequence[str]:
        """Return when the clock goes on."""
        return (
            (
                f"{self.procedure}结束后，办理期限继续计算；提前结束的，自实际结束之日起继续计算。"
                f"新的办结日期可以凭办件编号查询。"
            ),
        )

    @property
    def _rows(self) -> Rows:
        return (
            ("特别程序", self.procedure),
            ("开始日期", printed_date(self.starts_on)),
            ("所需时间", self.needed),
            ("预计结束日期", printed_date(self.ends_on) if self.ends_on else ""),
            ("实施单位", self.carried_out_by),
        )


@dataclass(frozen=True, kw_only=True)
class Extension(OfficialLetter):
    """延长办理期限告知书 (行政许可法 42): once, by the right level, with the reason."""

    TITLE: ClassVar[str] = "延长办理期限告知书"

    reasons: tuple[str, ...]
    days: str
    due_on: date
    extended_due_on: date
    is_joint: bool = False
    is_provisional: bool = False

    def __post_init__(self) -> None:
        require(self.reasons, "延长期限必须将理由告知申请人（行政许可法第四十二条）。")

    def parts(self) -> Sequence[Part]:
        """Return why, by whose approval, until when."""
        by = "本级人民政府负责人" if self.is_joint else "本机关负责人"
        opening = (
            f"{self.matter.sentence(self.you)}因下列原因，在{printed_date(self.due_on)}前不能作出决定。"
            f"根据{LICENSING_LAW}第四十二条第{'二' if self.is_joint else '一'}款的规定，"
            f"经{by}批准，延长办理期限{self.days}。"
        )
        mark = "（暂定）" if self.is_provisional else ""
        facts = (
            ("原办结日期", printed_date(self.due_on)),
            ("延长期限", self.days),
            ("延长后办结日期", printed_date(self.extended_due_on) + mark),
            ("批准", by),
        )
        return (Text((opening,)), Points(self.reasons), Facts(facts))


@dataclass(frozen=True, kw_only=True)
class InterestedPartyNotice(OfficialLetter):
    """利害关系人陈述、申辩权利告知书 (行政许可法 36): to the other, not to the applicant."""

    TITLE: ClassVar[str] = "利害关系人陈述、申辩权利告知书"

    applicant: str
    interest: str
    content_of_permit: str
    until: date
    ways: str = "书面提交、到本机关口头提出，或者通过政务服务平台提出"
    phone: str = ""

    def parts(self) -> Sequence[Part]:
        """Return what is applied for and how it touches him."""
        opening = (
            f"{self.applicant}向本机关申请“{self.matter.item}”（办件编号：{self.matter.case_number}）。"
            f"经审查，该行政许可事项直接关系{self.you}的重大利益。根据{LICENSING_LAW}第三十六条的规定，"
            f"现将有关情况告知{self.you}，{self.you}有权进行陈述和申辩。"
        )
        facts = (
            ("申请人", self.applicant),
            ("申请事项", self.matter.item),
            ("申请内容", self.content_of_permit),
            ("利害关系", self.interest),
            ("提出期限", f"{printed_date(self.until)}前"),
            ("提出方式", self.ways),
            ("联系电话", self.phone),
        )
        return (Text((opening,)), Facts(facts))

    def closing(self) -> Sequence[str]:
        """Return that what is said will be heard."""
        return ("本机关将听取陈述和申辩意见，并记录在案；逾期未提出的，不影响本机关依法作出决定。",)
