"""The sample city as its files say it."""

from functools import cache
from pathlib import Path
from typing import TypeAlias

import yaml

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"
Record: TypeAlias = "dict[str, Plain]"

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
BASE = ROOT / "data" / "base"

SLUGS = (
    "outdoor-advertising",
    "food-business",
    "individual-business",
    "public-place-hygiene",
    "construction-permit",
    "labour-dispatch",
)
# What construction projects need beside the permit above; each is filed for a project.
PROJECT_SLUGS = (
    "site-selection",
    "land-use-permit",
    "planning-permit",
    "fire-design-review",
    "completion-filing",
)


@cache
def load(path: Path) -> Record:
    """Read a YAML file whose outermost level is a mapping."""
    return as_record(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def as_record(value: Plain) -> Record:
    assert isinstance(value, dict), value
    return value


def records(parent: Record, key: str) -> list[Record]:
    value = parent[key]
    assert isinstance(value, list), key
    return [as_record(each) for each in value]


def texts(parent: Record, key: str) -> list[str]:
    value = parent[key]
    assert isinstance(value, list), key
    return [str(each) for each in value]


def text(parent: Record, key: str) -> str:
    value = parent[key]
    assert isinstance(value, str), f"{key}: {value!r}"
    return value


def number(parent: Record, key: str) -> int:
    value = parent[key]
    assert type(value) is int, f"{key}: {value!r}"
    return value


def item(slug: str) -> Record:
    return load(_folder(slug) / f"{slug}.yaml")


def extra(slug: str) -> Record:
    return load(_folder(slug) / f"{slug}.extra.yaml")


def _folder(slug: str) -> Path:
    return SAMPLE / ("project-items" if slug in PROJECT_SLUGS else "items")


def departments() -> list[Record]:
    return records(load(SAMPLE / "departments.yaml"), "departments")


def officers() -> list[Record]:
    return records(load(SAMPLE / "officers.yaml"), "officers")


def persons() -> list[Record]:
    return records(load(SAMPLE / "applicants.yaml"), "persons")


def companies() -> list[Record]:
    return records(load(SAMPLE / "applicants.yaml"), "companies")


def department_by(key: str, value: str) -> Record:
    """Find a department by one of its texts; a short name may also be an alias."""
    for department in departments():
        if department[key] == value or (
            key == "short_name" and value in texts(department, "aliases")
        ):
            return department
    raise KeyError(value)
