"""Letters about what is missing: told once, and what follows; and the case that goes elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from onewindow.documents.letters.frame import LICENSING_LAW, printed_date, require
from onewindow.documents.letters.intake import ARTICLE_32
from onewindow.documents.letters.papers import LimitingLetter, OfficialLetter
from onewindow.documents.letters.parts import Column, Facts, Part, Points, Table, Text

TOLD_ALL = (
    "按照本告知书的要求提交全部补正材料的，本机关依法予以受理。"
    "本告知书没有列出的内容，本机关不再要求补正。"
)


@dataclass(frozen=True)
class Defect:
    """What has to be mended in one material, and how."""

    material: str
    problem: str
    wanted: str


@dataclass(frozen=True, kw_only=True)
class CorrectionNotice(OfficialLetter):
    """补正材料一次性告知书 (行政许可法 32): everything that is missing, told once.

    `lapses` is the rule that an application not mended in time counts as withdrawn; without one
    the letter does not say so, as no national law does.
    """

    TITLE: ClassVar[str] = "补正材料一次性告知书"

    received_on: date
    defects: tuple[Defect, ...]
    due_on: date | None = None
    channel: str = "网上提交，或者到政务服务大厅窗口提交"
    lapses: str = ""
    phone: str = ""

    def __post_init__(self) -> None:
        require(self.defects, "补正告知书必须一次写明需要补正的全部内容（行政许可法第三十二条）。")

    def parts(self) -> Sequence[Part]:
        """Return the list of everything that has to be mended."""
        opening = (
            f"本机关于{printed_date(self.received_on)}收到{self.you}提出的“{self.matter.item}”申请"
            f"（办件编号：{self.matter.case_number}）。经审查，申请材料不齐全或者不符合法定形式。"
            f"根据{ARTICLE_32}（四）项的规定，现将需要补正的全部内容一次告知如下："
        )
        columns = (Column("申请材料", 38), Column("存在的问题"), Column("补正要求"))
        rows = tuple((each.material, each.problem, each.wanted) for each in self.defects)
        until = printed_date(self.due_on) if self.due_on else ""
        ways = (("补正期限", until), ("提交方式", self.channel), ("咨询电话", self.phone))
        return (Text((opening,)), Table(columns, rows), Facts(ways))

    def closing(self) -> Sequence[str]:
        """Return that nothing else will be asked for, and what follows from silence."""
        if not self.lapses:
            return (TOLD_ALL,)
        return (
            TOLD_ALL,
            f"逾期未补正的，根据{self.lapses}，视为{self.you}撤回申请；{self.you}可以重新提出申请。",
        )


@dataclass(frozen=True, kw_only=True)
class Lapse(LimitingLetter):
    """视为撤回申请告知书: what had to follow did not come in time (local rule, named)."""

    TITLE: ClassVar[str] = "视为撤回申请告知书"
    ITSELF: ClassVar[str] = "本告知书"

    asked_on: date
    asked_in: str
    due_on: date
    missing: tuple[str, ...]
    basis: str

    def parts(self) -> Sequence[Part]:
        """Return what was asked for, until when, and what is still missing."""
        opening = (
            f"{self.matter.sentence(self.you)}本机关于{printed_date(self.asked_on)}以“{self.asked_in}”"
            f"告知{self.you}应当于{printed_date(self.due_on)}前提交下列材料，{self.you}逾期未提交："
        )
        ending = f"根据{self.basis}，视为{self.you}撤回申请，本机关终止办理。"
        return (Text((opening,)), Points(self.missing), Text((ending,)))

    def consequences(self) -> Sequence[str]:
        """Return that a new application is free."""
        return (f"材料备齐后，{self.you}可以重新提出申请，已经提交的材料仍可使用。",)


@dataclass(frozen=True, kw_only=True)
class TransferNotice(OfficialLetter):
    """申请转办告知书: another office decides (行政许可法 35 for what goes up to a higher one)."""

    TITLE: ClassVar[str] = "申请转办告知书"

    to: str
    transferred_on: date
    reasons: tuple[str, ...]
    is_upward: bool = False
    phone: str = ""

    def parts(self) -> Sequence[Part]:
        """Return where the application and all its materials went."""
        opening = (
            f"{self.matter.sentence(self.you)}现将该申请和全部申请材料转送{self.to}办理，"
            f"{self._basis}理由如下："
        )
        facts = (
            ("接收机关", self.to),
            ("转送日期", printed_date(self.transferred_on)),
            ("咨询电话", self.phone),
        )
        return (Text((opening,)), Points(self.reasons), Facts(facts))

    def closing(self) -> Sequence[str]:
        """Return that the applicant has nothing to bring again."""
        return (f"{self.you}无需重复提交申请材料，可以凭原办件编号查询办理进度。",)

    @property
    def _basis(self) -> str:
        if self.is_upward:
            return f"由其依法作出决定（{LICENSING_LAW}第三十五条）。"
        return ""
