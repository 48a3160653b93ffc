"""The themes under which people look for an item (审批对象及领域), from `data/base/themes.yaml`."""

from dataclasses import dataclass
from functools import cache
from typing import NotRequired, TypedDict

import yaml
from django.conf import settings

from onewindow.catalogue.form import name_theme


@dataclass(frozen=True)
class Theme:
    """One theme: a stable code, its name on the paper form, an icon and a line of examples.

    `written` is how versions name it: 纳税 is a theme of people and of companies. `terms` are words
    by which an item of the base catalogue, which names no themes, belongs to it.
    """

    code: str
    name: str
    written: str
    audience: str
    icon: str
    example: str
    terms: tuple[str, ...] = ()


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
    content: _File = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return tuple(
        ThemeGroup(
            group["title"],
            tuple(
                Theme(
                    code=row["code"],
                    name=row["name"],
                    written=name_theme(group["name"], row["name"]),
                    audience=group["code"],
                    icon=row["icon"],
                    example=row["example"],
                    terms=tuple(row.get("terms", "").split()),
                )
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
    terms: NotRequired[str]


class _Group(TypedDict):
    code: str
    name: str
    title: str
    themes: list[_Row]


class _File(TypedDict):
    audiences: list[_Group]
