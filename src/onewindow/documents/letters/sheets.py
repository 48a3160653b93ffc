"""Forms of the office: record of an inspection, of a hearing, of delivery; the approval form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from onewindow.documents.letters.frame import (
    LICENSING_LAW,
    Addressee,
    Matter,
    Rows,
    printed_date,
    printed_time,
    require,
)
from onewindow.documents.letters.papers import Sheet
from onewindow.documents.letters.parts import (
    Cell,
    Column,
    Form,
    Part,
    Signatures,
    Small,
    Table,
    across,
    label,
    pair,
    signed_across,
)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at on the spot; `fits` is None when it could not be told."""

    subject: str
    wanted: str
    found: str
    fits: bool | None = True

    @property
    def mark(self) -> str:
        """Whether it is as it should be, in words."""
        return "无法认定" if self.fits is None else "符合" if self.fits else "不符合"


@dataclass(frozen=True)
class Inspector:
    """One of the two or more officers on the spot."""

    name: str
    office: str
    card: str = ""

    def __str__(self) -> str:
        card = f"，证件号{self.card}" if self.card else ""
        return f"{self.name}（{self.office}{card}）"


@dataclass(frozen=True, kw_only=True)
class InspectionRecord(Sheet):
    """现场核查记录 (行政许可法 34, 55): by two officers at least, signed by all."""

    TITLE: ClassVar[str] = "现场核查记录"

    matter: Matter
    applicant: Addressee
    place: str
    began_at: datetime
    ended_at: datetime
    inspectors: tuple[Inspector, ...]
    findings: tuple[Finding, ...]
    conclusion: str
    present: str = ""
    statement: str = ""

    def __post_init__(self) -> None:
        require(
            len(self.inspectors) >= 2,
            "现场核查必须由两名以上工作人员进行（行政许可法第三十四条）。",
        )

    def parts(self) -> Sequence[Part]:
        """Return who looked at what, what was found, and room for the signatures."""
        who = "\n".join(str(each) for each in self.inspectors)
        columns = (
            Column("核查内容", 34),
            Column("要求"),
            Column("核查情况"),
            Column("结果", 20, centred=True),
        )
        rows = tuple((each.subject, each.wanted, each.found, each.mark) for each in self.findings)
        return (
            Form(
                (
                    pair(("办理事项", self.matter.item), ("办件编号", self.matter.case_number)),
                    across("申请人", self.applicant.full),
                    across("核查地点", self.place),
                    pair(
                        ("开始时间", printed_time(self.began_at)),
                        ("结束时间", printed_time(self.ended_at)),
                    ),
                    across("核查人员", who),
                    across("在场人员", self.present or "无"),
                )
            ),
            Table(columns, rows),
            Form(
                (
                    across("核查结论", self.conclusion, height=14),
                    signed_across("申请人意见", self.statement, sign=True),
                )
            ),
            Signatures(tuple((f"核查人员 {each.name}", "") for each in self.inspectors)),
            Small(
                (
                    f"核查由两名以上工作人员进行，核查人员逐一签名（{LICENSING_LAW}第三十四条第三款）。",
                )
            ),
        )


@dataclass(frozen=True)
class Opinion:
    """What one step of the way said."""

    step: str
    office: str
    outcome: str
    opinion: str
    by: str
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ApprovalForm(Sheet):
    """行政许可内部审批表: every step's opinion in order; stays in the file."""

    TITLE: ClassVar[str] = "行政许可内部审批表"

    matter: Matter
    applicant: Addressee
    opinions: tuple[Opinion, ...]
    due_on: date | None = None
    statutory_due_on: date | None = None
    summary: str = ""

    def parts(self) -> Sequence[Part]:
        """Return the case and what every step said."""
        accepted = self.matter.accepted_on
        rows = [
            pair(("办理事项", self.matter.item), ("办件编号", self.matter.case_number)),
            across("申请人", self.applicant.full),
            pair(
                ("申请日期", printed_date(self.matter.applied_on)),
                ("受理日期", printed_date(accepted) if accepted else "—"),
            ),
            pair(
                ("承诺办结", printed_date(self.due_on) if self.due_on else "—"),
                ("法定办结", printed_date(self.statutory_due_on) if self.statutory_due_on else "—"),
            ),
        ]
        if self.summary:
            rows.append(across("申请内容", self.summary))
        rows += [
            signed_across(each.step, _said(each), signed=_signed(each), sign=each.at is None)
            for each in self.opinions
        ]
        return (Form(tuple(rows)), Small(("本表为内部文书，随办件归档，不对外送达。",)))


def _said(each: Opinion) -> str:
    said = f"{each.outcome}。{each.opinion}" if each.opinion else f"{each.outcome}。"
    return said if each.outcome else ""


def _signed(each: Opinion) -> str:
    when = printed_time(each.at) if each.at else ""
    return f"{each.office} {each.by} {when}".strip()


@dataclass(frozen=True, kw_only=True)
class DeliveryReceipt(Sheet):
    """送达回证: what was delivered to whom, how, when, and who took it (行政许可法 44)."""

    TITLE: ClassVar[str] = "送达回证"

    matter: Matter
    addressee: Addressee
    papers: Rows
    method: str
    place: str = ""
    received_by: str = ""
    relation: str = ""
    received_at: datetime | None = None
    delivered_by: str = ""
    carrier: str = ""
    tracking: str = ""
    sent_on: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        require(self.papers, "送达回证必须写明送达的文书。")

    def parts(self) -> Sequence[Part]:
        """Return the papers, the way, and room for the signature of who takes them."""
        rows = [
            pair(("办理事项", self.matter.item), ("办件编号", self.matter.case_number)),
            across("受送达人", self.addressee.full),
            pair(("送达方式", self.method), ("送达人", self.delivered_by)),
            across("送达地点", self.place or "—"),
        ]
        if self.tracking:
            sent = printed_date(self.sent_on) if self.sent_on else "—"
            rows += [
                pair(("承运单位", self.carrier), ("邮件号码", self.tracking)),
                across("交寄日期", sent),
            ]
        got = printed_time(self.received_at) if self.received_at else ""
        rows += [
            pair(("收件人", self.received_by), ("与受送达人关系", self.relation)),
            (
                label("收件人签名\n或者盖章"),
                Cell(span=1, height=22),
                label("收到时间"),
                Cell(got, is_date=not got),
            ),
            across("备注", self.note, height=14),
        ]
        columns = (Column("文书名称"), Column("文号", 62))
        return (
            Table(columns, tuple(self.papers)),
            Form(tuple(rows)),
            Small(
                (
                    (
                        "代收的，由代收人注明与受送达人的关系并签名；邮寄送达的，以回执或者物流记录注明的收件日期"
                        "为送达日期；网上送达的，以系统记录的到达时间为送达时间。"
                    ),
                )
            ),
        )
