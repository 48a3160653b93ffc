"""会商纪要: minutes of a meeting of departments; wording of the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from onewindow.documents.letters.frame import Rows
from onewindow.documents.letters.papers import Sheet
from onewindow.documents.letters.parts import (
    Column,
    Form,
    Heading,
    Part,
    Small,
    Table,
    Text,
    across,
    pair,
)


@dataclass(frozen=True)
class Absent:
    """A department that did not come, and what it said."""

    name: str
    said: str = ""

    def __str__(self) -> str:
        return f"{self.name}（{self.said}）" if self.said else self.name


@dataclass(frozen=True)
class Resolved:
    """One resolution: what, by whom, until when, in which case."""

    text: str
    owner: str
    due: str
    case: str


@dataclass(frozen=True, kw_only=True)
class MinutesPaper(Sheet):
    """会商纪要: who met about which cases, what was said, what was resolved."""

    TITLE: ClassVar[str] = "会商纪要"

    subject: str
    held: str
    place: str
    caller: str
    cases: Rows
    present: tuple[str, ...]
    absent: tuple[Absent, ...]
    agenda: str
    minutes: str
    resolved: tuple[Resolved, ...] = ()
    about: str = ""

    def parts(self) -> Sequence[Part]:
        """Return the head of the minutes, the text, and the resolutions."""
        cases = "\n".join(f"{number} {name}" for number, name in self.cases)
        form = Form((
            across("会商事项", self.subject),
            pair(("时间", self.held), ("地点", self.place)),
            pair(("召集", self.caller), ("编号", self.head.number)),
            *((across("涉及项目", self.about),) if self.about else ()),
            *((across("涉及办件", cases),) if cases or not self.about else ()),
            across("到会部门", "、".join(self.present) or "—"),
            across("未到会", "、".join(str(each) for each in self.absent) or "无"),
            across("议程", self.agenda),
        ))  # fmt: skip
        columns = (Column("内容"), Column("承办", 38), Column("期限", 30), Column("办件", 40))
        rows = tuple((each.text, each.owner, each.due, each.case) for each in self.resolved)
        resolutions: tuple[Part, ...] = ()
        if rows:
            resolutions = (Heading("会商决议"), Table(columns, rows))
        said = tuple(line for line in self.minutes.splitlines() if line.strip())
        return (
            form, Heading("会商情况"), Text(said), *resolutions,
            Small(("本纪要为内部文书，随办件归档；各部门的法定职责和审查意见不因会商改变。",)),
        )  # fmt: skip
