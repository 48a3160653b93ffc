"""Which element lies in which table, and which lies in a column of the version itself."""

from dataclasses import fields
from typing import Any, TypeAlias

from django.db import models

from onewindow.catalogue.definition import ItemDefinition, rows
from onewindow.catalogue.models import (
    AgencyService,
    Fee,
    FormField,
    FrequentQuestion,
    ItemStep,
    LegalBasis,
    LocalElement,
    Material,
    Question,
    Result,
    ScenarioRule,
    SpecialProcedure,
    Translation,
    Window,
)

# What a row holds differs by element; each reader and writer knows its own.
Values: TypeAlias = dict[str, Any]

TABLES: dict[str, tuple[type[models.Model], type]] = {
    "special_procedures": (SpecialProcedure, rows.SpecialProcedureRow),
    "windows": (Window, rows.WindowRow),
    "bases": (LegalBasis, rows.BasisRow),
    "fees": (Fee, rows.FeeRow),
    "agency_services": (AgencyService, rows.AgencyServiceRow),
    "materials": (Material, rows.MaterialRow),
    "results": (Result, rows.ResultRow),
    "steps": (ItemStep, rows.StepRow),
    "questions": (Question, rows.QuestionRow),
    "scenario_rules": (ScenarioRule, rows.ScenarioRuleRow),
    "fields": (FormField, rows.FieldRow),
    "faq": (FrequentQuestion, rows.FaqRow),
    "local_elements": (LocalElement, rows.LocalElementRow),
    "translations": (Translation, rows.TranslationRow),
}
# Elements of the item, not of one version.
OF_ITEM = ("department", "base")
COLUMNS = tuple(
    each.name for each in fields(ItemDefinition) if each.name not in {*TABLES, *OF_ITEM}
)
FILES = frozenset({"blank_form", "sample_form", "sample"})


def names_of(row_class: type) -> tuple[str, ...]:
    """Return the names of a row's fields."""
    return tuple(each.name for each in fields(row_class))
