"""Decisions on applications: new, change and renewal (行政许可法 38, 44, 49, 50)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from onewindow.documents.letters.frame import (
    LICENSING_LAW,
    Permit,
    Remedies,
    Rows,
    printed_date,
    require,
)
from onewindow.documents.letters.papers import OfficialLetter
from onewindow.documents.letters.parts import Facts, Part, Points, Text


class Act(StrEnum):
    """What was applied for: a new permit, a change of one, or its renewal."""

    NEW = "new"
    CHANGE = "change"
    RENEWAL = "renewal"


WORDS = {Act.NEW: "", Act.CHANGE: "变更", Act.RENEWAL: "延续"}
ARTICLES = {
    (Act.NEW, True): "第三十八条第一款",
    (Act.NEW, False): "第三十八条第二款",
    (Act.CHANGE, True): "第四十九条",
    (Act.CHANGE, False): "第三十八条第二款、第四十九条",
    (Act.RENEWAL, True): "第五十条第二款",
    (Act.RENEWAL, False): "第三十八条第二款、第五十条第二款",
}


@dataclass(frozen=True, kw_only=True)
class DecisionLetter(OfficialLetter):
    """准予 or 不予行政许可决定书, and those on a change or renewal (行政许可法 38, 44, 49, 50).

    `facts` are the content of the licence (label, value). A refusal without reasons or remedies,
    or a change or renewal of no permit, raises LetterIncomplete. `is_deemed`: the days before the
    permit's end passed without a decision, so that it is renewed. `automatic` names the rule by
    which the system decided itself; then it says how to ask for a human (个人信息保护法 24).
    """

    TITLE: ClassVar[str] = "准予行政许可决定书"

    granted: bool
    act: Act = Act.NEW
    permit: Permit | None = None
    bases: tuple[str, ...] = ()
    facts: Rows = ()
    reasons: tuple[str, ...] = ()
    remedies: Remedies | None = None
    delivery: str = ""
    is_deemed: bool = False
    automatic: str = ""

    def __post_init__(self) -> None:
        require(
            self.granted or (self.reasons and self.remedies),
            "不予许可决定书必须写明理由和救济途径（行政许可法第三十八条）。",
        )
        require(self.act is Act.NEW or self.permit, "变更、延续决定书必须写明原行政许可。")

    @property
    def title(self) -> str:
        """The title as printed."""
        return f"{'准予' if self.granted else '不予'}{WORDS[self.act]}行政许可决定书"

    def parts(self) -> Sequence[Part]:
        """Return what was found, the permit, and the reasons of a refusal."""
        return (
            Text((self.matter.sentence(self.you),)),
            Facts(self.permit.rows() if self.permit else ()),
            Text((self._finding,)),
            Facts(self.facts if self.granted else ()),
            Points(self.reasons),
        )

    def closing(self) -> Sequence[str]:
        """Return when the licence comes, and where to turn."""
        remedies = self.remedies.sentence() if self.remedies else ""
        return (self._automatic, self._delivery, remedies)

    @property
    def _automatic(self) -> str:
        if not self.automatic:
            return ""
        return (
            f"本决定由系统按照本机关确定的{self.automatic}自动作出。{self.you}可以要求本机关说明，"
            "也可以要求由工作人员复核（《中华人民共和国个人信息保护法》第二十四条）："
            "在网上“我的办件”里选择“请工作人员复核”，或者到受理窗口提出。"
        )

    @property
    def _finding(self) -> str:
        act = WORDS[self.act]
        if self.is_deemed and self.permit and self.permit.valid_to:
            return (
                f"该行政许可有效期至{printed_date(self.permit.valid_to)}，本机关在有效期届满前未作出"
                f"是否准予延续的决定。根据{LICENSING_LAW}{ARTICLES[self.act, True]}的规定，"
                "视为准予延续。准予延续的内容如下："
            )
        met = "符合" if self.granted else "不符合"
        laws = "、".join((*self.bases, f"{LICENSING_LAW}{ARTICLES[self.act, self.granted]}"))
        decided = f"{'准予' if self.granted else '不予'}{act}行政许可"
        return (
            f"经审查，{self.you}的申请{met}法定条件、标准。根据{laws}的规定，"
            f"本机关决定{decided}。{self._lead}"
        )

    @property
    def _lead(self) -> str:
        if not self.granted:
            return "理由如下："
        return f"准予{WORDS[self.act] or '许可'}的内容如下：" if self.facts else ""

    @property
    def _delivery(self) -> str:
        if self.delivery or not self.granted:
            return self.delivery
        return (
            f"本机关将自作出本决定之日起十个工作日内向{self.you}颁发、送达行政许可证件"
            f"（{LICENSING_LAW}第四十四条）。"
        )
