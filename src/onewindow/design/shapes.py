"""What the components take where a handful of strings is not enough."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class ProgressStep:
    """One step of a case. `state`: done, now, waiting, todo, bad or skipped."""

    name: str
    state: str
    note: str = ""
    on: date | None = None

    @property
    def icon(self) -> str:
        """The icon that says the state without colour."""
        return {
            "done": "circle-check",
            "now": "circle-dot",
            "waiting": "clock",
            "bad": "circle-x",
            "skipped": "ban",
        }.get(self.state, "circle-dashed")

    @property
    def spoken(self) -> str:
        """The state in words, for people who listen to the page."""
        return {
            "done": _("已完成"),
            "now": _("正在办理"),
            "waiting": _("等待中"),
            "bad": _("未通过"),
            "skipped": _("不需要"),
        }.get(self.state, _("未到"))


@dataclass(frozen=True)
class Stage:
    """Steps that may run at the same time; most stages have one."""

    steps: Sequence[ProgressStep]

    @property
    def is_parallel(self) -> bool:
        """Whether several departments work at once here."""
        return len(self.steps) > 1


@dataclass(frozen=True)
class Happening:
    """One entry of a timeline."""

    title: str
    at: datetime
    by: str = ""
    note: str = ""


@dataclass(frozen=True)
class Clock:
    """A time limit and what is left of it, both in working days unless `unit` says otherwise."""

    limit: int
    left: float
    unit: str = field(default="working")
    is_stopped: bool = False
    is_done: bool = False

    @property
    def tone(self) -> str:
        """Return good, warn (at most a fifth or one day left), bad (overdue) or idle (stopped)."""
        if self.is_stopped or self.is_done:
            return "idle"
        if self.left < 0:
            return "bad"
        return "warn" if self.left <= max(1, self.limit / 5) else "good"

    @property
    def used(self) -> float:
        """Days used, between 0 and the limit, for the bar."""
        return min(max(self.limit - self.left, 0), self.limit)

    @property
    def text(self) -> str:
        """Say what is left in words; the bar and the colour only repeat it."""
        if self.is_done:
            return _("已办结")
        if self.is_stopped:
            return _("停钟中")
        if self.left < 0:
            return _("超期 %(days)s") % {"days": self._days(math.ceil(-self.left))}
        if self.left == 0:
            return _("今天到期")
        return _("剩 %(days)s") % {"days": self._days(self.left)}

    def _days(self, days: float) -> str:
        number = f"{days:g}"
        if self.unit == "calendar":
            return ngettext("%(n)s 天", "%(n)s 天", math.ceil(days)) % {"n": number}
        return ngettext("%(n)s 个工作日", "%(n)s 个工作日", math.ceil(days)) % {"n": number}
