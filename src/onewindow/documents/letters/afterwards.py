"""Letters after the grant: mending, revoking, retracting, cancelling (行政许可法 8, 69, 70)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from onewindow.documents.letters.frame import LICENSING_LAW, Permit, printed_date, require
from onewindow.documents.letters.papers import LimitingLetter
from onewindow.documents.letters.parts import Column, Facts, Heading, Part, Points, Table, Text


class RevocationGround(StrEnum):
    """Why a grant is revoked, as 行政许可法 69 has it."""

    ABUSE = "abuse"
    BEYOND_POWER = "beyond_power"
    WRONG_PROCEDURE = "wrong_procedure"
    NOT_QUALIFIED = "not_qualified"
    OTHER = "other"
    FRAUD = "fraud"


REVOKING = {
    RevocationGround.ABUSE: "行政机关工作人员滥用职权、玩忽职守作出准予行政许可决定",
    RevocationGround.BEYOND_POWER: "超越法定职权作出准予行政许可决定",
    RevocationGround.WRONG_PROCEDURE: "违反法定程序作出准予行政许可决定",
    RevocationGround.NOT_QUALIFIED: "对不具备申请资格或者不符合法定条件的申请人准予行政许可",
    RevocationGround.OTHER: "依法可以撤销行政许可的其他情形",
    RevocationGround.FRAUD: "被许可人以欺骗、贿赂等不正当手段取得行政许可",
}
_CLAUSES = "一二三四五"


class RetractionGround(StrEnum):
    """Why a lawful grant is retracted, as 行政许可法 8 has it."""

    LAW_CHANGED = "law_changed"
    CIRCUMSTANCES = "circumstances"


RETRACTING = {
    RetractionGround.LAW_CHANGED: "行政许可所依据的法律、法规、规章修改或者废止",
    RetractionGround.CIRCUMSTANCES: "准予行政许可所依据的客观情况发生重大变化",
}


class CancellationGround(StrEnum):
    """Why a permit is cancelled, in the order of 行政许可法 70."""

    EXPIRED = "expired"
    INCAPABLE = "incapable"
    TERMINATED = "terminated"
    TAKEN_AWAY = "taken_away"
    FORCE_MAJEURE = "force_majeure"
    OTHER = "other"


CANCELLING = {
    CancellationGround.EXPIRED: "行政许可有效期届满未延续",
    CancellationGround.INCAPABLE: "赋予公民特定资格的行政许可，该公民死亡或者丧失行为能力",
    CancellationGround.TERMINATED: "法人或者其他组织依法终止",
    CancellationGround.TAKEN_AWAY: "行政许可依法被撤销、撤回，或者行政许可证件依法被吊销",
    CancellationGround.FORCE_MAJEURE: "因不可抗力导致行政许可事项无法实施",
    CancellationGround.OTHER: "法律、法规规定的应当注销行政许可的其他情形",
}


@dataclass(frozen=True, kw_only=True)
class AfterwardsLetter(LimitingLetter):
    """A decision about a permit that was granted before, with its reasons."""

    permit: Permit
    reasons: tuple[str, ...]
    # What the holder said when he was heard, or that he said nothing.
    statement: str = ""

    def __post_init__(self) -> None:
        require(self.reasons, f"{self.TITLE}必须写明理由。")

    def parts(self) -> Sequence[Part]:
        """Return the permit, the article, the reasons and what the holder said."""
        heard = (Heading("陈述和申辩"), Text((self.statement,))) if self.statement else ()
        return (
            Text((self._opening,)),
            Facts(self.permit.rows()),
            Heading("事实和理由"),
            Points(self.reasons),
            *heard,
        )

    @property
    def _granted(self) -> str:
        return (
            f"{self.you}于{printed_date(self.permit.granted_on)}取得“{self.permit.name}”行政许可"
            f"（{self.permit.number}）。"
        )

    @property
    def _opening(self) -> str:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Revocation(AfterwardsLetter):
    """撤销行政许可决定书 (行政许可法 69): the grant should not have been; the holder was heard."""

    TITLE: ClassVar[str] = "撤销行政许可决定书"

    ground: RevocationGround
    is_safety: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        require(self.statement, "撤销行政许可前必须听取被许可人的陈述和申辩，并写入决定书。")

    def consequences(self) -> Sequence[str]:
        """Return what becomes of the licence, of losses, and of a new application."""
        if self.ground is not RevocationGround.FRAUD:
            loss = (
                f"{self.you}的合法权益因撤销受到损害的，可以依法要求赔偿"
                f"（{LICENSING_LAW}第六十九条第四款）。"
            )
        else:
            loss = (
                f"{self.you}基于该行政许可取得的利益不受保护（{LICENSING_LAW}第六十九条第四款）。"
                + (
                    f"该行政许可属于直接关系公共安全、人身健康、生命财产安全的事项，{self.you}在三年内"
                    f"不得再次申请（{LICENSING_LAW}第七十九条）。"
                    if self.is_safety
                    else ""
                )
            )
        return (
            (
                f"请{self.you}将行政许可证件交回本机关，本机关依法办理注销手续"
                f"（{LICENSING_LAW}第七十条第（四）项）。"
            ),
            loss,
        )

    @property
    def _opening(self) -> str:
        if self.ground is RevocationGround.FRAUD:
            clause = "第二款"
        else:
            clause = f"第一款第（{_CLAUSES[list(RevocationGround).index(self.ground)]}）项"
        return (
            f"{self._granted}经查，存在{REVOKING[self.ground]}的情形。"
            f"根据{LICENSING_LAW}第六十九条{clause}的规定，本机关决定撤销下列行政许可："
        )


@dataclass(frozen=True, kw_only=True)
class Retraction(AfterwardsLetter):
    """撤回行政许可决定书 (行政许可法 8): for the public interest, with compensation for losses."""

    TITLE: ClassVar[str] = "撤回行政许可决定书"

    ground: RetractionGround
    compensation: str = ""

    def consequences(self) -> Sequence[str]:
        """Return that losses are made good, and how."""
        due = f"由此给{self.you}造成财产损失的，本机关依法给予补偿（{LICENSING_LAW}第八条第二款）。"
        return (due + self.compensation,)

    @property
    def _opening(self) -> str:
        return (
            f"{self._granted}因{RETRACTING[self.ground]}，为了公共利益的需要，"
            f"根据{LICENSING_LAW}第八条第二款的规定，本机关决定撤回下列行政许可："
        )


@dataclass(frozen=True, kw_only=True)
class Cancellation(AfterwardsLetter):
    """注销行政许可决定书 (行政许可法 70): the permit has ended; the books say so."""

    TITLE: ClassVar[str] = "注销行政许可决定书"

    ground: CancellationGround

    def consequences(self) -> Sequence[str]:
        """Return what becomes of the licence."""
        return ("自本决定作出之日起，该行政许可证件不再具有效力，请交回本机关。",)

    @property
    def _opening(self) -> str:
        clause = "一二三四五六"[list(CancellationGround).index(self.ground)]
        return (
            f"{self._granted}因{CANCELLING[self.ground]}，根据{LICENSING_LAW}第七十条第（{clause}）项"
            "的规定，本机关决定办理下列行政许可的注销手续："
        )


@dataclass(frozen=True)
class Shortfall:
    """What was promised, what was found, and what has to be done."""

    promised: str
    found: str
    wanted: str


@dataclass(frozen=True, kw_only=True)
class Rectification(LimitingLetter):
    """限期整改通知书: what was promised is not so; until when it has to be."""

    TITLE: ClassVar[str] = "限期整改通知书"
    ITSELF: ClassVar[str] = "本通知书"

    checked_on: date
    shortfalls: tuple[Shortfall, ...]
    due_on: date
    basis: str

    def __post_init__(self) -> None:
        require(self.shortfalls, "限期整改通知书必须写明与承诺不符的内容。")

    def parts(self) -> Sequence[Part]:
        """Return what was promised and what was found."""
        opening = (
            f"{self.matter.sentence(self.you)}{self.you}以告知承诺方式取得该行政许可。"
            f"本机关于{printed_date(self.checked_on)}核查，发现下列情况与承诺不符。根据{self.basis}，"
            f"请{self.you}于{printed_date(self.due_on)}前整改完毕："
        )
        columns = (Column("承诺内容"), Column("核查情况"), Column("整改要求"))
        rows = tuple((each.promised, each.found, each.wanted) for each in self.shortfalls)
        return (Text((opening,)), Table(columns, rows))

    def consequences(self) -> Sequence[str]:
        """Return what follows when nothing is done."""
        return (
            (
                "整改完毕后请告知本机关复查。逾期不整改，或者整改后仍不符合条件的，"
                "本机关将依法撤销该行政许可。"
            ),
        )
