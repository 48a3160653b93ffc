"""What a definition says, in words: stored codes become the labels a reader knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onewindow.catalogue.codes import JoinRule
from onewindow.catalogue.definition.columns import Column
from onewindow.catalogue.definition.elements import Element
from onewindow.catalogue.definition.item import ItemDefinition
from onewindow.catalogue.definition.rows import ColumnRow, FileRow, OptionRow, QuestionRow, StepRow
from onewindow.catalogue.form import FILE_KIND_LABELS, KIND_LABELS
from onewindow.kernel import conditions
from onewindow.kernel.crypto import mask_phone

# A number of days and, beside it, the element or column that holds its unit.
LIMITS = {
    "acceptance_limit": "acceptance_limit_unit",
    "review_limit": "review_limit_unit",
    "statutory_limit": "statutory_limit_unit",
}
COLUMN_LIMITS = {"steps": {"limit": "limit_unit"}, "special_procedures": {"days": "unit"}}
STEP_CELLS = frozenset({
    "kind", "unit", "post", "needs", "materials",
    "join_rule", "quorum", "on_silence", "is_optional",
})  # fmt: skip
MASKED = frozenset({"mobile", "filled_by_phone"})


@dataclass(frozen=True)
class Names:
    """The names behind codes: departments, posts by (unit, post), steps, materials, conditions."""

    units: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    materials: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)


def step_names(steps: Iterable[StepRow]) -> dict[str, str]:
    """Map the codes of steps to their names."""
    return {step.code: step.name for step in steps}


def condition_words(questions: Iterable[QuestionRow]) -> dict[str, str]:
    """Return the labels by which conditions name questions and choices."""
    labels = {}
    for question in questions:
        labels[question.code] = question.text
        labels |= {f"{question.code}={each.code}": each.text for each in question.options}
    return labels


def is_unit(code: str, table: str = "") -> bool:
    """Whether an element, or a column of a table, only is the unit of its neighbour."""
    return code in (COLUMN_LIMITS.get(table, {}) if table else LIMITS).values()


def say(element: Element, definition: ItemDefinition, names: Names) -> tuple[str, ...]:
    """Return an element that is no table as lines; nothing where it says nothing."""
    value = getattr(definition, element.code)
    if element.code in LIMITS:
        return (say_days(value, getattr(definition, LIMITS[element.code])),)
    if element.code == "department":
        return (names.units.get(str(value), str(value)),)
    if element.code in MASKED:
        return (mask_phone(str(value)),) if value else ()
    if element.kind == "lines" and isinstance(value, tuple):
        return value
    said = _plain(element.kind, value, element.options())
    return (said,) if said else ()


def say_cell(table: str, column: Column, row: object, names: Names) -> str:
    """Return one cell of a row in words."""
    value = getattr(row, column.code)
    unit = COLUMN_LIMITS.get(table, {}).get(column.code)
    if unit is not None:
        return say_days(value, getattr(row, unit))
    if isinstance(row, StepRow) and column.code in STEP_CELLS:
        return _step_cell(column, row, names)
    if isinstance(row, QuestionRow) and column.code == "options" and row.kind == "bool":
        return _("是、否")
    if not value and not isinstance(value, bool | int):
        return ""
    return _cell(column, value, names)


def _cell(column: Column, value: object, names: Names) -> str:
    match value:
        case FileRow():
            return value.name
        case str() if column.code in MASKED:
            return mask_phone(value)
        case tuple() if column.kind == "rows":
            return "；".join(_row(each) for each in value)
        case tuple() if column.code == "file_kinds":
            labels = {kind.value: label for kind, label in FILE_KIND_LABELS.items()}
            return "、".join(_(labels[each]) if each in labels else each for each in value)
    if column.kind == "condition":
        return conditions.explain(conditions.parse(value), names.conditions)
    return _plain(column.kind, value, column.options())


def say_days(days: int, unit: str) -> str:
    """Return a number of days with its unit."""
    if unit == "calendar":
        return ngettext("%(n)s 个自然日", "%(n)s 个自然日", days) % {"n": days}
    return ngettext("%(n)s 个工作日", "%(n)s 个工作日", days) % {"n": days}


def _plain(kind: str, value: object, options: Mapping[str, str]) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, bool) or kind == "flag":
        return _("是") if value else _("否")
    if isinstance(value, tuple):
        return "、".join(options.get(str(each), str(each)) for each in value)
    return options.get(str(value), str(value)) if options else str(value)


def _step_cell(column: Column, step: StepRow, names: Names) -> str:
    match column.code:
        case "kind":
            labels = {kind.value: label for kind, label in KIND_LABELS.items()}
            return _(labels[step.kind]) if step.kind in labels else step.kind
        case "unit":
            return names.units.get(step.unit, step.unit)
        case "post":
            return names.posts.get((step.unit, step.post), step.post)
        case "needs":
            return "、".join(names.steps.get(need, need) for need in step.needs)
        case "materials":
            return "、".join(names.materials.get(each, each) for each in step.materials)
    return _joint_cell(column, step)


def _joint_cell(column: Column, step: StepRow) -> str:
    """Say what is out of the ordinary about how a step takes part."""
    match column.code:
        case "quorum" if step.quorum:
            return str(step.quorum)
        case "is_optional" if step.is_optional:
            return _("是")
        case "join_rule" if len(step.needs) > 1 or step.join_rule != JoinRule.ALL:
            return column.options()[step.join_rule]
        case "on_silence" if step.on_silence:
            return column.options()[step.on_silence]
    return ""


def _row(row: object) -> str:
    if isinstance(row, OptionRow):
        return row.text
    if isinstance(row, ColumnRow):
        return row.label
    return str(row)
