"""The path checker: everything that can be said about all paths of an item without walking them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from onewindow.procedure.scenarios.checks import CHECKS
from onewindow.procedure.scenarios.diagram import TooComplex
from onewindow.procedure.scenarios.figures import Figures, figures
from onewindow.procedure.scenarios.findings import Finding, FindingCode, finding
from onewindow.procedure.scenarios.model import Scenarios
from onewindow.procedure.scenarios.outcomes import OutcomeGroup, Outcomes, Path
from onewindow.procedure.scenarios.references import reference_findings
from onewindow.procedure.scenarios.space import Space

# Nodes made and pairs combined in one check: about half a second of work.
BUDGET = 100_000
# A check has to be complete; a count that would take as long is rather left out.
COUNTING = 2


@dataclass(frozen=True)
class PathReport:
    """What was found; a count that could not be made is None, and a finding says so.

    `groups` are the first outcomes in the order of their first paths, all of them if there are
    `outcome_count`.
    """

    findings: tuple[Finding, ...]
    path_count: int | None = None
    outcome_count: int | None = None
    groups: tuple[OutcomeGroup, ...] = ()
    figures: Figures | None = None
    outcomes: Outcomes | None = None

    def paths(self) -> Iterator[Path]:
        """Go through the paths in the order of the answers; there may be millions."""
        return self.outcomes.each_path() if self.outcomes else iter(())


def check_paths(scenarios: Scenarios, *, listed: int = 50, budget: int = BUDGET) -> PathReport:
    """Check all paths, count what they lead to, and list the first outcomes."""
    found, space = _checked(scenarios, budget)
    if space is None:
        return PathReport(found)
    outcomes = space.attempt(budget, lambda: Outcomes(space))
    total = space.attempt(budget // COUNTING, outcomes.count) if outcomes else None
    uncounted = (finding(FindingCode.OUTCOMES_NOT_COUNTED),) if total is None else ()
    return PathReport(
        findings=(*found, *uncounted),
        path_count=space.diagrams.count(space.paths),
        outcome_count=total,
        groups=tuple(_listed(space, outcomes, listed, budget)) if outcomes else (),
        figures=figures(space, budget // COUNTING),
        outcomes=outcomes,
    )


def path_findings(scenarios: Scenarios, *, budget: int = BUDGET) -> tuple[Finding, ...]:
    """Check all paths without counting what they lead to."""
    return _checked(scenarios, budget)[0]


def _checked(scenarios: Scenarios, budget: int) -> tuple[tuple[Finding, ...], Space | None]:
    """Check; without a space if the conditions speak of something unknown: nothing follows then."""
    found = reference_findings(scenarios)
    if found:
        return tuple(found), None
    try:
        space = Space(scenarios, budget)
    except TooComplex:
        return (finding(FindingCode.TOO_COMPLEX),), None
    for check in CHECKS:
        findings = space.attempt(budget, partial(_all, check, space))
        found += [finding(FindingCode.TOO_COMPLEX)] if findings is None else findings
    return tuple(dict.fromkeys(found)), space


def _all(check: Callable[[Space], Iterator[Finding]], space: Space) -> list[Finding]:
    return list(check(space))


def _listed(space: Space, outcomes: Outcomes, listed: int, budget: int) -> list[OutcomeGroup]:
    """List as many outcomes as the budget allows."""
    groups: list[OutcomeGroup] = []
    space.attempt(budget // COUNTING, lambda: groups.extend(islice(outcomes.groups(), listed)))
    return groups
