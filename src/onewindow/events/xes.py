"""Export cases as an event log in XES (IEEE 1849-2016), streaming."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

from lxml import etree

from onewindow.events.codes import CODES
from onewindow.events.exports import event_rows, one_picture
from onewindow.events.verify import EventRow

NAMESPACE = "http://www.xes-standard.org/"
EXTENSIONS = (
    ("Concept", "concept"),
    ("Organizational", "org"),
    ("Time", "time"),
    ("Lifecycle", "lifecycle"),
)
# XES's own life cycle calls what we call enabled "schedule".
TRANSITIONS = {"": "complete", "enabled": "schedule", "start": "start", "complete": "complete"}
CASES = "case/"
# XML 1.0 cannot hold them, not even escaped.
FORBIDDEN = dict.fromkeys({*range(32), 0xFFFE, 0xFFFF} - {9, 10, 13})


def export_xes(file: BinaryIO, *, prefix: str = CASES, chain: str = "") -> int:
    """Write the chains with a prefix (or one of them) as traces; return how many events.

    An applicant's account name does not leave the system: the resource says only "applicant".
    """
    with one_picture():
        return write_log(file, event_rows(prefix=prefix, chain=chain), prefix=prefix)


def write_log(file: BinaryIO, rows: Iterable[EventRow], *, prefix: str) -> int:
    """Write rows sorted by chain and seq as one XES document; return how many events."""
    count = 0
    with etree.xmlfile(file, encoding="UTF-8") as xml:
        xml.write_declaration()
        root = xml.element("log", {"xes.version": "1849-2016", "xmlns": NAMESPACE})
        with root:
            for element in _declarations():
                xml.write(element)
            for chain, events in groupby(rows, key=lambda row: row.chain):
                with xml.element("trace"):
                    for position, row in enumerate(events):
                        if position == 0:
                            for element in _trace_attributes(chain.removeprefix(prefix), row):
                                xml.write(element)
                        xml.write(_event(row))
                        count += 1
    return count


def _declarations() -> Iterator[etree._Element]:
    for name, prefix in EXTENSIONS:
        uri = f"{NAMESPACE}{prefix}.xesext"
        yield etree.Element("extension", name=name, prefix=prefix, uri=uri)
    for scope, keys in (
        ("trace", ["concept:name"]),
        ("event", ["concept:name", "org:resource", "org:group", "lifecycle:transition"]),
    ):
        declared = etree.Element("global", scope=scope)
        for key in keys:
            etree.SubElement(declared, "string", key=key, value="")
        if scope == "event":
            etree.SubElement(
                declared, "date", key="time:timestamp", value="1970-01-01T00:00:00+00:00"
            )
        yield declared
    yield etree.Element("classifier", name="activity", keys="concept:name lifecycle:transition")
    yield _string("concept:name", "OneWindow")
    yield _string("lifecycle:model", "standard")


def _trace_attributes(name: str, first: EventRow) -> Iterator[etree._Element]:
    yield _string("concept:name", name)
    for key, value in json.loads(first.data).items():
        if isinstance(value, str | int | float):
            yield _string(key, str(value))


def _event(row: EventRow) -> etree._Element:
    event = etree.Element("event")
    name = json.loads(row.data).get("name") if row.step else None
    activity = str(name or row.step or CODES.get(row.code, row.code))
    resource = "applicant" if row.actor.startswith("applicant/") else row.actor
    event.append(_string("concept:name", activity))
    event.append(_string("org:resource", resource))
    event.append(_string("org:group", row.unit))
    event.append(_string("lifecycle:transition", TRANSITIONS[row.lifecycle]))
    at = row.at.isoformat(timespec="milliseconds")
    event.append(etree.Element("date", key="time:timestamp", value=at))
    event.append(_string("code", row.code))
    event.append(_string("step", row.step))
    return event


def _string(key: str, value: str) -> etree._Element:
    return etree.Element("string", key=key, value=value.translate(FORBIDDEN))
