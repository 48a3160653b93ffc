"""How a table in shadow compares with what humans decided on the same cases."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from onewindow.cases.instant.models import DecisionTable, ShadowRun
from onewindow.cases.instant.shares import Share
from onewindow.cases.instant.storing import table_of
from onewindow.cases.instant.table import Row
from onewindow.cases.instant.wording import say_row
from onewindow.cases.models.case import OPEN, Case, CaseStatus
from onewindow.events.models import Event

TURNED_AWAY = (CaseStatus.NOT_ACCEPTED, CaseStatus.NOT_REQUIRED, CaseStatus.TRANSFERRED)
# What tells that a human asked for something first: the machine would not have.
ASKED_FOR_MORE = "case.correction_asked"


class Human(StrEnum):
    """What a human made of a case."""

    GRANTED = "granted"
    CORRECTED = "corrected"
    REFUSED = "refused"
    NOT_ACCEPTED = "not_accepted"
    OPEN = "open"
    GONE = "gone"


@dataclass(frozen=True)
class Compared:
    """A case that both saw."""

    run: ShadowRun
    human: Human

    @property
    def is_judged(self) -> bool:
        """Whether the human came to a result."""
        return self.human not in {Human.OPEN, Human.GONE}

    @property
    def agrees(self) -> bool | None:
        """Whether both came to the same; None where the table leaves it to the human anyway."""
        if not (self.run.is_granted and self.is_judged):
            return None
        return self.human is Human.GRANTED


@dataclass
class RowLine:
    """What came of the cases that one row hit."""

    row: Row
    number: int
    words: str
    compared: list[Compared] = field(default_factory=list)

    @property
    def share(self) -> Share:
        """How many of those judged by both came out the same."""
        return _share(self.compared)


@dataclass
class Agreement:
    """The comparison of one table since it went into shadow."""

    table: DecisionTable
    compared: list[Compared]

    @property
    def share(self) -> Share:
        """How many that the table would have granted a human granted as it was."""
        return _share(self.compared)

    @property
    def agreeing(self) -> int:
        """How many came out the same."""
        return self.share.part

    @property
    def disagreeing(self) -> int:
        """How many came out otherwise."""
        return self.share.whole - self.share.part

    @property
    def coverage(self) -> Share:
        """How many of all judged cases the table would have decided at all."""
        judged = [each for each in self.compared if each.is_judged]
        return Share(sum(each.run.is_granted for each in judged), len(judged))

    @property
    def left_to_humans(self) -> Share:
        """Of the judged cases that the table leaves to a human: how many he granted."""
        left = [each for each in self.compared if each.is_judged and not each.run.is_granted]
        return Share(sum(each.human is Human.GRANTED for each in left), len(left))

    @property
    def waiting(self) -> int:
        """How many a human has not decided yet."""
        return sum(each.human is Human.OPEN for each in self.compared)

    @property
    def disagreements(self) -> list[Compared]:
        """The cases that came out otherwise, the latest first."""
        return [each for each in self.compared if each.agrees is False]

    @cached_property
    def rows(self) -> list[RowLine]:
        """The comparison by row, in the order of the table."""
        table = table_of(self.table)
        lines = [
            RowLine(row, number, say_row(table, row)) for number, row in enumerate(table.rows, 1)
        ]
        for line in lines:
            line.compared = [each for each in self.compared if line.row.code in each.run.rows]
        return lines


def agreement_of(table: DecisionTable) -> Agreement:
    """Compare every case since the table went into shadow, the latest first."""
    runs = ShadowRun.objects.filter(table=table).order_by("-at", "-pk")
    if table.shadowed_at is not None:
        runs = runs.filter(at__gte=table.shadowed_at)
    listed = list(runs.select_related("case__decision", "case__version"))
    corrected = _corrected(each.case for each in listed)
    return Agreement(table, [Compared(each, human_result(each.case, corrected)) for each in listed])


def human_result(case: Case, corrected: frozenset[str]) -> Human:
    """Return what a human made of a case; `corrected` are the chains where he asked for more."""
    status = case.archived_from or case.status
    if status in TURNED_AWAY:
        return Human.NOT_ACCEPTED
    decision = getattr(case, "decision", None)
    if decision is not None and not decision.is_granted:
        return Human.REFUSED
    if case.chain in corrected:
        return Human.CORRECTED
    if decision is not None:
        return Human.GRANTED
    return Human.OPEN if status in OPEN else Human.GONE


def _corrected(cases: Iterable[Case]) -> frozenset[str]:
    chains = [case.chain for case in cases]
    asked = Event.objects.filter(code=ASKED_FOR_MORE, chain__in=chains)
    return frozenset(asked.values_list("chain", flat=True))


def _share(compared: Iterable[Compared]) -> Share:
    said = [each.agrees for each in compared if each.agrees is not None]
    return Share(sum(said), len(said))
