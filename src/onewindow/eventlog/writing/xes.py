"""XES (IEEE 1849-2016)."""

from itertools import groupby
from typing import BinaryIO

from lxml import etree

from onewindow.eventlog.log import EventLog
from onewindow.eventlog.running import Row
from onewindow.eventlog.writing.batches import attributes_of, cases_of, events_of, stamp

NAMESPACE = "http://www.xes-standard.org/"
EXTENSIONS = {
    "Concept": "concept", "Organizational": "org", "Time": "time", "Lifecycle": "lifecycle",
}  # fmt: skip
KEYS = {
    "concept:name": "activity",
    "lifecycle:transition": "lifecycle",
    "org:resource": "resource",
    "org:group": "unit",
}
LIFECYCLES = {"enabled": "schedule"}
# XML 1.0 cannot hold them, not even escaped.
FORBIDDEN = dict.fromkeys({*range(32), 0xFFFE, 0xFFFF} - {9, 10, 13})


def write_xes(log: EventLog, file: BinaryIO) -> int:
    """Write a log; return how many events. Times are in UTC."""
    cases, count = cases_of(log), 0
    with etree.xmlfile(file, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element("log", {"xes.version": "1849-2016", "xmlns": NAMESPACE}):
            for name, prefix in EXTENSIONS.items():
                uri = f"{NAMESPACE}{prefix}.xesext"
                xml.write(etree.Element("extension", name=name, prefix=prefix, uri=uri))
            for case, events in groupby(events_of(log), key=lambda row: str(row["case_id"])):
                with xml.element("trace"):
                    xml.write(_element("concept:name", case))
                    for key, value in cases.get(case, {}).items():
                        xml.write(_element(key, value, is_time=f"case_{key}" in log.times))
                    for event in events:
                        xml.write(_event(log, event))
                        count += 1
    return count


def _event(log: EventLog, row: Row) -> etree._Element:
    element = etree.Element("event")
    for key, column in KEYS.items():
        value = row[column]
        if value:
            element.append(_element(key, LIFECYCLES.get(str(value), value)))
    element.append(_element("time:timestamp", stamp(row["at_us"]), is_time=True))
    for key, value in attributes_of(log, row).items():
        element.append(_element(key, value, is_time=f"event_{key}" in log.times))
    return element


def _element(key: str, value: object, *, is_time: bool = False) -> etree._Element:
    if is_time:
        return etree.Element("date", key=key, value=str(value))
    if isinstance(value, bool):
        return etree.Element("boolean", key=key, value=str(value).lower())
    if isinstance(value, int | float):
        kind = "int" if isinstance(value, int) else "float"
        return etree.Element(kind, key=key, value=str(value))
    return etree.Element("string", key=key, value=str(value).translate(FORBIDDEN))
