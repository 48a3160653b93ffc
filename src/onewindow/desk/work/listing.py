"""Which open steps of an officer are listed, and what each row says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from onewindow.cases.models import CaseStep
from onewindow.cases.models.steps import CaseStepQuerySet
from onewindow.design.shapes import Clock
from onewindow.desk.clocks import calendars, step_clock
from onewindow.orgs.models import Officer

ALL = "all"


@dataclass(frozen=True)
class Filter:
    """One way to narrow the list, with how many it leaves."""

    code: str
    name: str
    count: int
    is_on: bool


class Listing:
    """An officer's open steps on one day, narrowed by one of four filters."""

    def __init__(self, steps: CaseStepQuerySet, officer: Officer, today: date, chosen: str) -> None:
        self._steps = steps
        self._today = today
        self._conditions = {
            ALL: Q(),
            "today": Q(due_on=today),
            "late": Q(due_on__lt=today),
            "mine": Q(officer=officer.actor.code),
        }
        self.chosen = chosen if chosen in self._conditions else ALL

    def filters(self) -> list[Filter]:
        """Return the filters with their counts, in one query."""
        names = {
            ALL: _("全部"), "today": _("今日到期"), "late": _("已超期"), "mine": _("我在办"),
        }  # fmt: skip
        counts = self._steps.aggregate(
            **{code: Count("pk", filter=only) for code, only in self._conditions.items()}
        )
        return [
            Filter(code, names[code], counts[code], is_on=code == self.chosen)
            for code in self._conditions
        ]

    def steps(self) -> CaseStepQuerySet:
        """Return the steps listed, what is due first on top."""
        related = self._steps.select_related("case__version", "case__department")
        chosen = related.filter(self._conditions[self.chosen])
        return chosen.order_by(F("due_on").asc(nulls_last=True), "pk")


@dataclass(frozen=True)
class Row:
    """A step of the list and its clock."""

    step: CaseStep
    clock: Clock | None
    is_mine: bool


def rows_of(steps: Iterator[CaseStep], officer: Officer, today: date) -> list[Row]:
    """Return what a page of the list says; calendars are read once per region."""
    known = calendars()
    return [
        Row(step, step_clock(step, today, known), is_mine=step.officer == officer.actor.code)
        for step in steps
    ]
