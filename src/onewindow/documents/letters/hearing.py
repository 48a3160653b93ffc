"""Papers of a hearing (行政许可法 46 to 48): the right to it, the invitation, the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from onewindow.documents.letters.frame import (
    LICENSING_LAW,
    Matter,
    Rows,
    printed_date,
    printed_time,
)
from onewindow.documents.letters.papers import OfficialLetter, Paper, Sheet
from onewindow.documents.letters.parts import (
    Facts,
    Form,
    Heading,
    Part,
    Signatures,
    Small,
    Text,
    across,
    pair,
)

AVOIDANCE = (
    "听证主持人由审查该行政许可申请的工作人员以外的人员担任；认为主持人与该行政许可事项有直接利害关系的，"
    "有权申请回避。"
)
AT_HEARING = (
    "听证时可以提出证据，进行申辩和质证；可以委托代理人参加，委托代理人的，应当提交授权委托书。"
    "不承担本机关组织听证的费用。"
)


@dataclass(frozen=True, kw_only=True)
class HearingRight(OfficialLetter):
    """听证权利告知书 (行政许可法 47): five days to ask, twenty to hold it, free of charge."""

    TITLE: ClassVar[str] = "听证权利告知书"

    applicant: str
    interest: str
    until: date
    phone: str = ""

    def parts(self) -> Sequence[Part]:
        """Return why there is a right to a hearing and until when it can be asked for."""
        opening = (
            f"{self.applicant}申请“{self.matter.item}”（办件编号：{self.matter.case_number}），"
            "该行政许可直接涉及申请人与他人之间重大利益关系。"
            f"根据{LICENSING_LAW}第四十七条第一款的规定，{self.you}享有要求听证的权利。"
        )
        facts = (
            ("申请人", self.applicant),
            ("涉及的利益关系", self.interest),
            ("提出听证申请", f"自被告知听证权利之日起五日内（{printed_date(self.until)}前）"),
            ("联系电话", self.phone),
        )
        return (Text((opening,)), Facts(facts))

    def closing(self) -> Sequence[str]:
        """Return what happens on either choice."""
        return (
            (
                f"{self.you}在上述期限内提出听证申请的，本机关在二十日内组织听证，{self.you}不承担组织听证的"
                "费用；逾期未提出的，本机关依法继续办理。"
            ),
        )


@dataclass(frozen=True)
class Hearing:
    """When and where a hearing is held, and who presides over it."""

    at: datetime
    place: str
    presider: str
    recorder: str = ""
    is_public: bool = True

    def rows(self) -> Rows:
        """Return it as label and value."""
        return (
            ("听证时间", printed_time(self.at)),
            ("听证地点", self.place),
            ("听证主持人", self.presider),
            ("记录人", self.recorder),
            ("听证方式", "公开举行" if self.is_public else "依法不公开举行"),
        )


@dataclass(frozen=True, kw_only=True)
class HearingNotice(OfficialLetter):
    """听证通知书 (行政许可法 48): seven days before it, time and place."""

    TITLE: ClassVar[str] = "听证通知书"

    hearing: Hearing
    applicant: str
    phone: str = ""

    def parts(self) -> Sequence[Part]:
        """Return when and where."""
        opening = (
            f"{self.applicant}申请的“{self.matter.item}”（办件编号：{self.matter.case_number}），"
            f"本机关决定举行听证。根据{LICENSING_LAW}第四十八条第一款第（一）项的规定，现通知{self.you}："
        )
        facts = (*self.hearing.rows(), ("联系电话", self.phone))
        return (Text((opening,)), Facts(facts))

    def closing(self) -> Sequence[str]:
        """Return the rights at the hearing."""
        return (AVOIDANCE, f"{AT_HEARING}不能按时参加的，请在听证举行前告知本机关并说明理由。")


@dataclass(frozen=True, kw_only=True)
class HearingAnnouncement(Paper):
    """听证公告 (行政许可法 46, 48): to everybody; how to take part."""

    TITLE: ClassVar[str] = "听证公告"

    matter: Matter
    applicant: str
    subject: str
    hearing: Hearing
    enrol_until: date | None = None
    enrol_ways: str = ""
    seats: int = 0
    phone: str = ""
    is_public_interest: bool = True

    def parts(self) -> Sequence[Part]:
        """Return what is heard, when, where, and how to enrol."""
        article = "第四十六条" if self.is_public_interest else "第四十八条第一款第（一）项"
        why = "涉及公共利益" if self.is_public_interest else "直接涉及申请人与他人之间重大利益关系"
        opening = (
            f"{self.applicant}申请的“{self.matter.item}”（办件编号：{self.matter.case_number}）{why}。"
            f"根据{LICENSING_LAW}{article}的规定，本机关决定举行听证，现将有关事项公告如下："
        )
        facts = (
            ("听证事项", self.subject),
            *self.hearing.rows(),
            ("报名期限", f"{printed_date(self.enrol_until)}前" if self.enrol_until else ""),
            ("报名方式", self.enrol_ways),
            ("联系电话", self.phone),
            (
                "旁听席位",
                f"{self.seats}个，报名人数超过席位的，按报名先后确定" if self.seats else "",
            ),
        )
        return (Text((opening,)), Facts(facts))

    def closing(self) -> Sequence[str]:
        """Return who may ask for another presider."""
        return (AVOIDANCE,)


@dataclass(frozen=True, kw_only=True)
class HearingRecord(Sheet):
    """听证笔录 (行政许可法 48): read and signed by those who took part; it binds the decision."""

    TITLE: ClassVar[str] = "听证笔录"

    matter: Matter
    hearing: Hearing
    ended_at: datetime
    people: Rows
    said: Rows

    def parts(self) -> Sequence[Part]:
        """Return who was there, what was said, and room for the signatures."""
        hearing = self.hearing
        return (
            Form(
                (
                    pair(("听证事项", self.matter.item), ("办件编号", self.matter.case_number)),
                    pair(
                        ("开始时间", printed_time(hearing.at)),
                        ("结束时间", printed_time(self.ended_at)),
                    ),
                    across("听证地点", hearing.place),
                    pair(("主持人", hearing.presider), ("记录人", hearing.recorder)),
                    *(across(role, names) for role, names in self.people),
                )
            ),
            Heading("笔录"),
            Text(tuple(f"{speaker}：{words}" for speaker, words in self.said)),
            Signatures(
                (
                    *(
                        (f"{role} {name}", "")
                        for role, names in self.people
                        for name in names.split("、")
                    ),
                    (f"主持人 {_name(hearing.presider)}", ""),
                    (f"记录人 {_name(hearing.recorder)}", ""),
                )
            ),
            Small(
                (
                    (
                        "听证笔录交听证参加人确认无误后签字或者盖章；拒绝签字或者盖章的，由主持人注明。"
                        f"本机关根据听证笔录作出行政许可决定（{LICENSING_LAW}第四十八条）。"
                    ),
                )
            ),
        )


def _name(person: str) -> str:
    return person.partition("（")[0]
