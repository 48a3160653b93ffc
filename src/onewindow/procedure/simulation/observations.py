"""What really happened, as plain rows in the office's local time."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property


@dataclass(frozen=True)
class Run:
    """One run of a step for a case. Unknown times are None; resource and unit may be empty."""

    case: str
    step: str
    ended: datetime
    started: datetime | None = None
    enabled: datetime | None = None
    resource: str = ""


@dataclass(frozen=True)
class Pause:
    """A time in which the applicant had the case: he was asked for something (补正)."""

    began: datetime
    ended: datetime


@dataclass(frozen=True)
class Observations:
    """Runs of steps, and when cases arrived and ended where that is known.

    A case without an arrival arrived when its first run was enabled or began; `ended` holds the
    cases that are known to be over, `pauses` when the applicant had a case.
    """

    runs: tuple[Run, ...]
    arrived: Mapping[str, datetime] = field(default_factory=dict)
    ended: Mapping[str, datetime] = field(default_factory=dict)
    pauses: Mapping[str, tuple[Pause, ...]] = field(default_factory=dict)

    @cached_property
    def by_case(self) -> dict[str, list[Run]]:
        """Map each case to its runs in the order in which they ended."""
        result: dict[str, list[Run]] = defaultdict(list)
        for run in sorted(self.runs, key=lambda run: run.ended):
            result[run.case].append(run)
        return dict(result)

    @cached_property
    def arrivals(self) -> dict[str, datetime]:
        """Map each case to its arrival."""
        return {
            case: self.arrived.get(case) or min(_first_known(run) for run in runs)
            for case, runs in self.by_case.items()
        }

    def newest(self, most: int) -> "Observations":
        """Return the cases that came last, with so many runs at the most, but one case at least."""
        if len(self.runs) <= most:
            return self
        kept: set[str] = set()
        count = 0
        for case in sorted(self.by_case, key=lambda case: self.arrivals[case], reverse=True):
            count += len(self.by_case[case])
            if kept and count > most:
                break
            kept.add(case)
        runs = tuple(run for run in self.runs if run.case in kept)
        return replace(self, runs=runs)

    @cached_property
    def ends(self) -> dict[str, datetime]:
        """Map each case to when it ended, or to its last known moment."""
        return {case: self.ended.get(case) or runs[-1].ended for case, runs in self.by_case.items()}


def _first_known(run: Run) -> datetime:
    return min(each for each in (run.enabled, run.started, run.ended) if each is not None)
