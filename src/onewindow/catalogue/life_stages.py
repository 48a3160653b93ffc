"""The stages of a life and of a company (生命周期), from `data/base/life_stages.yaml`."""

from dataclasses import dataclass
from functools import cache
from typing import TypedDict

import yaml
from django.conf import settings


@dataclass(frozen=True)
class LifeStage:
    """A stage: a stable code, a name, an icon, a line of examples, and words of names in it."""

    code: str
    name: str
    audience: str
    icon: str
    example: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class StageGroup:
    """The stages of a person or of a company, in their order."""

    title: str
    stages: tuple[LifeStage, ...]


class UnknownStage(LookupError):
    """No stage has this code."""


@cache
def life_stages() -> tuple[StageGroup, ...]:
    """Return the stages of a person, then of a company."""
    path = settings.DATA_FOLDER / "base" / "life_stages.yaml"
    content: _File = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return tuple(
        StageGroup(
            group["title"],
            tuple(
                LifeStage(
                    code=row["code"],
                    name=row["name"],
                    audience=group["code"],
                    icon=row["icon"],
                    example=row["example"],
                    terms=tuple(row["terms"].split()),
                )
                for row in group["stages"]
            ),
        )
        for group in content["audiences"]
    )


def stage_by_code(code: str) -> LifeStage:
    """Return a stage; raise UnknownStage."""
    for group in life_stages():
        for stage in group.stages:
            if stage.code == code:
                return stage
    raise UnknownStage(code)


class _Row(TypedDict):
    code: str
    name: str
    icon: str
    example: str
    terms: str


class _Group(TypedDict):
    code: str
    title: str
    stages: list[_Row]


class _File(TypedDict):
    audiences: list[_Group]
