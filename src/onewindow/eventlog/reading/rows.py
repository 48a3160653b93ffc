"""Rows of texts that a reader makes itself, staged: what the JSON readers share."""

from collections.abc import Iterable, Mapping

from onewindow.eventlog.engine import Engine
from onewindow.eventlog.errors import LogError
from onewindow.eventlog.mapping import DEADLINES, ColumnMapping
from onewindow.eventlog.problems import Problems
from onewindow.eventlog.reading.sink import Sink
from onewindow.eventlog.reading.staged import POSITION, Staged
from onewindow.eventlog.reading.times import TimeFormat

CASE = "@case"
ROLES = ("activity", "at", "resource", "unit", "lifecycle")


def stage_rows(
    events: Iterable[Mapping[str, str]],
    cases: Mapping[str, Mapping[str, str]],
    engine: Engine,
    problems: Problems,
    *,
    kind: str,
    zone: str,
) -> Staged:
    """Stage events with `@case` and the roles as keys; raise LogError when there is none.

    `cases` may still grow while the events are taken.
    """
    sink, attributes = Sink(engine.folder, "events"), Sink(engine.folder, "cases")
    for event in events:
        sink.add({CASE: "", **dict.fromkeys(ROLES, ""), **event, POSITION: sink.rows})
    if not sink.rows:
        raise LogError("文件里一个办件的事件也没有。")
    sink.flush()
    for case, known in cases.items():
        attributes.add({CASE: case, **known})
    attributes.flush()
    table = engine.backend.read_parquet(sink.glob, union_by_name=True)
    return Staged(
        kind=kind,
        engine=engine,
        events=table,
        mapping=ColumnMapping(case=CASE, **{role: role for role in ROLES}),
        problems=problems,
        zone=zone,
        times=dict.fromkeys(("at", *DEADLINES), TimeFormat(zone=zone)),
        cases=engine.backend.read_parquet(attributes.glob, union_by_name=True)
        if attributes.rows
        else None,
        columns=tuple(name for name in table.columns if name not in {CASE, POSITION}),
    )
