"""The export of OneWindow's own ledger: JSON lines, one event each."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from onewindow.eventlog.engine import Engine
from onewindow.eventlog.problems import EXAMPLES, Kind, Problems
from onewindow.eventlog.reading.rows import stage_rows
from onewindow.eventlog.reading.staged import Staged

CASES = "case/"
APPLICANTS = "applicant/"
SHOWN = 40


def read_ledger(
    path: Path, engine: Engine, *, zone: str, names: Mapping[str, str] | None = None
) -> Staged:
    """Stage the chains of cases; `names` are those of event codes. An applicant stays unnamed."""
    problems = Problems()
    cases: dict[str, dict[str, str]] = {}
    events = _events(path, problems, cases, names or {})
    return stage_rows(events, cases, engine, problems, kind="ledger", zone=zone)


def _events(
    path: Path,
    problems: Problems,
    cases: dict[str, dict[str, str]],
    names: Mapping[str, str],
) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", errors="replace") as file:
        for place, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                chain, data = str(row["chain"]), json.loads(row["data"] or "{}")
            except (ValueError, KeyError, TypeError):
                problems.add(Kind.BAD_ROW, 1, [f"第 {place} 行 {line[:SHOWN].strip()}"])
                continue
            if not chain.startswith(CASES):
                few = problems.count(Kind.OTHER_CHAIN) < EXAMPLES
                problems.add(Kind.OTHER_CHAIN, 1, [chain] if few else ())
                continue
            case = chain.removeprefix(CASES)
            known = cases.setdefault(case, {})
            if not known:
                known.update(_plain(data))
            yield _event(row, case, data, names)


def _event(
    row: Mapping[str, object], case: str, data: Mapping[str, object], names: Mapping[str, str]
) -> dict[str, str]:
    code, step, actor = (str(row.get(name) or "") for name in ("code", "step", "actor"))
    named = data.get("name") if step else None
    event = {
        "@case": case,
        "activity": str(named or step or names.get(code, code)),
        "at": str(row.get("at") or ""),
        "resource": "applicant" if actor.startswith(APPLICANTS) else actor,
        "unit": str(row.get("unit") or ""),
        "lifecycle": str(row.get("lifecycle") or ""),
        "code": code,
        "step": step,
    }
    materials = data.get("materials") or data.get("material") or data.get("items")
    if materials:
        listed = materials if isinstance(materials, list) else [materials]
        event["materials"] = "、".join(map(str, listed))
    return event


def _plain(data: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in data.items() if isinstance(value, str | int | float)}
