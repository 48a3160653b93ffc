"""Read a file by what it contains, not by its name."""

import re
from collections.abc import Mapping
from pathlib import Path

from onewindow.eventlog import zones
from onewindow.eventlog.engine import Engine
from onewindow.eventlog.errors import LogError
from onewindow.eventlog.log import EventLog, Source
from onewindow.eventlog.reading import canonical, columnar
from onewindow.eventlog.reading.delimited import read_csv
from onewindow.eventlog.reading.ledger import read_ledger
from onewindow.eventlog.reading.ocel import read_ocel
from onewindow.eventlog.reading.staged import Staged
from onewindow.eventlog.reading.xes import read_xes

HEAD = 4096
LEDGER = re.compile(rb'\{[^\n]{0,300}"(chain|prev_hash)"\s*:')


def read(
    path: Path | str,
    *,
    mapping: Mapping[str, str] | None = None,
    zone: str = zones.CHINA,
    memory_limit: str = "",
    names: Mapping[str, str] | None = None,
) -> EventLog:
    """Read XES, CSV, Parquet, OCEL 2.0 JSON or the ledger's export into an event log.

    `mapping` names columns of a table (roles of `ColumnMapping`); what it leaves out is guessed.
    `zone` is meant where times name none; `names` are those of the ledger's event codes.
    Raise LogError for a file that cannot be measured.
    """
    file = Path(path)
    zones.zone_of(zone)
    if not file.is_file():
        raise LogError(f"没有找到文件 {file}。")
    staged = _stage(file, Engine.start(memory_limit=memory_limit), zone, mapping or {}, names or {})
    events, cases, dictionary = canonical.settle(staged)
    source = Source(
        name=file.name,
        kind=staged.kind,
        encoding=staged.encoding,
        zone=zone,
        mapping=staged.mapping,
        columns=staged.columns,
    )
    return EventLog(
        events,
        cases,
        staged.problems,
        source,
        times=_times(staged),
        keeper=staged.engine,
        names=dictionary,
    )


def _times(staged: Staged) -> frozenset[str]:
    return frozenset(
        f"{prefix}{name.removeprefix('case:')}"
        for name in staged.times
        for prefix in (canonical.EVENT, canonical.CASE)
    )


def _stage(
    file: Path,
    engine: Engine,
    zone: str,
    mapping: Mapping[str, str],
    names: Mapping[str, str],
) -> Staged:
    with file.open("rb") as opened:
        head = opened.read(HEAD)
    if not head.strip():
        raise LogError(f"文件 {file.name} 是空的。")
    if head.startswith(b"\x1f\x8b") or head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return read_xes(file, engine, zone=zone)
    bare = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if bare.startswith(b"{"):
        if LEDGER.match(bare):
            return read_ledger(file, engine, zone=zone, names=names)
        return read_ocel(file, engine, zone=zone, given=mapping)
    if head.startswith(columnar.MARK):
        return columnar.read_parquet(file, engine, zone=zone, given=mapping)
    return read_csv(file, engine, zone=zone, given=mapping)
