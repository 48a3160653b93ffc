"""The base catalogue of a package: rows by code, and those that were set aside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from onewindow.catalogue.exchange.problems import FormProblems, Problem
from onewindow.catalogue.models import BaseItem, QuarantinedRow
from onewindow.catalogue.package.container import BASE, QUARANTINE
from onewindow.catalogue.package.content import Table
from onewindow.catalogue.package.gathering import table_fields
from onewindow.catalogue.package.report import Outcome, PackageReport
from onewindow.catalogue.search.indexing import count_tokens, reindex_base

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class BaseRows:
    """The rows as models that are not stored yet."""

    items: Sequence[BaseItem]
    quarantined: Sequence[QuarantinedRow]


def base_rows(items: Table, quarantined: Table) -> BaseRows:
    """Return the rows of both tables; raise FormProblems by line for what does not fit."""
    problems: list[Problem] = []
    found = BaseRows(
        _models(BASE, BaseItem, items, lambda row: (row.code,), problems),
        _models(
            QUARANTINE, QuarantinedRow, quarantined, lambda row: (row.source, row.line), problems
        ),
    )
    if problems:
        raise FormProblems(problems[:200])
    return found


def _models(
    name: str,
    model: type[Row],
    table: Table,
    key: Callable[[Row], tuple[object, ...]],
    problems: list[Problem],
) -> list[Row]:
    seen: set[tuple[object, ...]] = set()
    rows = []
    for line, values in enumerate(table, 2):
        place = f"{name} {line}"
        row = model()
        for field in table_fields(model):
            try:
                value = field.to_python(values[field.name])
                field.run_validators(value)
                setattr(row, field.attname, value)
            except ValidationError as error:
                problems.append(Problem(field.name, place, " ".join(error.messages)))
        if key(row) in seen:
            problems.append(Problem(_("行"), place, _("和前面一行重复")))
        seen.add(key(row))
        rows.append(row)
    return rows


def store_base(rows: BaseRows, report: PackageReport, *, is_allowed: bool) -> None:
    """Take the rows over by code; those that the package does not name stay.

    Where it is not allowed, rows that are new or changed are a problem in the report.
    """
    columns = [field.attname for field in table_fields(BaseItem)]
    before = {row["code"]: row for row in BaseItem.objects.values(*columns)}
    changed = []
    counts = {str(outcome): 0 for outcome in Outcome if outcome is not Outcome.REFUSED}
    for row in rows.items:
        known = before.get(row.code)
        is_same = known == {name: getattr(row, name) for name in columns}
        outcome = Outcome.UNCHANGED if is_same else Outcome.CHANGED if known else Outcome.NEW
        counts[outcome] += 1
        if not is_same:
            changed.append(row)
    if changed and not is_allowed:
        report.problems.append(Problem(_("基本目录"), BASE, _("只有系统管理员才能导入基本目录")))
        return
    BaseItem.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["code"],
        update_fields=[name for name in columns if name != "code"],
    )  # fmt: skip
    if changed:
        reindex_base(BaseItem.objects.filter(code__in=[row.code for row in changed]))
        count_tokens()
    if is_allowed:
        sources = {row.source for row in rows.quarantined} | {row.source for row in rows.items}
        QuarantinedRow.objects.filter(source__in=sources).delete()
        QuarantinedRow.objects.bulk_create(rows.quarantined)
    report.rows = counts
    report.quarantined = len(rows.quarantined)
