"""The paths that answers take through a definition: what the path checker says of an item."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import Condition, FeeRow, QuestionRow, ScenarioRuleRow
from onewindow.catalogue.definition.steps import steps_of
from onewindow.kernel.conditions import ConditionError, Term, parse
from onewindow.kernel.workdays import Unit
from onewindow.procedure.critical import working_days
from onewindow.procedure.scenarios import (
    ElementKind,
    Fee,
    Field,
    Finding,
    Material,
    Necessity,
    Option,
    PathReport,
    Question,
    QuestionKind,
    Result,
    Rule,
    Scenarios,
    check_paths,
    path_findings,
)

TABLES = {
    ElementKind.QUESTION: "questions",
    ElementKind.MATERIAL: "materials",
    ElementKind.FIELD: "fields",
    ElementKind.STEP: "steps",
    ElementKind.FEE: "fees",
    ElementKind.RESULT: "results",
    ElementKind.RULE: "scenario_rules",
    ElementKind.SCENARIOS: "questions",
}


def path_report(definition: ItemDefinition, *, listed: int = 50) -> PathReport:
    """Check and count all paths of an item; raise ConditionError for a condition that is none."""
    return check_paths(scenarios_of(definition), listed=listed)


def findings_of(definition: ItemDefinition) -> tuple[Finding, ...]:
    """Check all paths without counting outcomes; raise ConditionError as above."""
    return path_findings(scenarios_of(definition))


def unreadable(definition: ItemDefinition) -> list[tuple[str, str]]:
    """List the elements whose condition is none, each with the reason."""
    found = []
    for kind, table in TABLES.items():
        rows = () if kind is ElementKind.SCENARIOS else getattr(definition, table)
        for place, row in enumerate(rows, start=1):
            try:
                _term(row.when)
            except ConditionError as error:
                found.append((f"{table}.{getattr(row, 'code', place)}.when", error.message))
    return found


def element_of(finding: Finding) -> str:
    """Return the path of the element a finding is about, e.g. `materials.m2` or `fees.1`."""
    table = TABLES[finding.kind]
    return f"{table}.{finding.element}" if finding.element else table


def scenarios_of(definition: ItemDefinition) -> Scenarios:
    """Return what the path checker wants to know of a definition; raise ConditionError.

    Limits in calendar days become working days of ordinary weeks. Fees and rules have no codes of
    their own: they go by their place, from 1.
    """
    return Scenarios(
        questions=tuple(map(_question, definition.questions)),
        materials=tuple(
            Material(
                row.code, row.name, _term(row.when), Necessity(row.necessity), row.needs_original
            )
            for row in definition.materials
        ),
        fields=tuple(Field(row.code, row.label, _term(row.when)) for row in definition.fields),
        steps=tuple(steps_of(definition)),
        fees=_fees(definition.fees),
        results=tuple(Result(row.code, row.name, _term(row.when)) for row in definition.results),
        rules=_rules(definition.scenario_rules, Unit(definition.review_limit_unit)),
        acceptance_limit=working_days(
            definition.acceptance_limit, Unit(definition.acceptance_limit_unit)
        ),
        review_limit=working_days(definition.review_limit, Unit(definition.review_limit_unit)),
        visits=definition.visits,
    )


def _question(row: QuestionRow) -> Question:
    # What is asked for as a number is a size or an amount: the form takes none below 0.
    return Question(
        row.code,
        row.text,
        QuestionKind(row.kind),
        tuple(Option(option.code, option.text) for option in row.options),
        when=_term(row.when),
        low=0 if row.kind == QuestionKind.NUMBER else None,
    )


def _fees(rows: Sequence[FeeRow]) -> tuple[Fee, ...]:
    return tuple(
        Fee(str(place), row.name, _term(row.when), _amount(row.amount))
        for place, row in enumerate(rows, start=1)
    )


def _amount(digits: str) -> Decimal | None:
    try:
        amount = Decimal(digits)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _rules(rows: Sequence[ScenarioRuleRow], unit: Unit) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            str(place),
            row.note or _("第 %(place)s 条") % {"place": place},
            _term(row.when),
            None if row.review_limit is None else working_days(row.review_limit, unit),
            row.visits,
        )
        for place, row in enumerate(rows, start=1)
    )


def _term(when: Condition | None) -> Term | None:
    return None if when is None else parse(when)
