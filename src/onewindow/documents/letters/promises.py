"""Papers of the applicant: application, mandate, promises (行政许可法 29, 31; 民法典 165)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from onewindow.documents.letters.frame import (
    CIVIL_CODE,
    LICENSING_LAW,
    Addressee,
    Matter,
    Rows,
    printed_date,
    printed_period,
    printed_time,
    require,
)
from onewindow.documents.letters.papers import Sheet
from onewindow.documents.letters.parts import (
    Column,
    Facts,
    Form,
    Heading,
    Part,
    Points,
    Signatures,
    Small,
    Table,
    Text,
    across,
    pair,
)

TRUTH = (
    "申请人承诺：本申请书填写的内容真实，提交的材料真实有效，并对其实质内容的真实性负责"
    f"（{LICENSING_LAW}第三十一条）。"
)
# 全面推行证明事项和涉企经营许可事项告知承诺制的指导意见, 国办发〔2020〕42号.
COMMITMENT_RULES = "国务院关于告知承诺制的规定"
PROMISES = (
    "已经知晓行政机关告知的全部内容；",
    "所填写的信息真实、准确；",
    "已经符合行政机关告知的条件、标准和要求；",
    "愿意承担不实承诺、违反承诺的法律责任；",
    "所作承诺是申请人真实意思的表示。",
)


@dataclass(frozen=True, kw_only=True)
class Application(Sheet):
    """申请书 (行政许可法 29): what the applicant filled in, chose and handed in."""

    TITLE: ClassVar[str] = "行政许可申请书"

    matter: Matter
    applicant: Addressee
    submitted_at: datetime
    fields: Rows = ()
    answers: Rows = ()
    materials: tuple[tuple[str, str], ...] = ()
    agent: str = ""
    delivery: str = ""
    kind: str = "新办"

    @property
    def title(self) -> str:
        """The title names the item."""
        return f"{self.matter.item}申请书"

    def parts(self) -> Sequence[Part]:
        """Return what was filled in, the materials, and the declaration."""
        facts = (
            pair(("申请类型", self.kind), ("办件编号", self.matter.case_number)),
            across("申请事项", self.matter.item),
            across("申请人", self.applicant.full),
            *((across("代理人", self.agent),) if self.agent else ()),
            across("受理机关", self.head.department),
            *((across("领取方式", self.delivery),) if self.delivery else ()),
        )
        shown: list[Part] = [Form(facts)]
        if self.answers:
            shown += [Heading("办理情形"), Facts(self.answers, wide=True)]
        if self.fields:
            shown += [Heading("申请内容"), Facts(self.fields)]
        if self.materials:
            columns = (Column("材料名称"), Column("提交的文件"))
            shown += [Heading("提交的材料"), Table(columns, self.materials)]
        return (
            *shown,
            Text((TRUTH,)),
            Signatures(
                (("申请人（签名或者盖章）", ""), ("日期", printed_date(self.matter.applied_on)))
            ),
            Small((f"本申请书于{printed_time(self.submitted_at)}由申请人以实名账号在线提交。",)),
        )


@dataclass(frozen=True, kw_only=True)
class MandatePaper(Sheet):
    """授权委托书 (行政许可法 29; 民法典 165: who, what for, which powers, until when, signed)."""

    TITLE: ClassVar[str] = "授权委托书"

    principal: Addressee
    agent: Addressee
    scope: str
    powers: tuple[str, ...]
    valid_from: date
    valid_to: date
    principal_phone: str = ""
    agent_phone: str = ""
    # Who signed online, both of them, and when in words.
    signed: tuple[str, str] = ("", "")
    note: str = ""

    def __post_init__(self) -> None:
        require(
            self.powers and self.scope, "授权委托书必须写明委托事项和权限（民法典第一百六十五条）。"
        )

    def parts(self) -> Sequence[Part]:
        """Return who acts for whom, in what, until when."""
        return (
            Form(
                (
                    across("委托人", self.principal.full),
                    across("联系电话", self.principal_phone or "—"),
                    across("受托人", self.agent.full),
                    across("联系电话", self.agent_phone or "—"),
                    across("委托事项", self.scope),
                    across("委托期限", printed_period(self.valid_from, self.valid_to)),
                )
            ),
            Heading("委托权限"),
            Points(self.powers),
            Text(
                (
                    (
                        "受托人在上述权限内以委托人名义办理，其法律后果由委托人承担"
                        f"（{CIVIL_CODE}第一百六十二条）。未经委托人同意，受托人不得转委托"
                        f"（{CIVIL_CODE}第一百六十九条）。委托人可以随时取消委托"
                        f"（{CIVIL_CODE}第一百七十三条）。"
                    ),
                )
            ),
            Signatures(
                (
                    ("委托人（签名或者盖章）", self.signed[0]),
                    ("受托人（签名）", self.signed[1]),
                    ("签署日期", printed_date(self.head.on)),
                )
            ),
            *((Small((self.note,)),) if self.note else ()),
        )


@dataclass(frozen=True, kw_only=True)
class DeferralPromise(Sheet):
    """容缺受理承诺书: what follows later, until when, and what follows if it does not."""

    TITLE: ClassVar[str] = "容缺受理承诺书"

    matter: Matter
    applicant: Addressee
    deferred: tuple[tuple[str, str], ...]
    due_on: date
    basis: str

    def __post_init__(self) -> None:
        require(self.deferred, "容缺受理承诺书必须写明容缺的材料。")

    def parts(self) -> Sequence[Part]:
        """Return the materials, the day and the promise."""
        columns = (Column("容缺材料"), Column("补交方式"))
        you = "本单位" if self.applicant.is_organisation else "本人"
        return (
            Form(
                (
                    across("申请人", self.applicant.full),
                    pair(("申请事项", self.matter.item), ("办件编号", self.matter.case_number)),
                    across("受理机关", self.head.department),
                )
            ),
            Heading("容缺的材料"),
            Table(columns, self.deferred),
            Heading("承诺"),
            Points(
                (
                    f"{you}已经知晓上列材料暂缺，申请的基本条件已经具备，其余材料齐全、真实；",
                    f"{you}于{printed_date(self.due_on)}前补交全部容缺材料；",
                    f"逾期未补交的，根据{self.basis}，视为撤回申请，由此产生的后果由{you}承担。",
                )
            ),
            Signatures((("承诺人（签名或者盖章）", ""), ("承诺日期", printed_date(self.head.on)))),
        )


@dataclass(frozen=True, kw_only=True)
class CommitmentPaper(Sheet):
    """告知承诺书: what the office tells, what the applicant promises; both sign."""

    TITLE: ClassVar[str] = "告知承诺书"

    matter: Matter
    applicant: Addressee
    bases: tuple[str, ...]
    conditions: tuple[str, ...]
    checked_within: str
    materials: tuple[str, ...] = ()
    basis: str = COMMITMENT_RULES

    def __post_init__(self) -> None:
        require(self.conditions, "告知承诺书必须写明应当具备的条件。")

    def parts(self) -> Sequence[Part]:
        """Return the office's telling and the applicant's promise."""
        materials = (Heading("应当提交的材料"), Points(self.materials)) if self.materials else ()
        return (
            Form(
                (
                    across("申请人", self.applicant.full),
                    pair(("申请事项", self.matter.item), ("办件编号", self.matter.case_number)),
                    across("许可依据", "\n".join(self.bases)),
                )
            ),
            Heading("一、行政机关告知"),
            Text(
                (
                    (
                        f"根据{self.basis}，申请人自愿作出承诺的，本机关当场作出决定；申请人不愿承诺的，"
                        "按照一般程序办理。申请人在决定作出前可以撤回承诺。"
                    ),
                )
            ),
            Heading("应当具备的条件"),
            Points(self.conditions),
            *materials,
            Text(
                (
                    (
                        f"本机关将在作出决定后{self.checked_within}内核查。与承诺不符的，责令限期整改；"
                        "逾期不整改或者整改后仍不符合条件的，依法撤销决定，并记入信用记录。"
                    ),
                )
            ),
            Heading("二、申请人承诺"),
            Points(PROMISES),
            Signatures(
                (
                    ("申请人（签名或者盖章）", ""),
                    ("行政机关（盖章）", ""),
                    ("承诺日期", printed_date(self.head.on)),
                    ("告知日期", printed_date(self.head.on)),
                )
            ),
        )
