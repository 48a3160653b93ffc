"""Projects as the components draw them: the line of stages, the clocks."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onewindow.design.shapes import Clock, ProgressStep, Stage
from onewindow.projects.clocks import Count
from onewindow.projects.models import StageStatus
from onewindow.projects.overview import Overview, StageView

STATES = {
    StageStatus.WAITING: "todo",
    StageStatus.RECEIVED: "now",
    StageStatus.RUNNING: "now",
    StageStatus.STANDING: "waiting",
    StageStatus.DONE: "done",
    StageStatus.CLOSED: "done",
    StageStatus.SKIPPED: "skipped",
}


@dataclass(frozen=True)
class StageClock(Clock):
    """What is left of a limit, in working days, and how many were used, late ones too."""

    @property
    def used_days(self) -> int:
        """Working days used; more than the limit is late."""
        return int(self.limit - self.left)


def clock_of(count: Count, today: date, *, is_done: bool) -> StageClock:
    """Return what is left of a limit in working days."""
    is_stopped = not is_done and not count.is_late(today) and count.stands_still(today)
    left = count.limit - count.used(today)
    return StageClock(limit=count.limit, left=left, is_done=is_done, is_stopped=is_stopped)


def rail_of(page: Overview) -> list[Stage]:
    """Return the four stages as a line."""
    return [Stage([_step(each, page.today)]) for each in page.stages]


def _step(stage: StageView, today: date) -> ProgressStep:
    status = StageStatus(stage.read.status)
    used = stage.count.used(today)
    note = _("%(used)s / %(days)s 个工作日") % {"used": used, "days": stage.row.days}
    if status in {StageStatus.WAITING, StageStatus.RECEIVED}:
        note = ngettext("%(n)s 个工作日", "%(n)s 个工作日", stage.row.days) % {"n": stage.row.days}
    if status == StageStatus.SKIPPED:
        note = str(status.label)
    state = "bad" if stage.count.is_late(today) and not stage.read.is_over else STATES[status]
    return ProgressStep(stage.read.facts.name, state, note, stage.read.done_on)
