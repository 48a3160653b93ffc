"""授权书: a department lets an officer accept and decide at a window; wording of the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from onewindow.documents.letters.frame import Content, Rows, printed_period
from onewindow.documents.letters.papers import Paper
from onewindow.documents.letters.parts import Part

ALL_ITEMS = "本机关实施的全部政务服务事项"
OPENING = "为方便群众办事，本机关授权下列人员在政务服务窗口按下列范围办理政务服务事项。"
RESPONSIBLE = (
    "被授权人在授权范围内以本机关名义办理，其办理行为的后果由本机关承担；被授权人不得转授权。"
)
ENDS = (
    "授权期满，本授权自行终止。提前撤销的，自撤销时起失效。本授权是否有效，可以凭验证码随时核验。"
)


@dataclass(frozen=True)
class SealSpecimen:
    """A seal the officer may use: what it is called and its image (PNG)."""

    name: str
    image: bytes


@dataclass(frozen=True, kw_only=True)
class AuthorisationPaper(Paper):
    """An authorisation letter; without items it is for all of the department's items."""

    template: ClassVar[str] = "authorisation"
    TITLE: ClassVar[str] = "授权书"

    officer: str
    office: str
    title_of_officer: str
    powers: tuple[str, ...]
    first_day: date
    last_day: date
    items: tuple[str, ...] = ()
    seals: tuple[SealSpecimen, ...] = ()

    def parts(self) -> Sequence[Part]:
        """Return nothing: this template draws its own."""
        return ()

    def closing(self) -> Sequence[str]:
        """Return who answers for it and when it ends."""
        return (RESPONSIBLE, ENDS)

    def content(self) -> Content:
        """Return what the template prints."""
        return super().content() | {
            "opening": OPENING,
            "facts": self._facts,
            "items": self.items,
            "seals": [{"name": seal.name, "image": seal.image} for seal in self.seals],
        }

    @property
    def _facts(self) -> Rows:
        seals = "、".join(seal.name for seal in self.seals)
        count = f"下列 {len(self.items)} 个事项"
        return (
            ("被授权人", self.officer),
            ("单位和职务", f"{self.office} {self.title_of_officer}".strip()),
            ("授权事项", count if self.items else ALL_ITEMS),
            ("授权权限", "\n".join(self.powers)),
            ("授权期限", printed_period(self.first_day, self.last_day)),
            ("可用印章", seals or "无"),
        )
