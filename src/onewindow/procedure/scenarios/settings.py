"""Which rule applies where: the first that holds wins."""

from collections.abc import Iterator

from onewindow.procedure.scenarios.diagram import EVERYTHING, NOTHING
from onewindow.procedure.scenarios.model import Rule, Scenarios
from onewindow.procedure.scenarios.space import Space

# Review limit in working days, and visits.
Setting = tuple[int, int]


def effective(space: Space, left_out: int | None = None) -> list[int]:
    """Return for each rule where it wins, but for the one left out; last, where none holds."""
    result = []
    left = EVERYTHING
    for place, about in enumerate(space.rules):
        holds = NOTHING if place == left_out else space.holds(about)
        result.append(space.diagrams.both(left, holds))
        left = space.diagrams.without(left, holds)
    return [*result, left]


def settings(space: Space, left_out: int | None = None) -> dict[Setting, int]:
    """Return where each limit and number of visits applies, if it does on any path."""
    result: dict[Setting, int] = {}
    wins = effective(space, left_out)
    for setting, node in zip(_values(space.scenarios), wins, strict=True):
        if space.diagrams.both(space.paths, node) != NOTHING:
            result[setting] = space.diagrams.either(result.get(setting, NOTHING), node)
    return result


def on_paths(space: Space, left_out: int | None = None) -> dict[Setting, int]:
    """Return the paths on which each limit and number of visits applies."""
    return {
        setting: space.diagrams.both(space.paths, node)
        for setting, node in settings(space, left_out).items()
    }


def _changed(scenarios: Scenarios, rule: Rule) -> Setting:
    limit = scenarios.review_limit if rule.review_limit is None else rule.review_limit
    return limit, scenarios.visits if rule.visits is None else rule.visits


def _values(scenarios: Scenarios) -> Iterator[Setting]:
    for rule in scenarios.rules:
        yield _changed(scenarios, rule)
    yield scenarios.review_limit, scenarios.visits
