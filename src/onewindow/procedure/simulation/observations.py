"""What really happened, as plain rows in the office's local time."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
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
class Observations:
    """Runs of steps, and when cases arrived and ended where that is known.

    A case without an arrival arrived when its first run was enabled or began; `ended` holds the
    cases that are known to be over.
    """

    runs: tuple[Run, ...]
    arrived: Mapping[str, datetime] = field(default_factory=dict)
    ended: Mapping[str, datetime] = field(default_factory=dict)

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

    @cached_property
    def ends(self) -> dict[str, datetime]:
        """Map each case to when it ended, or to its last known moment."""
        return {case: self.ended.get(case) or runs[-1].ended for case, runs in self.by_case.items()}


def _first_known(run: Run) -> datetime:
    return min(each for each in (run.enabled, run.started, run.ended) if each is not None)
