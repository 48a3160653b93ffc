"""Verify an exported ledger. Standard library only: an auditor may run this one file alone.

`python verify.py EXPORT.jsonl [ANCHORS_FOLDER]`
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from pathlib import Path

GENESIS = bytes(32)
SEARCH = 1000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Fault(StrEnum):
    """What is wrong with a chain."""

    CHANGED = "changed"
    REPLACED = "replaced"
    MISSING = "missing"
    REORDERED = "reordered"
    INSERTED = "inserted"
    CUT = "cut"
    HEAD = "head"
    ANCHOR = "anchor"


@dataclass(frozen=True)
class EventRow:
    """One event as it is stored and exported."""

    id: int
    chain: str
    seq: int
    code: str
    at: datetime
    actor: str
    actor_name: str
    unit: str
    step: str
    lifecycle: str
    data: str
    prev_hash: bytes
    hash: bytes


@dataclass(frozen=True)
class Problem:
    """The first thing wrong with one chain; `event_id` is None when the event is gone."""

    fault: Fault
    chain: str
    seq: int
    event_id: int | None
    message: str


@dataclass
class Report:
    """What a verification saw."""

    events: int = 0
    chains: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


Place = tuple[int, bytes]
Anchors = Mapping[str, Sequence[Place]]


def event_hash(row: EventRow) -> bytes:
    """Return the SHA-256 over all fields, each with its length in bytes before it."""
    parts = [
        "onewindow.event.1",
        row.chain,
        str(row.seq),
        row.code,
        str((row.at - EPOCH) // timedelta(microseconds=1)),
        row.actor,
        row.actor_name,
        row.unit,
        row.step,
        row.lifecycle,
        row.data,
        row.prev_hash.hex(),
    ]
    coded = b"".join(b"%d:%b" % (len(part), part) for part in map(str.encode, parts))
    return hashlib.sha256(coded).digest()


def is_whole(row: EventRow) -> bool:
    """Say whether an event still has the content it was hashed with."""
    return event_hash(row) == row.hash


def original_seq(row: EventRow) -> int | None:
    """Return the place an event was written at, if it was only moved (searched nearby)."""
    for seq in range(max(1, row.seq - SEARCH), row.seq + SEARCH):
        if event_hash(replace(row, seq=seq)) == row.hash:
            return seq
    return None


def verify(
    rows: Iterable[EventRow], *, heads: Mapping[str, Place] | None = None, anchors: Anchors | None
) -> Report:
    """Check events sorted by chain and seq; report the first bad event of every broken chain.

    `heads` are the ends the database remembers, `anchors` the ends written outside of it.
    """
    report, seen = Report(), set[str]()
    known = anchors or {}
    for chain, group in groupby(rows, key=lambda row: row.chain):
        report.chains += 1
        seen.add(chain)
        walk = Walk(chain, dict(known.get(chain, ())))
        problem = walk.run(group, heads.get(chain) if heads is not None else None)
        if problem is None and heads is not None and chain not in heads:
            problem = Problem(Fault.HEAD, chain, walk.last, None, "数据库里没有这条链的链头。")
        report.events += walk.count
        if problem is not None:
            report.problems.append(problem)
    for chain in sorted((set(heads or ()) | set(known)) - seen):
        ends = [*known.get(chain, ()), *([heads[chain]] if heads and chain in heads else [])]
        report.problems.append(
            Problem(Fault.CUT, chain, 1, None, f"整条链都没有了，原有 {max(ends)[0]} 条事件。")
        )
    return report


class Walk:
    """One pass along one chain."""

    def __init__(self, chain: str, anchors: dict[int, bytes]) -> None:
        self.chain, self.anchors = chain, anchors
        self.before: EventRow | None = None
        self.previous: EventRow | None = None
        self.count = 0

    @property
    def last(self) -> int:
        """The place of the last good event."""
        return self.previous.seq if self.previous else 0

    def run(self, rows: Iterable[EventRow], head: Place | None) -> Problem | None:
        """Return the first problem; the rest of the chain is only counted."""
        problem: Problem | None = None
        for row, following in _with_following(rows):
            self.count += 1
            if problem is None:
                problem = self.check(row, following)
                self.before, self.previous = self.previous, row
        return problem or self.check_end(head)

    def check(self, row: EventRow, following: EventRow | None) -> Problem | None:
        """Return what is wrong with one event, given those beside it."""
        if row.seq > self.last + 1:
            return self._gone(Fault.MISSING, row.seq - 1, f"下一条现存的是事件 {row.id}")
        if row.seq <= self.last:
            return self._bad(Fault.REORDERED, row, "序号重复或次序颠倒")
        link = self.previous.hash if self.previous else GENESIS
        if is_whole(row) and row.prev_hash == link:
            if self.anchors.get(row.seq, row.hash) != row.hash:
                return self._bad(Fault.REPLACED, row, "与库外锚定不符，这一条或更早的被整条改写")
            return None
        return self._diagnose(row, following, link)

    def _diagnose(self, row: EventRow, following: EventRow | None, link: bytes) -> Problem:
        next_from = original_seq(following) if following and not is_whole(following) else None
        came_from = row.seq if is_whole(row) else original_seq(row)
        if next_from == row.seq and came_from in {row.seq, None}:
            return self._bad(Fault.INSERTED, row, "这一条是后来插入的")
        if came_from is None:
            return self._bad(Fault.CHANGED, row, "内容与写入时的指纹不符")
        if self.previous is None and came_from == row.seq:
            return self._bad(Fault.REPLACED, row, "整条被替换，它不接在链的开头")
        if self.previous and came_from == row.seq:
            return self._bad(Fault.REPLACED, self.previous, "整条被替换，下一条记着的指纹与它不符")
        return self._moved(row, came_from, next_from)

    def _moved(self, row: EventRow, came_from: int, next_from: int | None) -> Problem:
        before = self.before.hash if self.before else GENESIS
        if came_from == row.seq - 1 and self.previous and row.prev_hash == before:
            return self._bad(Fault.INSERTED, self.previous, "这一条是后来插入的")
        if came_from == row.seq + 1 and next_from != row.seq:
            return self._gone(Fault.MISSING, row.seq, f"后面的被改了序号，例如事件 {row.id}")
        return self._bad(Fault.REORDERED, row, f"这一条原来是第 {came_from} 条，次序被调换")

    def check_end(self, head: Place | None) -> Problem | None:
        """Return what is wrong with the end of a chain that is sound up to there."""
        anchored = max(self.anchors, default=0)
        if anchored > self.last:
            return self._gone(Fault.CUT, anchored, "库外锚定记着它们")
        if head is None or self.previous is None:
            return None
        if head[0] > self.last:
            return self._gone(Fault.CUT, head[0], "链头记着它们")
        if head[0] < self.last:
            message = f"链头只到第 {head[0]} 条，这一条没有经过登记函数"
            return self._bad(Fault.INSERTED, self.previous, message)
        if head[1] != self.previous.hash:
            return self._bad(Fault.REPLACED, self.previous, "最后一条与链头的指纹不符")
        return None

    def _gone(self, fault: Fault, to: int, hint: str) -> Problem:
        first = self.last + 1
        what = "末尾" if fault is Fault.CUT else "中间"
        span = f"第 {first} 条" if first >= to else f"第 {first}–{to} 条"
        return Problem(fault, self.chain, first, None, f"{what}缺少{span}（{hint}）。")

    def _bad(self, fault: Fault, row: EventRow, message: str) -> Problem:
        return Problem(fault, self.chain, row.seq, row.id, f"{message}。")


def _with_following(rows: Iterable[EventRow]) -> Iterator[tuple[EventRow, EventRow | None]]:
    waiting: EventRow | None = None
    for row in rows:
        if waiting is not None:
            yield waiting, row
        waiting = row
    if waiting is not None:
        yield waiting, None


class BadExport(Exception):
    """A file that is no ledger export or no anchor file."""


def read_export(path: Path) -> Iterator[EventRow]:
    """Yield the events of a JSON lines export; raise BadExport naming the line."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
                for name in ("prev_hash", "hash"):
                    row[name] = bytes.fromhex(row[name])
                row["at"] = datetime.fromisoformat(row["at"])
                yield EventRow(**row)
            except (ValueError, KeyError, TypeError) as error:
                raise BadExport(f"{path} 第 {number} 行不是账本事件：{error}") from error


def batch_digest(batch: Mapping[str, object]) -> str:
    """Return the SHA-256 (hex) over an anchor batch without its own digest."""
    rest = {key: value for key, value in batch.items() if key != "digest"}
    text = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def read_anchors(folder: Path) -> dict[str, list[Place]]:
    """Return every anchored end by chain; raise BadExport when the batches are not whole."""
    anchors: dict[str, list[Place]] = {}
    previous = ""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            try:
                batch = json.loads(line)
                sound = batch["digest"] == batch_digest(batch)
                if not sound or batch["previous"] != previous:
                    raise ValueError("指纹与上一批或自身内容不符")
                previous = batch["digest"]
                for chain, seq, digest in batch["heads"]:
                    anchors.setdefault(chain, []).append((seq, bytes.fromhex(digest)))
            except (ValueError, KeyError, TypeError) as error:
                raise BadExport(f"锚定文件 {path} 第 {number} 行被改动：{error}") from error
    return anchors


def main(arguments: Sequence[str]) -> int:
    """Verify an export (and anchors); return 1 when a chain is broken."""
    if len(arguments) not in {1, 2}:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        anchors = read_anchors(Path(arguments[1])) if arguments[1:] else None
        report = verify(read_export(Path(arguments[0])), anchors=anchors)
    except (BadExport, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for problem in report.problems:
        where = f"{problem.chain} 第 {problem.seq} 条（事件 {problem.event_id or '已不存在'}）"
        sys.stdout.write(f"{where}：{problem.message}\n")
    sys.stdout.write(f"{report.chains} 条链，{report.events} 条事件。\n")
    return 0 if report.ok else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
