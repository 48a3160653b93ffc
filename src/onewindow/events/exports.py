"""Read the ledger as one consistent picture: verify it, export it as JSON lines."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection, transaction

from onewindow.events.models import Event, Head
from onewindow.events.verify import (
    BadExport,
    EventRow,
    Fault,
    Place,
    Problem,
    Report,
    read_anchors,
    verify,
)

CHUNK = 2000
FIELDS = tuple(EventRow.__dataclass_fields__)


def event_rows(*, chain: str = "", prefix: str = "") -> Iterator[EventRow]:
    """Yield the events by chain and seq: all, those of one chain, or of chains with a prefix."""
    events = Event.objects.order_by("chain", "seq")
    if chain:
        events = events.filter(chain=chain)
    if prefix:
        events = events.filter(chain__startswith=prefix)
    for row in events.values(*FIELDS).iterator(chunk_size=CHUNK):
        row["prev_hash"], row["hash"] = bytes(row["prev_hash"]), bytes(row["hash"])
        yield EventRow(**row)


def check_ledger(*, chain: str = "") -> Report:
    """Verify the database's ledger (or one chain) against its heads and the anchors outside."""
    folder = Path(settings.ANCHORS_ROOT)
    # Anchors are read first: what they name is then certainly in the snapshot.
    try:
        anchors = read_anchors(folder)
    except BadExport as error:
        return Report(problems=[Problem(Fault.ANCHOR, chain, 0, None, str(error))])
    if chain:
        anchors = {chain: anchors[chain]} if chain in anchors else {}
    with one_picture():
        heads, anchored = _heads(chain)
        report = verify(event_rows(chain=chain), heads=heads, anchors=anchors)
    broken = {problem.chain for problem in report.problems}
    lost = _lost_anchors(anchored, folder)
    report.problems += [problem for problem in lost if problem.chain not in broken]
    return report


def export_jsonl(file: BinaryIO, *, chain: str = "") -> int:
    """Write every event as one JSON line, hashes in hex; return how many."""
    count = 0
    with one_picture():
        for row in event_rows(chain=chain):
            line = {name: getattr(row, name) for name in FIELDS}
            line["at"] = row.at.isoformat(timespec="microseconds")
            line["prev_hash"], line["hash"] = row.prev_hash.hex(), row.hash.hex()
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


@contextmanager
def one_picture() -> Iterator[None]:
    """Read from one snapshot, so that appends meanwhile do not look like damage."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _heads(chain: str) -> tuple[dict[str, Place], dict[str, Place]]:
    heads = Head.objects.filter(chain=chain) if chain else Head.objects.all()
    places: dict[str, Place] = {}
    anchored: dict[str, Place] = {}
    for name, seq, digest, is_anchored in heads.values_list(
        "chain", "seq", "hash", "is_anchored"
    ).iterator(chunk_size=CHUNK):
        places[name] = (seq, bytes(digest))
        if is_anchored:
            anchored[name] = places[name]
    return places, anchored


def _lost_anchors(anchored: dict[str, Place], folder: Path) -> list[Problem]:
    # Read again: an anchoring run may have come between the first reading and the snapshot.
    written = read_anchors(folder)
    lost = [name for name, place in anchored.items() if place not in written.get(name, [])]
    message = "数据库记着已做库外锚定，锚定文件里却没有。"
    return [Problem(Fault.ANCHOR, name, anchored[name][0], None, message) for name in sorted(lost)]
