"""The limits of one case: those of the version, unless a rule for its situation says another."""

from dataclasses import dataclass

from onewindow.catalogue.models import ItemVersion
from onewindow.kernel import conditions
from onewindow.kernel.workdays import Unit


@dataclass(frozen=True)
class Limit:
    """A number of days of a unit."""

    days: int
    unit: Unit = Unit.WORKING


@dataclass(frozen=True)
class Limits:
    """The limits of one situation, and how often somebody has to come."""

    acceptance: Limit
    promised: Limit
    statutory: Limit
    visits: int


def limits_for(version: ItemVersion, answers: conditions.Answers) -> Limits:
    """Return the limits for the answers; the first rule that fits holds, in one query."""
    promised, visits = version.review_limit, version.visits
    for rule in version.scenario_rules.order_by("position"):
        if conditions.evaluate(conditions.parse(rule.when), answers):
            promised = promised if rule.review_limit is None else rule.review_limit
            visits = visits if rule.visits is None else rule.visits
            break
    return Limits(
        acceptance=Limit(version.acceptance_limit, Unit(version.acceptance_limit_unit)),
        promised=Limit(promised, Unit(version.review_limit_unit)),
        statutory=Limit(version.statutory_limit, Unit(version.statutory_limit_unit)),
        visits=visits,
    )
