"""Run every rule over a definition."""

from collections.abc import Iterable

from onewindow.catalogue.checks import (
    flow,
    forms,
    limits,
    materials,
    money,
    naming,
    promises,
    scenarios,
)
from onewindow.catalogue.checks.rules import Finding, Rule, Severity
from onewindow.catalogue.definition import ItemDefinition

RULES: tuple[Rule, ...] = (
    *naming.RULES,
    *limits.RULES,
    *money.RULES,
    *materials.RULES,
    *flow.RULES,
    *forms.RULES,
    *scenarios.RULES,
    *promises.RULES,
)
ORDER = tuple(Severity)


def check(definition: ItemDefinition) -> list[Finding]:
    """Return every breach, the worst first, then in the order of the rules."""
    found = [
        Finding(rule.number, rule.severity, element, message, str(rule.fix), str(rule.source))
        for rule in RULES
        for element, message in rule.find(definition)
    ]
    return sorted(found, key=lambda each: ORDER.index(each.severity))


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Return those that keep a draft from the joint review."""
    return [each for each in findings if each.severity is Severity.ERROR]
