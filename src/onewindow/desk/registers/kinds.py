"""The three registers, used in one way: who reads them, how they are searched, what rows say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.models import ItemVersion
from onewindow.delegation import access
from onewindow.delegation.items import EVER_PUBLIC, item_names
from onewindow.delegation.models import AuthorisationLetter, Delegation, Seal
from onewindow.delegation.models.period import conditions
from onewindow.desk.registers import rows
from onewindow.desk.registers.rows import Names, Row
from onewindow.orgs.models import Officer

G = TypeVar("G", Delegation, AuthorisationLetter, Seal)
ALL = "all"
PER_PAGE = 30


@dataclass(frozen=True)
class Filter:
    """One way to narrow a register, with how many it leaves."""

    code: str
    name: Promise
    count: int
    is_on: bool


FILTERS: dict[str, Promise] = {
    ALL: _("全部"),
    "in_force": _("生效中"),
    "ending": _("30 天内到期"),
    "upcoming": _("尚未生效"),
    "ended": _("已到期"),
    "revoked": _("已撤销"),
}


@dataclass(frozen=True)
class Kind(Generic[G]):
    """A register: its code in addresses, its words, its access, its rows."""

    code: str
    name: Promise
    create_name: Promise
    unit_name: Promise
    holder_name: Promise
    hint: Promise
    read: Callable[[Officer, frozenset[str]], QuerySet[G]]
    open: Callable[[Officer, frozenset[str], int], G]
    find: Callable[[str], Q]
    headings: Callable[[], tuple[str, ...]]
    row: Callable[[G, Names, date], Row]
    items: Callable[[G], Iterable[int]]

    def search(self, officer: Officer, roles: frozenset[str], *, words: str) -> "Register[G]":
        """Return what he may read of it and what fits the words."""
        grants = self.read(officer, roles)
        return Register(self, grants.filter(self.find(words)) if words else grants)

    def one(self, officer: Officer, roles: frozenset[str], pk: int, on: date) -> Row:
        """Return one grant he may read; raise DoesNotExist otherwise."""
        grant = self.open(officer, roles, pk)
        return self.row(grant, item_names(list(self.items(grant))), on)


@dataclass(frozen=True)
class Register(Generic[G]):
    """What one officer reads of a register."""

    kind: Kind[G]
    grants: QuerySet[G]

    def filters(self, chosen: str, on: date) -> list[Filter]:
        """Return the filters with their counts, in one query."""
        wanted = {ALL: Q(), **conditions(on)}
        counted = {code: Count("pk", filter=only) for code, only in wanted.items()}
        counts = self.grants.order_by().aggregate(**counted)
        return [
            Filter(code, name, counts[code], is_on=code == chosen) for code, name in FILTERS.items()
        ]

    def chosen(self, chosen: str, on: date) -> QuerySet[G]:
        """Return the grants of a filter, the last recorded first."""
        only = conditions(on).get(chosen, Q())
        return self.grants.filter(only).order_by("-at", "-pk")

    def page(self, chosen: str, on: date, number: str | None) -> tuple[Page[G], list[Row]]:
        """Return a page of a filter, and its rows."""
        page = Paginator(self.chosen(chosen, on), PER_PAGE).get_page(number)
        return page, self.rows(page, on)

    def rows_of(self, chosen: str, on: date) -> list[Row]:
        """Return all rows of a filter."""
        return self.rows(self.chosen(chosen, on), on)

    def rows(self, grants: Iterable[G], on: date) -> list[Row]:
        """Return what is said of them, the names of items in one query."""
        listed = list(grants)
        names = item_names({pk for each in listed for pk in self.kind.items(each)})
        return [self.kind.row(each, names, on) for each in listed]


def _named(words: str) -> QuerySet[ItemVersion]:
    return ItemVersion.objects.filter(EVER_PUBLIC, name__icontains=words)


DELEGATIONS: Kind[Delegation] = Kind(
    code="delegations",
    name=_("下放和委托台账"),
    create_name=_("登记下放或委托"),
    unit_name=_("交出部门"),
    holder_name=_("承接单位"),
    hint=_("文号、备案文号、事项、单位"),
    read=access.delegations_for,
    open=access.delegation_for,
    find=lambda words: (
        Q(number__icontains=words)
        | Q(filing_number__icontains=words)
        | Q(to__name__icontains=words)
        | Q(item__department__name__icontains=words)
        | Q(item__in=_named(words).values("item"))
    ),
    headings=rows.delegation_headings,
    row=rows.delegation_row,
    items=lambda each: (each.item_id,),
)
LETTERS: Kind[AuthorisationLetter] = Kind(
    code="authorisations",
    name=_("授权书台账"),
    create_name=_("签发授权书"),
    unit_name=_("授权部门"),
    holder_name=_("被授权人"),
    hint=_("文号、被授权人、部门"),
    read=access.letters_for,
    open=access.letter_for,
    find=lambda words: (
        Q(number__icontains=words)
        | Q(officer__user__name__icontains=words)
        | Q(department__name__icontains=words)
    ),
    headings=rows.letter_headings,
    row=rows.letter_row,
    items=lambda each: [item.pk for item in each.items.all()],
)
SEALS: Kind[Seal] = Kind(
    code="seals",
    name=_("印章台账"),
    create_name=_("登记印章"),
    unit_name=_("部门"),
    holder_name=_("图样"),
    hint=_("部门"),
    read=access.seals_for,
    open=access.seal_for,
    find=lambda words: Q(department__name__icontains=words),
    headings=rows.seal_headings,
    row=rows.seal_row,
    items=lambda _each: (),
)
AnyKind = Kind[Delegation] | Kind[AuthorisationLetter] | Kind[Seal]
KINDS: dict[str, AnyKind] = {kind.code: kind for kind in (DELEGATIONS, LETTERS, SEALS)}
