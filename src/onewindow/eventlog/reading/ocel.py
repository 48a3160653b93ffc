"""OCEL 2.0 in JSON: events about objects of several types, one of which is taken for the case."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from onewindow.eventlog.engine import Engine
from onewindow.eventlog.errors import LogError, UnknownMapping
from onewindow.eventlog.problems import Kind, Problems
from onewindow.eventlog.reading.rows import stage_rows
from onewindow.eventlog.reading.staged import Staged

CASE_TYPES = ("case", "application", "办件", "申请", "案件")
DOERS = {
    "resource": ("resource", "employee", "officer", "user", "person", "人员", "经办人"),
    "unit": ("department", "unit", "group", "organisation", "organization", "部门", "单位"),
}


def read_ocel(path: Path, engine: Engine, *, zone: str, given: Mapping[str, str]) -> Staged:
    """Stage the events of one object type (`given["case"]`); raise UnknownMapping to ask for it."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        objects = {str(each["id"]): each for each in data["objects"]}
        events = list(data["events"])
    except (ValueError, KeyError, TypeError) as error:
        raise LogError(f"文件 {path.name} 不是 OCEL 2.0 日志：没有 objects 和 events。") from error
    problems = Problems()
    kinds = {key: str(each.get("type", "")) for key, each in objects.items()}
    case_type = _case_type(kinds, given.get("case", ""))
    cases = {
        key: _attributes(objects[key], problems) for key, kind in kinds.items() if kind == case_type
    }
    rows = _rows(events, kinds, case_type, problems)
    staged = stage_rows(rows, cases, engine, problems, kind="ocel", zone=zone)
    seen = {pair["objectId"] for event in events for pair in event.get("relationships") or ()}
    empty = [key for key in cases if key not in seen]
    problems.add(Kind.EMPTY_CASE, len(empty), empty)
    return staged


def _case_type(kinds: Mapping[str, str], asked: str) -> str:
    counted = Counter(kinds.values())
    listed = "、".join(f"{kind}（{count:,} 个）" for kind, count in counted.most_common())
    if asked:
        if asked not in counted:
            raise UnknownMapping(f"没有“{asked}”这种对象。有：{listed}。")
        return asked
    known = [kind for kind in counted if kind.lower() in CASE_TYPES]
    if len(counted) == 1 or len(known) == 1:
        return (known or list(counted))[0]
    raise UnknownMapping(f"请用 --map case=对象类型 指明哪种对象是办件。有：{listed}。")


def _rows(
    events: list[Mapping[str, object]],
    kinds: Mapping[str, str],
    case_type: str,
    problems: Problems,
) -> Iterator[dict[str, str]]:
    for event in events:
        related = [str(pair["objectId"]) for pair in _listed(event, "relationships")]
        of_case = [key for key in dict.fromkeys(related) if kinds.get(key) == case_type]
        if len(of_case) > 1:
            problems.add(Kind.MANY_OBJECTS, 1, [f"{event.get('id')}：{'、'.join(of_case)}"])
        row = {str(pair["name"]): str(pair["value"]) for pair in _listed(event, "attributes")}
        row |= {"activity": str(event.get("type") or ""), "at": str(event.get("time") or "")}
        for role, types in DOERS.items():
            found = [key for key in related if kinds.get(key, "").lower() in types]
            if found and not row.get(role):
                row[role] = found[0].removeprefix(f"{kinds[found[0]]}:")
        for key in of_case or [""]:
            yield {**row, "@case": key}


def _attributes(each: Mapping[str, object], problems: Problems) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in _listed(each, "attributes"):
        name, value = str(pair["name"]), str(pair["value"])
        if found.setdefault(name, value) != value:
            problems.add(Kind.CHANGING_CASE, 1, [f"{each.get('id')} {name}"])
    return found


def _listed(each: Mapping[str, object], key: str) -> list[dict[str, object]]:
    found = each.get(key)
    return list(found) if isinstance(found, list) else []
