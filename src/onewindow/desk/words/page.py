"""The rows of the page: what found nothing with the items that may be meant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onewindow.catalogue.models import Alias, SearchEntry, UnansweredQuery
from onewindow.catalogue.naming_access import nameable_entries
from onewindow.catalogue.search import search
from onewindow.orgs.models import Officer

OFFERED, LISTED = 2, 20


@dataclass(frozen=True)
class Offer:
    """An item to give a name to."""

    key: str
    name: str
    department: str
    is_online: bool


@dataclass(frozen=True)
class Asked:
    """Words that found nothing, and the items of the officer that come nearest."""

    query: UnansweredQuery
    offers: list[Offer]


def asked_in_vain(
    queries: Iterable[UnansweredQuery], officer: Officer, roles: frozenset[str]
) -> list[Asked]:
    """Return the queries of one page with offers; three queries for each at most."""
    return [Asked(query, offers(query.query, officer, roles, OFFERED)) for query in queries]


def offers(text: str, officer: Officer, roles: frozenset[str], most: int = LISTED) -> list[Offer]:
    """Return the items he may name that come nearest to words, the nearest first."""
    found = search(text)
    places = {hit.candidate.pk: at for at, hit in enumerate([*found.hits, *found.hints])}
    entries = nameable_entries(officer, roles).filter(pk__in=places)
    nearest = sorted(entries, key=lambda entry: places[entry.pk])[:most]
    return [_offer(entry) for entry in nearest]


def with_names(aliases: Iterable[Alias]) -> list[tuple[Alias, str]]:
    """Return aliases with the names that the public sees, or the codes of items it does not."""
    listed = list(aliases)
    entries = SearchEntry.objects.filter(version__item__in=[each.item_id for each in listed])
    names = dict(entries.values_list("version__item", "name"))
    return [(each, _name_of(each, names)) for each in listed]


def _name_of(alias: Alias, names: Mapping[int, str]) -> str:
    if alias.base is not None:
        return alias.base.name
    return names.get(alias.item_id or 0, alias.item.code if alias.item else "")


def _offer(entry: SearchEntry) -> Offer:
    item = entry.version.item_id if entry.version is not None else None
    key = f"item-{item}" if item is not None else f"base-{entry.base_id}"
    return Offer(key, entry.name, entry.department_name, entry.is_online)
