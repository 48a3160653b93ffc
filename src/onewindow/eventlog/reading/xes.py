"""XES (IEEE 1849), plain or gzipped, read as a stream."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TypeAlias

from lxml import etree

from onewindow.eventlog.engine import Engine
from onewindow.eventlog.errors import LogError
from onewindow.eventlog.mapping import NEEDED, ColumnMapping
from onewindow.eventlog.problems import Kind, Problems
from onewindow.eventlog.reading.sink import Sink
from onewindow.eventlog.reading.staged import POSITION, Staged
from onewindow.eventlog.reading.times import TimeFormat
from onewindow.eventlog.reading.utf8 import Utf8, encoding_of

Row: TypeAlias = dict[str, str | int | None]
MAPPING = ColumnMapping(
    case="@case",
    activity="concept:name",
    at="time:timestamp",
    resource="org:resource",
    unit="org:group",
    lifecycle="lifecycle:transition",
)
CASE_NAME = "concept:name"
NUMBERS = {"int", "float"}


def read_xes(path: Path, engine: Engine, *, zone: str) -> Staged:
    """Stage a XES file; raise LogError when it is none or breaks off."""
    return _Reading(path, engine, zone).run()


class _Reading:
    def __init__(self, path: Path, engine: Engine, zone: str) -> None:
        self.path, self.engine, self.zone = path, engine, zone
        self.problems = Problems()
        self.kinds: dict[str, set[str]] = {}
        self.case_kinds: dict[str, set[str]] = {}
        self.names: set[str] = set()

    def run(self) -> Staged:
        self.events = Sink(self.engine.folder, "events")
        self.cases = Sink(self.engine.folder, "cases")
        try:
            encoding = encoding_of(self._open)
            with self._open() as file:
                source = Utf8(file, encoding)
                self._walk(source)
        except etree.XMLSyntaxError as error:
            raise LogError(
                f"文件 {self.path.name} 不是完整的 XML，"
                f"第 {error.lineno or 1} 行起读不下去。请重新导出。"
            ) from error
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise LogError(f"文件 {self.path.name} 的压缩内容不完整。请重新导出。") from error
        self.problems.add(Kind.BAD_ENCODING, source.replaced, source.examples)
        return self._staged(encoding)

    def _open(self) -> BinaryIO | gzip.GzipFile:
        with self.path.open("rb") as file:
            is_gzip = file.read(2) == b"\x1f\x8b"
        return gzip.open(self.path) if is_gzip else self.path.open("rb")

    def _walk(self, source: Utf8) -> None:
        parser = etree.iterparse(
            source,
            events=("start", "end"),
            tag=("{*}log", "{*}trace", "{*}event"),
            huge_tree=True,
            resolve_entities=False,
            no_network=True,
            encoding="utf-8",
        )
        pending: list[Row] = []
        is_log = in_trace = False
        for moment, element in parser:
            name = etree.QName(element).localname
            if moment == "start":
                is_log = is_log or name == "log"
                in_trace = in_trace or name == "trace"
            elif name == "event":
                pending.append(self._row(element, self.kinds))
                element.clear(keep_tail=False)
                if not in_trace:
                    self._keep("", pending)
                    pending = []
            elif name == "trace":
                self._end_trace(element, pending)
                pending, in_trace = [], False
        if not is_log:
            raise LogError(f"文件 {self.path.name} 不是 XES 日志：里面没有 log。")

    def _end_trace(self, trace: etree._Element, events: list[Row]) -> None:
        attributes = self._row(trace, self.case_kinds)
        name = str(attributes.pop(CASE_NAME, None) or "")
        if not name:
            name = f"（未命名 {self.cases.rows + 1}）"
            self.problems.add(Kind.UNNAMED_CASE, 1, [name])
        if not events:
            self.problems.add(Kind.EMPTY_CASE, 1, [name])
        if name in self.names:
            self.problems.add(Kind.REPEATED_CASE, 1, [name])
        else:
            self.names.add(name)
            self.cases.add({"@case": name, **attributes})
        self._keep(name, events)
        parent = trace.getparent()
        trace.clear(keep_tail=False)
        if parent is not None:
            while (before := trace.getprevious()) is not None:
                parent.remove(before)

    def _keep(self, case: str, events: list[Row]) -> None:
        for row in events:
            row["@case"] = case
            row[POSITION] = self.events.rows
            self.events.add(row)

    @staticmethod
    def _row(element: etree._Element, kinds: dict[str, set[str]]) -> Row:
        row: Row = {}
        for kind, key, value in _attributes(element):
            row[key] = value
            kinds.setdefault(key, set()).add(kind)
        return row

    def _staged(self, encoding: str) -> Staged:
        if not self.events.rows:
            raise LogError(f"文件 {self.path.name} 里一个事件也没有。")
        self.events.flush()
        self.cases.flush()
        backend = self.engine.backend
        columns = tuple(self.kinds)
        stamp = TimeFormat(zone=self.zone)
        dates = {key for kinds in (self.kinds, self.case_kinds) for key, found in kinds.items()
                 if found == {"date"}}  # fmt: skip
        numbers = {key for kinds in (self.kinds, self.case_kinds) for key, found in kinds.items()
                   if found <= NUMBERS}  # fmt: skip
        mapping = {role: key for role, key in MAPPING.as_json().items()
                   if key == "@case" or key in self.kinds}  # fmt: skip
        for role, told in NEEDED.items():
            if role not in mapping:
                raise LogError(
                    f"文件 {self.path.name} 的事件都没有{told}（{MAPPING.as_json()[role]}）。"
                )
        return Staged(
            kind="xes",
            engine=self.engine,
            events=backend.read_parquet(self.events.glob, union_by_name=True),
            mapping=ColumnMapping(**mapping),
            problems=self.problems,
            zone=self.zone,
            times=dict.fromkeys({*dates, MAPPING.at}, stamp),
            numbers=frozenset(numbers),
            cases=backend.read_parquet(self.cases.glob, union_by_name=True)
            if self.cases.rows
            else None,
            encoding=encoding,
            columns=columns,
        )


def _attributes(element: etree._Element) -> Iterator[tuple[str, str, str]]:
    for child in element:
        key, tag = child.get("key"), child.tag
        if key is None or not isinstance(tag, str):
            continue
        kind = tag.rpartition("}")[2]
        value = child.get("value")
        if value is None and len(child):
            value = "、".join(text for part in child.iter() if (text := part.get("value")))
        yield kind, key, value or ""
