"""Who may say what people call an item. Missing and forbidden look the same: DoesNotExist."""

from django.db.models import Q, QuerySet

from onewindow.catalogue.models import (
    Alias,
    BaseItem,
    SearchEntry,
    ServiceItem,
    UnansweredQuery,
)
from onewindow.orgs.models import Officer, Role

NAMES_ITEMS = frozenset({Role.ITEM_MANAGER, Role.ADMINISTRATOR})


def nameable_entries(officer: Officer, roles: frozenset[str]) -> QuerySet[SearchEntry]:
    """Return the entries he may name: all for an administrator, his department's for a manager."""
    entries = SearchEntry.objects.select_related("version__item__department", "base")
    if Role.ADMINISTRATOR in roles:
        return entries
    if Role.ITEM_MANAGER in roles:
        return entries.filter(department=officer.department_id)
    return entries.none()


def nameable_thing(officer: Officer, roles: frozenset[str], key: str) -> ServiceItem | BaseItem:
    """Return the item of a key like `item-12` or `base-7`; raise SearchEntry.DoesNotExist."""
    kind, _, number = key.partition("-")
    column = {"item": "version__item", "base": "base"}.get(kind)
    if column is None or not number.isascii() or not number.isdigit() or len(number) > 18:
        raise SearchEntry.DoesNotExist
    entry = nameable_entries(officer, roles).get(**{column: int(number)})
    if entry.version is not None:
        return entry.version.item
    if entry.base is None:
        raise SearchEntry.DoesNotExist
    return entry.base


def aliases_for(officer: Officer, roles: frozenset[str]) -> QuerySet[Alias]:
    """Return the aliases he may take away."""
    aliases = Alias.objects.select_related("item__department", "base")
    if Role.ADMINISTRATOR in roles:
        return aliases
    if Role.ITEM_MANAGER in roles:
        return aliases.filter(Q(item__department=officer.department_id))
    return aliases.none()


def alias_for(officer: Officer, roles: frozenset[str], pk: int) -> Alias:
    """Return an alias he may take away; raise Alias.DoesNotExist."""
    return aliases_for(officer, roles).get(pk=pk)


def open_queries(roles: frozenset[str]) -> QuerySet[UnansweredQuery]:
    """Return what found nothing and is not settled, the most frequent first."""
    if not roles & NAMES_ITEMS:
        return UnansweredQuery.objects.none()
    return UnansweredQuery.objects.filter(dismissed_at=None).order_by("-count", "-last_at", "pk")


def open_query(roles: frozenset[str], pk: int) -> UnansweredQuery:
    """Return one of them; raise UnansweredQuery.DoesNotExist."""
    return open_queries(roles).get(pk=pk)
