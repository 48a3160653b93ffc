"""Ways through the catalogue without words: theme, life stage, department, level."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from onewindow.catalogue.life_stages import life_stages
from onewindow.catalogue.search import Facets, entry_counts
from onewindow.orgs.access import halls_of
from onewindow.orgs.models import Level
from onewindow.portal.home.forms import SearchForm
from onewindow.portal.themes import icon_or_usual, shown_themes

WAYS = {
    "themes": gettext_lazy("按主题"),
    "stages": gettext_lazy("按生命周期"),
    "departments": gettext_lazy("按部门"),
    "levels": gettext_lazy("按层级"),
}


@dataclass(frozen=True)
class Tile:
    """One way on: where it leads, how many items wait there."""

    name: str
    url: str
    icon: str
    example: str
    count: int


@dataclass(frozen=True)
class TileGroup:
    """Tiles under one title."""

    title: str
    tiles: list[Tile]


@require_safe
def browse_by(request: HttpRequest, way: str) -> HttpResponse:
    """Show the tiles of one way through the catalogue; 404 for an unknown one."""
    if way not in WAYS:
        raise Http404
    tiles: dict[str, Callable[[], list[TileGroup]]] = {
        "themes": theme_tiles,
        "stages": _stage_tiles,
        "departments": _department_tiles,
        "levels": _level_tiles,
    }
    shown = {
        "way": way,
        "title": WAYS[way],
        "ways": WAYS,
        "groups": tiles[way](),
        "search": SearchForm(),
        "halls": halls_of(settings.REGION_CODE),
    }
    return render(request, "portal/home/browse.html", shown)


def theme_tiles() -> list[TileGroup]:
    """Return the themes of people and of companies, with how many items each has."""
    counts = _counts("theme")
    return [
        TileGroup(
            group.title,
            [
                Tile(
                    theme.name, _search(theme=theme.code), theme.icon, theme.example,
                    counts.get(theme.written, 0),
                )
                for theme in group.themes
            ],
        )
        for group in shown_themes()
    ]  # fmt: skip


def _stage_tiles() -> list[TileGroup]:
    counts = _counts("stage")
    return [
        TileGroup(
            group.title,
            [
                Tile(
                    stage.name, _search(stage=stage.code),
                    icon_or_usual(stage.icon), stage.example,
                    counts.get(stage.name, 0),
                )
                for stage in group.stages
            ],
        )
        for group in life_stages()
    ]  # fmt: skip


def _department_tiles() -> list[TileGroup]:
    tiles = [
        Tile(name, _search(department=name), "building-2", "", count)
        for name, count in _counts("department").items()
    ]
    return [TileGroup(_("部门"), tiles)]


def _level_tiles() -> list[TileGroup]:
    counts = _counts("level")
    tiles = [
        Tile(str(label), _search(level=value), "layout-grid", "", counts.get(value, 0))
        for value, label in Level.choices
    ]
    return [TileGroup(_("层级"), tiles)]


def _counts(facet: str) -> dict[str, int]:
    counted: Facets = entry_counts(only=[facet])
    return dict(counted[facet])


def _search(**chosen: str) -> str:
    return f"{reverse('portal:search')}?{urlencode(chosen)}"
