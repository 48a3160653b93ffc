"""CSV of any delimiter and encoding, with the columns guessed, shown and correctable."""

import csv
from collections.abc import Mapping
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir

from onewindow.eventlog.engine import Engine
from onewindow.eventlog.errors import LogError
from onewindow.eventlog.mapping import ColumnMapping, Look, guess
from onewindow.eventlog.problems import Kind, Problems
from onewindow.eventlog.reading import times
from onewindow.eventlog.reading.staged import POSITION, Staged
from onewindow.eventlog.reading.utf8 import Utf8, encoding_of
from onewindow.eventlog.running import rows

DELIMITERS = ",;\t|"
HEAD = 64 * 1024


def read_csv(path: Path, engine: Engine, *, zone: str, given: Mapping[str, str]) -> Staged:
    """Stage a CSV file; raise LogError when it is none, UnknownMapping when columns are unclear."""
    problems = Problems()
    encoding = encoding_of(lambda: path.open("rb"))
    plain = _as_utf8(path, engine, encoding, problems)
    delimiter = _delimiter(plain, path)
    try:
        table = _loaded(plain, engine, delimiter)
    except duckdb.InvalidInputException as error:
        raise LogError(
            f"文件 {path.name} 分不出行和列，多半是引号没有成对。请用表格软件另存为 CSV 再试。"
        ) from error
    rejected = _count_rejects(engine, problems)
    if rejected and not rows(table.limit(1)):
        own = len(table.columns) - 1
        raise LogError(
            f"一个事件也没有读出来：表头有 {own} 列，下面 {len(rejected)} 行的列数都和它不同，"
            f"如{rejected[0]}。请检查表头是否多写或少写了一列。"
        )
    staged = stage_table(table, engine, problems, kind="csv", zone=zone, given=given)
    staged.encoding = encoding
    return staged


def _loaded(plain: Path, engine: Engine, delimiter: str) -> ir.Table:
    table = engine.backend.read_csv(
        plain,
        delim=delimiter,
        header=True,
        all_varchar=True,
        quote='"',
        escape='"',
        store_rejects=True,
        null_padding=False,
        max_line_size=16 * 1024 * 1024,
    )
    name = table.get_name()
    table = engine.backend.create_table("source", table.mutate(**{POSITION: ibis.row_number()}))
    engine.backend.drop_view(name, force=True)
    return table


def stage_table(
    table: ir.Table,
    engine: Engine,
    problems: Problems,
    *,
    kind: str,
    zone: str,
    given: Mapping[str, str],
) -> Staged:
    """Stage a table whose columns have to be understood."""
    columns = tuple(name for name in table.columns if name != POSITION)
    sample = rows(_as_texts(table.limit(times.SAMPLE)))
    if not sample:
        raise LogError("文件里只有表头，一个事件也没有。")
    found = {name: _times_of(table, name, sample, zone) for name in columns}
    formats = {name: form for name, form in found.items() if form is not None}
    looks = [_look(table, name, sample, is_time=name in formats) for name in columns]
    mapping = guess(looks).merged(given, columns).require(columns)
    for column in (mapping.at, mapping.started, mapping.enabled):
        if column and not table[column].type().is_temporal():
            formats.setdefault(column, times.TimeFormat(zone=zone))
    own = [name for name in columns if name not in mapping.as_json().values()]
    return Staged(
        kind=kind,
        engine=engine,
        events=table,
        mapping=mapping,
        problems=problems,
        zone=zone,
        times=formats,
        numbers=frozenset(name for name in own if _is_number(name, sample)),
        case_columns=_case_columns(table, mapping, own),
        columns=columns,
    )


def _as_texts(table: ir.Table) -> ir.Table:
    # Arrow loads pandas for the sake of a time.
    temporal = [name for name, kind in table.schema().items() if kind.is_temporal()]
    return table.mutate(**{name: table[name].cast("string") for name in temporal})


def _case_columns(table: ir.Table, mapping: ColumnMapping, own: list[str]) -> tuple[str, ...]:
    """Return the columns that say the same in every row of a case, and those that are named so."""
    named = [name for name in own if name.startswith("case:")]
    others = [name for name in own if name not in named and table[name].type().is_string()]
    if not others or POSITION not in table.columns:
        return tuple(named)
    filled = {f"c{n}": table[name].fill_null("") for n, name in enumerate(others)}
    some = table.select(case=table[mapping.case], **filled)
    ends = {
        f"{end}_{name}": getattr(some[name], end)() for name in filled for end in ("min", "max")
    }
    per_case = some.group_by("case").aggregate(**ends)
    same = {name: (per_case[f"min_{name}"] == per_case[f"max_{name}"]).all() for name in filled}
    is_same = rows(per_case.aggregate(**same))[0]
    return (*named, *(other for other, name in zip(others, filled, strict=True) if is_same[name]))


def _as_utf8(path: Path, engine: Engine, encoding: str, problems: Problems) -> Path:
    plain = engine.folder / "source.csv"
    with path.open("rb") as file:
        head = file.read(HEAD)
        if not head.strip():
            raise LogError(f"文件 {path.name} 是空的。")
        if b"\x00" in head and not encoding.startswith("utf-16"):
            raise LogError(f"文件 {path.name} 不是文本，读不了。")
        file.seek(0)
        source = Utf8(file, encoding)
        with plain.open("wb") as made:
            while block := source.read():
                made.write(block)
    problems.add(Kind.BAD_ENCODING, source.replaced, source.examples)
    return plain if encoding != "utf-8" or source.replaced else path


def _delimiter(plain: Path, path: Path) -> str:
    with plain.open("rb") as file:
        first = file.readline(HEAD).decode("utf-8", "replace")
    found = max(DELIMITERS, key=first.count)
    if not first.count(found):
        raise LogError(f"文件 {path.name} 不是事件日志：第一行没有分成几列。")
    header = next(csv.reader([first], delimiter=found))
    nameless = [str(place) for place, name in enumerate(header, 1) if not name.strip()]
    if len(nameless) > 1:
        raise LogError(f"文件 {path.name} 的第 {'、'.join(nameless)} 列没有名称，请在表头写上。")
    if len(set(header)) < len(header):
        twice = sorted({name for name in header if header.count(name) > 1})
        raise LogError(f"文件 {path.name} 有重名的列：{'、'.join(twice)}。")
    return found


def _count_rejects(engine: Engine, problems: Problems) -> list[str]:
    """Count the lines that could not be read and return them."""
    found = engine.run("SELECT line, csv_line FROM reject_errors ORDER BY line")
    lines = {int(str(line)): str(text or "") for line, text in found}
    examples = [f"第 {line} 行 {text[:60]}".strip() for line, text in lines.items()]
    problems.add(Kind.BAD_ROW, len(lines), examples)
    return examples


def _times_of(
    table: ir.Table, name: str, sample: list[dict[str, object]], zone: str
) -> times.TimeFormat | None:
    if not table[name].type().is_string():
        return None
    texts = [str(row[name]) for row in sample if row[name]]
    looks = [text for text in texts if any(char.isdigit() for char in text) and len(text) >= 8]
    return times.detect(texts, zone) if texts and len(looks) * 2 >= len(texts) else None


def _look(table: ir.Table, name: str, sample: list[dict[str, object]], *, is_time: bool) -> Look:
    values = [row[name] for row in sample if row[name] not in {None, ""}]
    is_time = is_time or table[name].type().is_temporal()
    is_wordy = all(any(char.isalpha() for char in str(value)) for value in values)
    return Look(name, len(set(values)), len(values), len(sample), is_time, is_wordy)


def _is_number(name: str, sample: list[dict[str, object]]) -> bool:
    texts = [str(row[name]) for row in sample if row[name] not in {None, ""}]
    return bool(texts) and all(_is_numeric(text) for text in texts)


def _is_numeric(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return not text.startswith("0") or text.startswith("0.") or text == "0"
