"""What the search knows about an item besides its words: whom it serves, where, of which kind."""

from collections.abc import Iterable

from onewindow.catalogue.base_types import TYPES
from onewindow.catalogue.form import ItemType
from onewindow.catalogue.life_stages import life_stages
from onewindow.catalogue.models import BaseItem, ItemVersion, SearchEntry
from onewindow.catalogue.search.normal import squash
from onewindow.catalogue.themes import theme_groups
from onewindow.orgs.models import Level


def describe_version(version: ItemVersion) -> SearchEntry:
    """Return the entry of a published version, still without its words."""
    item = version.item
    said = [*version.aliases, *(alias.text for alias in item.aliases.all())]
    return SearchEntry(
        version=version,
        name=version.name,
        main_name=version.main_name,
        aliases=list(dict.fromkeys(said)),
        department=item.department,
        department_name=item.department.short_name,
        audience=version.audience,
        themes=version.themes,
        stages=version.life_stages or _stages_of([version.name]),
        level=item.region.level,
        item_type=version.item_type,
        region_code=item.region_id,
        is_online=True,
    )


def describe_base(base: BaseItem) -> SearchEntry:
    """Return the entry of a base item, still without its words.

    A base catalogue names no themes, stages or audience: they are guessed from the name.
    """
    texts = [base.name, base.main_name]
    themes, audiences = _themes_of(texts)
    return SearchEntry(
        base=base,
        name=base.name,
        main_name=base.main_name,
        aliases=[alias.text for alias in base.aliases.all()],
        department_name=base.department_name,
        audience=audiences.pop() if len(audiences) == 1 else "both",
        themes=themes,
        stages=_stages_of(texts),
        level=level_of(base.area_code),
        item_type=TYPES.get(base.item_type, ItemType.OTHER),
        region_code=base.area_code[:6],
        is_online=False,
    )


def level_of(area: str) -> str:
    """Return the level of government of an area code of up to twelve digits."""
    digits = area.ljust(12, "0")
    if digits[9:12] != "000":
        return Level.VILLAGE
    if digits[6:9] != "000":
        return Level.TOWNSHIP
    if digits[4:6] != "00":
        return Level.COUNTY
    return Level.CITY if digits[2:4] != "00" else Level.PROVINCE


def _themes_of(texts: Iterable[str]) -> tuple[list[str], set[str]]:
    text = squash(" ".join(texts))
    found = [
        theme
        for group in theme_groups()
        for theme in group.themes
        if any(term in text for term in theme.terms)
    ]
    return [theme.written for theme in found], {theme.audience for theme in found}


def _stages_of(texts: Iterable[str]) -> list[str]:
    text = squash(" ".join(texts))
    return [
        stage.name
        for group in life_stages()
        for stage in group.stages
        if any(term in text for term in stage.terms)
    ]
