"""Load a city's own departments, halls and officers from a folder; name what is wrong in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict, TypeVar

import yaml
from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, IntegrityError, transaction

from onewindow.kernel.errors import DomainError
from onewindow.orgs import divisions, loading
from onewindow.orgs.models import Department, Hall, Post, Region, Role

Entry = TypeVar("Entry", bound=Mapping[str, object])

NEEDED = ("departments", "officers")
ALLOWED = ("regions", "halls")
KEYS = ("username", "short_code", "code")
REFERENCES: Mapping[type[ObjectDoesNotExist], tuple[str, tuple[str, ...]]] = {
    Region.DoesNotExist: ("区划", ("region",)),
    Department.DoesNotExist: ("部门", ("parent", "department")),
    Hall.DoesNotExist: ("大厅", ("hall",)),
    Post.DoesNotExist: ("岗位", ("posts",)),
}


class BadFolder(DomainError):
    """A file of the folder cannot be loaded; the message names file and entry."""


@dataclass(frozen=True)
class Summary:
    """How many of everything were loaded."""

    regions: int
    departments: int
    halls: int
    officers: int


class File(TypedDict, total=False):
    """What one of the files holds, all keys in one."""

    sample: bool
    region: str
    regions: list[divisions.RegionEntry]
    departments: list[loading.DepartmentEntry]
    halls: list[loading.HallEntry]
    officers: list[loading.OfficerEntry]


@transaction.atomic
def load_city(folder: Path, *, base: Path, is_trial: bool, on: date) -> Summary:
    """Load the national divisions and a folder's files, all or nothing; raise BadFolder.

    New accounts have no password; new roles begin on a day.
    """
    files = {name: _read(folder, name, is_trial=is_trial) for name in (*NEEDED, *ALLOWED)}
    listed = files["departments"]
    regions = divisions.load_divisions(base)
    regions += _each(
        "regions", files["regions"].get("regions", []), lambda one: divisions.load_regions([one])
    )
    departments = _each(
        "departments",
        listed["departments"],
        lambda one: _load_department(one, str(listed.get("region", ""))),
    )
    halls = _each("halls", files["halls"].get("halls", []), lambda one: loading.load_halls([one]))
    officers = _each("officers", files["officers"]["officers"], lambda one: _load_officer(one, on))
    return Summary(regions, departments, halls, officers)


def _load_department(entry: loading.DepartmentEntry, region: str) -> int:
    entry.setdefault("region", region)
    return loading.load_departments([entry], region=region)


def _load_officer(entry: loading.OfficerEntry, on: date) -> int:
    unknown = [role for role in entry.get("roles", []) if role not in Role.values]
    if unknown:
        raise DomainError(f"没有角色“{'、'.join(unknown)}”，可用的有 {'、'.join(Role.values)}。")
    return loading.load_officers([entry], password=None, on=on)


def _read(folder: Path, name: str, *, is_trial: bool) -> File:
    path = folder / f"{name}.yaml"
    if not path.is_file():
        if name in ALLOWED:
            return {}
        raise BadFolder(f"文件夹 {folder} 里没有 {path.name}。")
    try:
        content: File | str | None = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadFolder(f"{path.name} 不是 UTF-8 编码的 YAML：{error}") from error
    if not isinstance(content, dict) or not isinstance(content.get(name), list):
        raise BadFolder(f"{path.name} 里没有列表“{name}”。")
    if content.get("sample") and not is_trial:
        raise BadFolder(f"{path.name} 写明是示例数据（sample: true），不能装入正式环境。")
    return content


def _each(name: str, entries: Sequence[Entry], load: Callable[[Entry], int]) -> int:
    """Load entries one by one, so that a failure can be laid to one of them."""
    for number, entry in enumerate(entries, start=1):
        try:
            load(entry)
        except _EXPECTED as error:
            raise BadFolder(f"{_place(name, number, entry)}：{_said(error, entry)}") from error
    return len(entries)


_EXPECTED = (
    DomainError, ObjectDoesNotExist, IntegrityError, DataError,
    KeyError, TypeError, ValueError, AttributeError,
)  # fmt: skip


def _place(name: str, number: int, entry: Entry) -> str:
    known = [str(entry[key]) for key in KEYS if key in entry] if isinstance(entry, dict) else []
    return f"{name}.yaml 第 {number} 条" + (f"（{known[0]}）" if known else "")


def _said(error: Exception, entry: Entry) -> str:
    if isinstance(error, DomainError):
        return error.message
    if isinstance(error, KeyError):
        return f"缺少“{error.args[0]}”。"
    for kind, (noun, keys) in REFERENCES.items():
        if isinstance(error, kind):
            values = [entry[key] for key in keys if entry.get(key)]
            listed = [each for one in values for each in (one if isinstance(one, list) else [one])]
            return (
                f"还没有{noun}“{'、'.join(map(str, listed))}”。" if listed else f"没有写明{noun}。"
            )
    lines = str(error).strip().splitlines() or [type(error).__name__]
    if isinstance(error, IntegrityError):
        return f"和已有的重复，或者不合规定：{lines[-1]}"
    return f"有一项写得不对：{lines[0]}"
