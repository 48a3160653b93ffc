"""The first rows of an uploaded log, and what its columns were taken for."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onewindow.documents.storage import path_of
from onewindow.insight.models import RedesignProject

HEAD = 65_536
ROWS = 5


@dataclass(frozen=True)
class Sample:
    """The columns of a log with a few rows; `is_fixed` where the format itself says what is what.

    `guessed` maps what is needed to columns.
    """

    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    guessed: Mapping[str, str] = field(default_factory=dict)
    is_fixed: bool = False


def peek(project: RedesignProject) -> Sample:
    """Look at the beginning of a project's log."""
    if project.log is None:
        return Sample(is_fixed=True)
    with path_of(project.log.sha256).open("rb") as file:
        head = file.read(HEAD)
    if head.startswith((b"\x1f\x8b", b"PAR1", b"{", b"[")) or head.lstrip(
        b"\xef\xbb\xbf \r\n\t"
    ).startswith((b"<", b"{", b"[")):
        return Sample(is_fixed=True)
    return _table(head)


def _table(head: bytes) -> Sample:
    text = _decoded(head)
    lines = text.splitlines()
    if len(head) == HEAD:
        lines = lines[:-1]
    first = lines[0] if lines else ""
    delimiter = max(",;\t|", key=first.count)
    table = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter))
    columns = [name.strip() for name in table[0]] if table else []
    rows = [row for row in table[1:] if len(row) == len(columns)]
    return Sample(columns, rows[:ROWS], _guess(columns, rows))


def _decoded(head: bytes) -> str:
    """Decode as the log will be read; what is cut in two at the end does not count."""
    from onewindow.eventlog.reading.utf8 import decoded, encoding_of

    whole = head[: head.rfind(b"\n") + 1] or head
    encoding = encoding_of(lambda: io.BytesIO(whole))
    return "".join(decoded(io.BytesIO(head), encoding))


def _guess(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Mapping[str, str]:
    from onewindow.eventlog.mapping import Look, guess

    looks = []
    for place, name in enumerate(columns):
        values = [row[place] for row in rows]
        filled = [value for value in values if value]
        is_time = bool(filled) and all(
            value[:4].isdecimal() and any(mark in value for mark in "-/:T") for value in filled
        )
        looks.append(Look(name, len(set(filled)), len(filled), len(values), is_time))
    return guess(looks).as_json()
