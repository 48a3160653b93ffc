"""The chain of steps that decides how long a case takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from onewindow.kernel.workdays import Unit
from onewindow.procedure.graph import Graph, in_order
from onewindow.procedure.step import Step, StepKind


@dataclass(frozen=True)
class CriticalPath:
    """The longest chain and its length in working days."""

    steps: tuple[Step, ...]
    days: int


def working_days(limit: int, unit: Unit) -> int:
    """Express a limit in working days of ordinary weeks, the most that can fall into it.

    Two limits of different units can be compared exactly only from a given date on; for a procedure
    as such every full week of calendar days counts 5 and the rest at most 5.
    """
    if unit is Unit.WORKING:
        return limit
    weeks, rest = divmod(limit, 7)
    return 5 * weeks + min(rest, 5)


def longest(steps: Sequence[Step], needs: Graph, *, with_delivery: bool) -> CriticalPath:
    """Find the longest chain by working days; of equal ends the last, of equal ways the first.

    Without delivery the chain ends with the decision, as the legal limit does (行政许可法 42, 44).
    """
    counted = {
        step.code: step for step in steps if with_delivery or step.kind is not StepKind.DELIVERY
    }
    days: dict[str, int] = {}
    previous: dict[str, str | None] = {}
    for code in in_order({code: needs[code] for code in counted}):
        before = max(needs[code], key=lambda need: days[need], default=None)
        previous[code] = before
        own = working_days(counted[code].limit, counted[code].limit_unit)
        days[code] = own + (days[before] if before is not None else 0)
    at = max(reversed(days), key=lambda code: days[code], default=None)
    if at is None:
        return CriticalPath((), 0)
    total = days[at]
    chain: list[Step] = []
    while at is not None:
        chain.append(counted[at])
        at = previous[at]
    return CriticalPath(tuple(reversed(chain)), total)
