"""Where else an item is accepted or decided, for guides and for the public list."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from onewindow.catalogue.models import ItemVersion, ServiceItem
from onewindow.delegation.items import EVER_PUBLIC
from onewindow.delegation.models import Delegation, Power
from onewindow.delegation.models.delegations import DelegationQuerySet


@dataclass(frozen=True)
class Place:
    """An office that handles an item for its department; `scope` is empty for the whole item.

    `last_day` None: until further notice.
    """

    name: str
    address: str
    phone: str
    kind: str
    powers: tuple[Power, ...]
    scope: str
    last_day: date | None
    number: str

    @property
    def accepts(self) -> bool:
        """Whether one can hand in there."""
        return Power.ACCEPT in self.powers

    @property
    def decides(self) -> bool:
        """Whether it is decided there, too."""
        return Power.DECIDE in self.powers


def accepting_places(item: ServiceItem, on: date) -> list[Place]:
    """Return the offices where an item can be handed in on a day, besides its own, in one query."""
    running = public_delegations(on).filter(item=item, powers__contains=[Power.ACCEPT])
    return [place_of(delegation) for delegation in running.order_by("to__region", "to__name")]


def public_delegations(on: date) -> DelegationQuerySet:
    """Return what is handed down or entrusted on a day (公告, 行政许可法 Art 24).

    Nothing of an item that was never public: the announcement would be the first to name it.
    """
    public = Exists(ItemVersion.objects.filter(EVER_PUBLIC, item=OuterRef("item")))
    return Delegation.objects.listed().in_force(on).filter(public)


def place_of(delegation: Delegation) -> Place:
    """Return the office of a delegation."""
    office = delegation.to
    return Place(
        name=office.name,
        address=office.address,
        phone=office.phone,
        kind=delegation.get_kind_display(),
        powers=tuple(map(Power, delegation.powers)),
        scope=delegation.scope,
        last_day=delegation.last_day,
        number=delegation.number,
    )
