"""OCEL 2.0 as JSON: the case is an object, and so are people and departments."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from onewindow.eventlog.log import EventLog
from onewindow.eventlog.running import Row
from onewindow.eventlog.writing.batches import attributes_of, cases_of, events_of, stamp

TYPES = {"case": "case_id", "resource": "resource", "department": "unit"}
START = "1970-01-01T00:00:00+00:00"


def write_ocel(log: EventLog, file: BinaryIO) -> int:
    """Write a log; return how many events."""
    cases = cases_of(log)
    activities = sorted(log.flow.activities.by_number.values())
    case_keys = sorted({key for known in cases.values() for key in known})
    event_keys = sorted(
        {"lifecycle", *(k.removeprefix("event_") for k in log.events.columns if k[:6] == "event_")}
    )
    file.write(b'{"objectTypes":')
    _dump(file, [{"name": name, "attributes": _typed(case_keys if name == "case" else ())}
                 for name in TYPES])  # fmt: skip
    file.write(b',"eventTypes":')
    _dump(file, [{"name": name, "attributes": _typed(event_keys)} for name in activities])
    file.write(b',"objects":[\n')
    _list(file, _objects(log, cases))
    file.write(b'],"events":[\n')
    count = _list(file, (_event(log, row, place) for place, row in enumerate(events_of(log), 1)))
    file.write(b"]}\n")
    return count


def _typed(keys: Iterable[str]) -> list[dict[str, str]]:
    return [{"name": key, "type": "string"} for key in keys]


def _objects(log: EventLog, cases: Mapping[str, Row]) -> Iterator[dict[str, object]]:
    for case, known in cases.items():
        attributes = [{"name": key, "time": START, "value": v} for key, v in known.items()]
        yield {"id": case, "type": "case", "attributes": attributes, "relationships": []}
    for kind, names in (("resource", log.flow.resources), ("department", log.flow.units)):
        for name in sorted(names.by_number.values()):
            if name:
                yield {"id": f"{kind}:{name}", "type": kind, "attributes": [], "relationships": []}


def _event(log: EventLog, row: Row, place: int) -> dict[str, object]:
    attributes = {"lifecycle": row["lifecycle"], **attributes_of(log, row)}
    related = [{"objectId": row["case_id"], "qualifier": "case"}]
    for kind in ("resource", "department"):
        name = row[TYPES[kind]]
        if name:
            related.append({"objectId": f"{kind}:{name}", "qualifier": kind})
    return {
        "id": f"e{place}",
        "type": row["activity"],
        "time": stamp(row["at_us"]),
        "attributes": [{"name": key, "value": v} for key, v in attributes.items() if v != ""],
        "relationships": related,
    }


def _dump(file: BinaryIO, value: object) -> None:
    file.write(json.dumps(value, ensure_ascii=False).encode())


def _list(file: BinaryIO, values: Iterable[object]) -> int:
    count = 0
    for value in values:
        file.write(b",\n" if count else b"")
        _dump(file, value)
        count += 1
    return count
