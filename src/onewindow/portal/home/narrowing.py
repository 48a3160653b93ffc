"""The filters beside the results: links with counts, and the chosen ones to take off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from onewindow.catalogue.codes import Audience
from onewindow.catalogue.form import TYPE_LABELS, ItemType
from onewindow.catalogue.life_stages import life_stages
from onewindow.catalogue.search import Facets
from onewindow.catalogue.themes import theme_groups
from onewindow.orgs.models import Level

SHOWN = 8


@dataclass(frozen=True)
class Choice:
    """One value to narrow by: what it is called, how many items, and the address."""

    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Narrowing:
    """One question of the filters: the common answers, then the rest."""

    title: str
    choices: list[Choice]

    @property
    def first(self) -> list[Choice]:
        """The common answers."""
        return self.choices[:SHOWN]

    @property
    def rest(self) -> list[Choice]:
        """The others, folded away."""
        return self.choices[SHOWN:]


@dataclass(frozen=True)
class Chosen:
    """A filter that is set, and the address without it."""

    label: str
    url: str


def narrowings(asked: QueryDict, facets: Facets) -> list[Narrowing]:
    """Return the filters that still divide the results, without those that are set."""
    found = []
    for name, (title, label, code) in _facets().items():
        if asked.get(name):
            continue
        choices = [
            Choice(label(value), count, with_changed(asked, name, code(value)))
            for value, count in facets.get(name, [])
            if value and code(value)
        ]
        if len(choices) > 1:
            found.append(Narrowing(title, choices))
    return found


def chosen(asked: QueryDict) -> list[Chosen]:
    """Return the filters that are set."""
    labels = _facets() | {"named": (_("名称"), str, str)}
    found = []
    for name, (title, label, _code) in labels.items():
        value = asked.get(name, "").replace("\x00", "")
        if value and name != "audience":
            shown = _of_code(name, value) or label(value)
            found.append(Chosen(f"{title}：{shown}", with_changed(asked, name, "")))
    return found


def with_changed(asked: QueryDict, name: str, value: str) -> str:
    """Return the address of the same search with one filter changed, from its first page."""
    changed = asked.copy()
    for gone in ("page", name):
        changed.pop(gone, None)
    if value:
        changed[name] = value
    return f"?{changed.urlencode()}"


def _facets() -> dict[str, tuple[str, Callable[[str], str], Callable[[str], str]]]:
    themes = {theme.written: theme.code for group in theme_groups() for theme in group.themes}
    stages = {stage.name: stage.code for group in life_stages() for stage in group.stages}
    return {
        "audience": (_("谁来办"), _label(Audience), _person_or_company),
        "theme": (_("主题"), _theme_name, lambda value: themes.get(value, "")),
        "stage": (_("生命周期"), str, lambda value: stages.get(value, "")),
        "department": (_("部门"), str, str),
        "level": (_("层级"), _label(Level), str),
        "item_type": (_("事项类型"), _type_name, str),
        "online": (_("办理方式"), _online_name, str),
    }


def _label(choices: type[Audience] | type[Level]) -> Callable[[str], str]:
    labels: Mapping[str, str] = {value: str(label) for value, label in choices.choices}
    return lambda value: labels.get(value, value)


def _person_or_company(value: str) -> str:
    return value if value != Audience.BOTH else ""


def _theme_name(written: str) -> str:
    names = {theme.written: theme.name for group in theme_groups() for theme in group.themes}
    return names.get(written, written)


def _type_name(value: str) -> str:
    return _(TYPE_LABELS[ItemType(value)]) if value in TYPE_LABELS else value


def _online_name(value: str) -> str:
    return _("可以网上办") if value == "yes" else _("暂未开通网上办理")


def _of_code(name: str, value: str) -> str:
    names = {theme.code: theme.name for group in theme_groups() for theme in group.themes}
    if name == "stage":
        names = {stage.code: stage.name for group in life_stages() for stage in group.stages}
    return names.get(value, "") if name in {"theme", "stage"} else ""
