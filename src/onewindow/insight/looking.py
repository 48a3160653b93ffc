"""What a diagnosis keeps of one procedure: the scenario that fits its cases, and who deviated."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from onewindow.catalogue.models import ItemVersion
from onewindow.eventlog.conformance import Conformance, check
from onewindow.insight.expecting import expected_of_definition, expected_of_version
from onewindow.insight.scenarios import StoredFit, fitted_to, stored
from onewindow.insight.vocabulary import BESIDE
from onewindow.procedure.redesign import Definition
from onewindow.procedure.simulation import NothingObserved

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog
    from onewindow.kernel.workdays import WorkCalendar

# Of each rule so many cases that broke it are told.
TOLD = 20


@dataclass(frozen=True)
class Looked:
    """What pages show of one procedure; without cases nothing fits."""

    fit: StoredFit | None
    conformance: Conformance
    median: float | None = None

    def as_json(self) -> Mapping[str, object]:
        """Return it as plain values."""
        return {
            "fit": asdict(self.fit) if self.fit else None,
            "conformance": self.conformance.as_json(),
            "median": self.median,
        }


def fit_of(log: "EventLog", definition: Definition, calendar: "WorkCalendar") -> StoredFit | None:
    """Return the scenario that fits the cases, if there are any."""
    try:
        return stored(fitted_to(log, definition, calendar))
    except NothingObserved:
        return None


def conformance_of(
    log: "EventLog",
    against: ItemVersion | Definition,
    calendar: "WorkCalendar",
    units: Mapping[str, str] | None = None,
) -> Conformance:
    """Check every case by the rules; what happens to cases besides their steps breaks none.

    `units` maps units of the log to what the departments that they are are called here.
    """
    if isinstance(against, ItemVersion):
        expected = expected_of_version(against)
    else:
        expected = expected_of_definition(against)
    if units:
        steps = {step.unit: step.unit for step in expected.steps}
        expected = replace(expected, units={**steps, **expected.units, **units})
    found = check(log, expected, calendar, told=TOLD)
    unknown = {name: count for name, count in found.unknown.items() if name not in BESIDE}
    return replace(found, unknown=unknown)
