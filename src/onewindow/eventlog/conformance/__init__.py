"""Did cases run as the published procedure says? Every deviation with a reason to read."""

from onewindow.eventlog.conformance.checking import MATERIALS, Conformance, check
from onewindow.eventlog.conformance.expected import Expected, ExpectedStep, read_expected
from onewindow.eventlog.conformance.faults import Fault, Rule

__all__ = [
    "MATERIALS", "Conformance", "Expected", "ExpectedStep", "Fault", "Rule", "check",
    "read_expected",
]  # fmt: skip
