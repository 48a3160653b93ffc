"""The units of an uploaded log and the departments they are here: guessed, corrected, applied."""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

from onewindow.insight.departments import meant
from onewindow.insight.models import RedesignProject
from onewindow.insight.vocabulary import BY_APPLICANT
from onewindow.orgs.models import Department
from onewindow.procedure.redesign import Definition
from onewindow.procedure.redesign.discovering import NO_UNIT

# What a log adds to the name of an office, and the places before it: not the 市 of 市场 or 城市.
BEHIND = ("综合窗口", "窗口", "办公室", "分局", "大厅", "专区")
PLACE = re.compile("^.{0,8}?(?<![城社发园])[省市区县](?!场)")
SHORTEST = 2


@dataclass(frozen=True)
class Unit:
    """A unit as a log names it, what it does there, and which department it is here, if any."""

    name: str
    activities: tuple[str, ...]
    department: str


def units_in(nodes: Iterable[Mapping[str, object]]) -> dict[str, list[str]]:
    """Map the units of a diagnosis to their activities; work without a unit is that of "-"."""
    found: dict[str, list[str]] = {}
    for node in nodes:
        unit = str(node["unit"] or NO_UNIT)
        if unit not in BY_APPLICANT:
            found.setdefault(unit, []).append(str(node["name"]))
    return found


def units_of(project: RedesignProject, nodes: Iterable[Mapping[str, object]]) -> list[Unit]:
    """List the units of a project's log, those that are nobody here first."""
    matched: dict[str, str] = project.units
    units = [
        Unit(name, tuple(activities), matched.get(name, ""))
        for name, activities in units_in(nodes).items()
    ]
    return sorted(units, key=lambda unit: bool(unit.department))


def guess(units: Iterable[str], region: str) -> dict[str, str]:
    """Guess which departments units are: by code or name, else by the one name alike.

    Of departments that are called alike the one of the region is meant.
    """
    rows = list(
        Department.objects.filter(is_active=True).values_list(
            "short_code", "name", "short_name", "code", "region_id"
        )
    )
    own = {row[0] for row in rows if row[4] == region}
    known: dict[str, set[str]] = {}
    cores: dict[str, set[str]] = {}
    for short_code, *names, code, _region in rows:
        for name in (short_code, *names, code):
            known.setdefault(name, set()).add(short_code)
        for name in names:
            cores.setdefault(_core(name), set()).add(short_code)
    return {unit: meant(known.get(unit, set()), own) or _alike(unit, cores, own) for unit in units}


def _core(name: str) -> str:
    """Cut off what only says where an office is."""
    for ending in BEHIND:
        name = name.removesuffix(ending)
    while (rest := PLACE.sub("", name)) != name and len(rest) >= SHORTEST:
        name = rest
    return name


def _alike(unit: str, cores: Mapping[str, set[str]], own: Set[str]) -> str:
    core = _core(unit.strip())
    if len(core) < SHORTEST:
        return ""
    found = cores.get(core) or {
        code
        for name, codes in cores.items()
        if len(name) >= SHORTEST and (core in name or name in core)
        for code in codes
    }
    return meant(found, own)


def called(matched: Mapping[str, str]) -> dict[str, str]:
    """Map the units of a log that are departments here to their short names."""
    names = dict(Department.objects.values_list("short_code", "short_name"))
    return {unit: names[code] for unit, code in matched.items() if code in names}


def matched(definition: Definition, units: Mapping[str, str]) -> Definition:
    """Return a procedure from a log with the departments that its units are here."""
    names = dict(Department.objects.values_list("short_code", "short_name"))
    to = {}
    for unit in {step.unit for step in definition.steps} | set(definition.unit_names):
        code = units.get(unit) or units.get(definition.unit_name(unit))
        if code in names:
            to[unit] = code
    if not to:
        return definition
    kept = {unit: name for unit, name in definition.unit_names.items() if unit not in to}
    changed = replace(
        definition,
        unit_names={**kept, **{code: names[code] for code in to.values()}},
        linked=frozenset(to.get(unit, unit) for unit in definition.linked),
        materials=tuple(
            replace(each, issued_by=to.get(each.issued_by, each.issued_by))
            for each in definition.materials
        ),
    )
    return changed.with_steps(
        replace(step, unit=to.get(step.unit, step.unit)) for step in definition.steps
    )
