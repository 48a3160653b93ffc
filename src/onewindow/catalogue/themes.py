"""The themes under which people look for an item (审批对象及领域), from `data/base/themes.yaml`."""

from dataclasses import dataclass
from functools import cache
from typing import TypedDict

import yaml
from django.conf import settings


@dataclass(frozen=True)
class Theme:
    """One theme: a stable code, its name on the paper form, an icon and a line of examples."""

    code: str
    name: str
    audience: str
    icon: str
    example: str


@dataclass(frozen=True)
class ThemeGroup:
    """The themes of people or of companies."""

    title: str
    themes: tuple[Theme, ...]


class UnknownTheme(LookupError):
    """No theme has this code."""


@cache
def theme_groups() -> tuple[ThemeGroup, ...]:
    """Return the themes by audience, in the order of the paper form."""
    path = settings.DATA_FOLDER / "base" / "themes.yaml"
    content: _File = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        ThemeGroup(
            group["title"],
            tuple(
                Theme(row["code"], row["name"], group["code"], row["icon"], row["example"])
                for row in group["themes"]
            ),
        )
        for group in content["audiences"]
    )


def theme_by_code(code: str) -> Theme:
    """Return a theme; raise UnknownTheme."""
    for group in theme_groups():
        for theme in group.themes:
            if theme.code == code:
                return theme
    raise UnknownTheme(code)


class _Row(TypedDict):
    code: str
    name: str
    icon: str
    example: str


class _Group(TypedDict):
    code: str
    title: str
    themes: list[_Row]


class _File(TypedDict):
    audiences: list[_Group]
