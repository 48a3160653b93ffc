"""Write the ends of the chains outside the database, so that a cut tail is seen."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.timezone import localtime

from onewindow.events.models import Head
from onewindow.events.rules import JSONValue, canonical_json
from onewindow.events.verify import BadExport, batch_digest

BATCH = 5000
# Any number works, as long as nothing else in this database takes the same advisory lock.
LOCK = 3_120_417

MARK = """
UPDATE events_head SET is_anchored = true WHERE chain IN (
    SELECT head.chain FROM events_head AS head
    JOIN unnest(%s::text[], %s::integer[]) AS written (chain, seq) USING (chain, seq)
    WHERE NOT head.is_anchored FOR UPDATE OF head SKIP LOCKED
)
"""


@dataclass(frozen=True)
class Anchored:
    """How much one run wrote."""

    batches: int
    heads: int


def anchor(*, at: datetime) -> Anchored:
    """Write the heads changed since the last run to `ANCHORS_ROOT`, durably, then mark them."""
    batches = heads = 0
    last = ""
    with transaction.atomic(), connection.cursor() as cursor, _folder() as folder:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        while rows := _changed(after=last):
            _append(folder, rows, at)
            chains, seqs = [row[0] for row in rows], [row[1] for row in rows]
            cursor.execute(MARK, [chains, seqs])
            batches, heads, last = batches + 1, heads + len(rows), chains[-1]
    return Anchored(batches, heads)


def _changed(*, after: str) -> list[tuple[str, int, bytes]]:
    changed = Head.objects.filter(is_anchored=False, chain__gt=after).order_by("chain")
    rows = changed.values_list("chain", "seq", "hash")[:BATCH]
    return [(chain, seq, bytes(digest)) for chain, seq, digest in rows]


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(settings.ANCHORS_ROOT)
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _append(folder: Path, rows: list[tuple[str, int, bytes]], at: datetime) -> None:
    number, previous = _last_batch(folder)
    month = f"{localtime(at):%Y-%m}"
    # A clock set back must not put a batch before its predecessor.
    path = max([folder / f"{month}.jsonl", *folder.glob("*.jsonl")])
    batch: dict[str, JSONValue] = {
        "batch": number + 1,
        "at": at.isoformat(timespec="microseconds"),
        "previous": previous,
        "heads": [[chain, seq, digest.hex()] for chain, seq, digest in rows],
    }
    line = canonical_json({**batch, "digest": batch_digest(batch)})
    with path.open("ab") as file:
        file.write(line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _last_batch(folder: Path) -> tuple[int, str]:
    for path in sorted(folder.glob("*.jsonl"), reverse=True):
        if line := _last_line(path):
            try:
                batch = json.loads(line)
                return int(batch["batch"]), str(batch["digest"])
            except (ValueError, KeyError, TypeError) as error:
                message = f"锚定文件 {path} 的最后一行读不懂，请先查明原因。"
                raise BadExport(message) from error
    return 0, ""


def _last_line(path: Path) -> bytes:
    """Return the last whole line; cut off one that a crash left half written.

    The heads of a torn line were never marked as anchored, so they come again.
    """
    with path.open("r+b") as file:
        size, step = file.seek(0, os.SEEK_END), 65536
        while True:
            file.seek(max(0, size - step))
            tail = file.read()
            whole = tail[: tail.rfind(b"\n") + 1]
            if whole.count(b"\n") > 1 or step >= size:
                break
            step *= 8
        if len(whole) < len(tail):
            file.truncate(size - len(tail) + len(whole))
            os.fsync(file.fileno())
    return whole.splitlines()[-1] if whole else b""
