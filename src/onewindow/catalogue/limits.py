"""The limits of one case: those of the version, unless a rule for its situation says another."""

from collections.abc import Iterable
from dataclasses import dataclass

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import ScenarioRuleRow
from onewindow.catalogue.models import ItemVersion, ScenarioRule
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
    return limits_by(version, version.scenario_rules.order_by("position"), answers)


def limits_by(
    said: ItemVersion | ItemDefinition,
    rules: Iterable[ScenarioRule | ScenarioRuleRow],
    answers: conditions.Answers,
) -> Limits:
    """Return the limits by what a version or its definition says and its rules."""
    promised, visits = said.review_limit, said.visits
    for rule in rules:
        if conditions.evaluate(conditions.parse(rule.when), answers):
            promised = promised if rule.review_limit is None else rule.review_limit
            visits = visits if rule.visits is None else rule.visits
            break
    return Limits(
        acceptance=Limit(said.acceptance_limit, Unit(said.acceptance_limit_unit)),
        promised=Limit(promised, Unit(said.review_limit_unit)),
        statutory=Limit(said.statutory_limit, Unit(said.statutory_limit_unit)),
        visits=visits,
    )
