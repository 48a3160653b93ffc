"""From what a source has to what is measured: typed and put into DuckDB."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from onewindow.eventlog import zones
from onewindow.eventlog.names import Dictionary
from onewindow.eventlog.problems import Kind
from onewindow.eventlog.reading import judging
from onewindow.eventlog.reading.staged import POSITION, Staged
from onewindow.eventlog.reading.times import epoch_us, zoned_us
from onewindow.eventlog.running import number, rows

EVENT, CASE = "event_", "case_"
LIFECYCLES = {"schedule": "enabled"}


def settle(staged: Staged) -> tuple[ir.Table, ir.Table, Dictionary | None]:
    """Return events and cases of what can be measured, counting what cannot.

    With the names where they are numbered already.
    """
    backend, table = staged.engine.backend, staged.events
    names = _clean_names(staged)
    core = _core(staged, is_clean=names is not None)
    read = table.select(**core, **_attributes(staged, table, EVENT, _own_columns(staged)))
    if names is None:
        usable = (read.case_id != "") & (read.activity != "") & read.at_us.notnull()
        events = backend.create_table("events", read.filter(usable))
        cases = backend.create_table("cases", _cases(staged, events.select("case_id").distinct()))
    else:
        events = read.filter(read.at_us.notnull())
        cases = _cases(staged, names.cases.table.select(case_id="name"))
        cases = cases.cache() if staged.case_columns else cases
    figures = rows(
        events.aggregate(n=events.count(), first=events.at_us.min(), last=events.at_us.max())
    )[0]
    if figures["n"] != number(table.count()):
        judging.count_left_out(staged)
    judging.count_zones(staged)
    judging.count_implausible(staged, events, figures)
    return events, cases, names


def _own_columns(staged: Staged) -> list[str]:
    taken = {*staged.mapping.as_json().values(), *staged.case_columns, POSITION}
    return [name for name in staged.events.columns if name not in taken]


def _clean_names(staged: Staged) -> Dictionary | None:
    """Return the names where the source can be measured as it stands, without a copy."""
    mapping, table = staged.mapping, staged.events
    columns = {"case_id": mapping.case, "activity": mapping.activity}
    columns |= {"resource": mapping.resource, "unit": mapping.unit}
    if not staged.is_lasting or mapping.lifecycle or mapping.started or mapping.enabled:
        return None
    texts = [table[column].type().is_string() for column in columns.values() if column]
    if staged.times or not all(texts):
        return None
    names = Dictionary.of(
        table.select(
            **{
                role: table[column] if column else ibis.literal("")
                for role, column in columns.items()
            }
        )
    )
    return names if names.is_clean else None


def _core(staged: Staged, *, is_clean: bool) -> dict[str, ir.Value]:
    mapping = staged.mapping

    def text(column: str) -> ir.StringValue:
        return staged.events[column] if is_clean and column else judging.text(staged, column)

    lifecycle = text(mapping.lifecycle)
    if mapping.lifecycle:
        lifecycle = lifecycle.lower().substitute(LIFECYCLES)
    columns: dict[str, ir.Value] = {
        "case_id": text(mapping.case),
        "activity": text(mapping.activity),
        "at_us": moment(staged, staged.events, mapping.at),
        "lifecycle": lifecycle,
        "resource": text(mapping.resource),
        "unit": text(mapping.unit),
        "position": staged.events[POSITION].cast("int64"),
    }
    for name, column in (("started_us", mapping.started), ("enabled_us", mapping.enabled)):
        if column:
            columns[name] = moment(staged, staged.events, column)
    return columns


def moment(staged: Staged, table: ir.Table, column: str) -> ir.IntegerValue:
    """Return a column's times in microseconds since 1970 UTC."""
    value = table[column]
    if value.type().is_timestamp() and value.type().timezone:
        return zoned_us(value)
    if value.type().is_temporal():
        return zones.utc(epoch_us(value.cast("timestamp")), staged.zone)
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


def _cases(staged: Staged, named: ir.Table) -> ir.Table:
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
