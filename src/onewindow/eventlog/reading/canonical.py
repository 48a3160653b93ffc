"""From what a source has to what is measured: typed and put into DuckDB."""

from collections.abc import Mapping

import ibis.expr.types as ir

from onewindow.eventlog.problems import Kind
from onewindow.eventlog.reading import judging
from onewindow.eventlog.reading.staged import POSITION, Staged
from onewindow.eventlog.reading.times import epoch_us
from onewindow.eventlog.running import number, rows

EVENT, CASE = "event_", "case_"
LIFECYCLES = {"schedule": "enabled"}


def settle(staged: Staged) -> tuple[ir.Table, ir.Table]:
    """Create the tables `events` and `cases` of what can be measured; count what cannot."""
    backend, table = staged.engine.backend, staged.events
    taken = {*staged.mapping.as_json().values(), *staged.case_columns, POSITION}
    own = [name for name in table.columns if name not in taken]
    read = table.select(**_core(staged), **_attributes(staged, table, EVENT, own))
    usable = (read.case_id != "") & (read.activity != "") & read.at_us.notnull()
    events = backend.create_table("events", read.filter(usable), overwrite=True)
    total, kept = (number(each.count()) for each in (table, events))
    if kept < total:
        judging.count_left_out(staged)
    judging.count_zones(staged)
    judging.count_implausible(staged, events)
    return events, backend.create_table("cases", _cases(staged, events), overwrite=True)


def _core(staged: Staged) -> dict[str, ir.Value]:
    mapping = staged.mapping
    lifecycle = judging.text(staged, mapping.lifecycle)
    if mapping.lifecycle:
        lifecycle = lifecycle.lower().substitute(LIFECYCLES)
    columns: dict[str, ir.Value] = {
        "case_id": judging.text(staged, mapping.case),
        "activity": judging.text(staged, mapping.activity),
        "at_us": moment(staged, staged.events, mapping.at),
        "lifecycle": lifecycle,
        "resource": judging.text(staged, mapping.resource),
        "unit": judging.text(staged, mapping.unit),
        "position": staged.events[POSITION].cast("int64"),
    }
    for name, column in (("started_us", mapping.started), ("enabled_us", mapping.enabled)):
        if column:
            columns[name] = moment(staged, staged.events, column)
    return columns


def moment(staged: Staged, table: ir.Table, column: str) -> ir.IntegerValue:
    """Return a column's times in microseconds since 1970 UTC."""
    value = table[column]
    if value.type().is_temporal():
        return epoch_us(value.cast("timestamp"))
    return staged.times[column].read(value.cast("string"))


def _attributes(
    staged: Staged, table: ir.Table, prefix: str, columns: list[str]
) -> dict[str, ir.Value]:
    return {
        f"{prefix}{name.removeprefix('case:')}": _typed(staged, table, name) for name in columns
    }


def _typed(staged: Staged, table: ir.Table, column: str) -> ir.Value:
    value = table[column]
    if column in staged.times or value.type().is_temporal():
        return moment(staged, table, column)
    if column in staged.numbers and value.type().is_string():
        return value.try_cast("float64")
    return value.nullif("") if value.type().is_string() else value


def _cases(staged: Staged, events: ir.Table) -> ir.Table:
    named = events.select("case_id").distinct()
    if staged.cases is not None:
        own = [name for name in staged.cases.columns if name != staged.mapping.case]
        known = staged.cases.select(
            case_id=staged.cases[staged.mapping.case].strip(),
            **_attributes(staged, staged.cases, CASE, own),
        )
        return named.left_join(known, "case_id").drop("case_id_right")
    if not staged.case_columns:
        return named
    table = staged.events
    flat = table.mutate(case_id=judging.text(staged, staged.mapping.case))
    firsts: Mapping[str, ir.Value] = {
        f"{CASE}{name.removeprefix('case:')}": _typed(staged, flat, name).argmin(flat[POSITION])
        for name in staged.case_columns
    }
    _count_changing(staged, flat)
    known = flat.group_by("case_id").aggregate(**firsts)
    return named.left_join(known, "case_id").drop("case_id_right")


def _count_changing(staged: Staged, flat: ir.Table) -> None:
    counts = {f"n{n}": flat[name].nunique() for n, name in enumerate(staged.case_columns)}
    per_case = flat.group_by("case_id").aggregate(**counts)
    changing = rows(per_case.aggregate(**{name: (per_case[name] > 1).sum() for name in counts}))[0]
    for name, column in zip(counts, staged.case_columns, strict=True):
        staged.problems.add(Kind.CHANGING_CASE, int(str(changing[name] or 0)), [column])
