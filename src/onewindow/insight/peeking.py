"""The first rows of an uploaded log, and what its columns were taken for."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from onewindow.documents.storage import path_of
from onewindow.insight.models import RedesignProject

HEAD = 65_536
ROWS = 5
SAMPLE = 200
TIMES = ("at", "started", "enabled")


@dataclass(frozen=True)
class Sample:
    """The columns of a log with a few rows; `is_fixed` where the format itself says what is what.

    `guessed` maps what is needed to columns. `values` are those of each column as far
    as was looked, `is_whole` where that was all.
    """

    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    guessed: Mapping[str, str] = field(default_factory=dict)
    is_fixed: bool = False
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_whole: bool = False

    def faults(self, mapping: Mapping[str, str]) -> Mapping[str, str]:
        """Say which columns cannot be what they were taken for, and what to choose instead."""
        found: dict[str, str] = {}
        for role in TIMES:
            if (column := mapping.get(role)) and not _are_times(self.values.get(column, ())):
                example = next(filter(None, self.values[column]))
                found[role] = _(
                    "“%(column)s”这一列读不成时间，例如“%(value)s”。"
                    "请选写着日期和钟点的那一列，例如 2026-03-02 09:00。"
                ) % {"column": column, "value": example}
        if not self.is_whole:
            return found
        activities = set(self.values.get(mapping.get("activity", ""), ()))
        cases = self.values.get(mapping.get("case", ""), ())
        if len(activities) == 1:
            found["activity"] = _(
                "“%(column)s”这一列从头到尾只有“%(value)s”，看不出流程。请选环节名称那一列；"
                "如果选对了，请重新导出每件的全部环节，不要只导其中一步。"
            ) % {"column": mapping["activity"], "value": activities.pop()}
        elif len(cases) > 1 and len(set(cases)) == len(cases):
            found["case"] = _(
                "“%(column)s”这一列每行都不一样，那样每件只有一个环节。"
                "请选办件编号那一列：同一件的各行编号相同。"
            ) % {"column": mapping["case"]}
        return found


def _are_times(values: Sequence[str]) -> bool:
    """Tell whether any can be read; where there are none nobody knows."""
    from onewindow.eventlog.reading.times import detect
    from onewindow.eventlog.zones import CHINA

    filled = [value for value in values if value.strip()]
    return not filled or detect(filled[:SAMPLE], CHINA) is not None


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
    values = {name: [row[place] for row in rows] for place, name in enumerate(columns)}
    is_whole = len(head) < HEAD
    guessed = _guess(columns, rows)
    return Sample(columns, rows[:ROWS], guessed, values=values, is_whole=is_whole)


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
