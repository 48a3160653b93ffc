"""Hand an item down to a lower level, or entrust it to another organ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.models import ServiceItem
from onewindow.catalogue.models.versions import IN_FORCE
from onewindow.delegation.actions.closing import close
from onewindow.delegation.conflicts import breaks
from onewindow.delegation.models import Delegation, DelegationKind, Power
from onewindow.delegation.rules import Grant, Party, problems_of
from onewindow.delegation.wording import NotLawful
from onewindow.documents.actions import Received
from onewindow.events.rules import Actor
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.models import Department
from onewindow.orgs.numbers import next_number

LICENSING = "licensing"
SERIES = {DelegationKind.HANDED_DOWN: "放", DelegationKind.ENTRUSTED: "委"}


@dataclass(frozen=True)
class Handover:
    """What is handed over, on what paper and for how long; `scope` limits it in words."""

    kind: DelegationKind
    powers: Sequence[Power]
    basis: str
    filing_number: str
    filed_on: date
    valid_from: date
    valid_to: date | None = None
    scope: str = ""


def delegate(
    item: ServiceItem,
    handover: Handover,
    *,
    to: Department,
    giver: Department,
    by: Actor,
    at: datetime,
    document: Received | None = None,
) -> Delegation:
    """Record a delegation; it counts from `valid_from` on and is public at once.

    Raise NotLawful with every problem (行政许可法 Art 24), NotAllowedNow while another one of the
    same item to the same department runs.
    """
    today = localdate(at)
    problems = problems_of(_grant(item, handover, to, giver), on=today)
    if problems:
        raise NotLawful(problems)
    try:
        with transaction.atomic():
            close(Delegation.objects.filter(item=item, to=to).ended(today), at=at)
            return _record(item, handover, to, document, by, at)
    except IntegrityError as error:
        if not breaks(error, "delegation_once_at_a_time"):
            raise
        raise NotAllowedNow(
            _("这个事项已经下放或者委托给%(to)s，还没有结束；请先撤销原来的，再重新登记。")
            % {"to": to.short_name}
        ) from error


def _record(
    item: ServiceItem,
    handover: Handover,
    to: Department,
    document: Received | None,
    by: Actor,
    at: datetime,
) -> Delegation:
    mark = SERIES[handover.kind]
    number = next_number(item.department, mark, mark, year=localdate(at).year)
    delegation = Delegation.objects.create(
        item=item, to=to, kind=handover.kind, powers=[power.value for power in handover.powers],
        scope=handover.scope.strip(), number=number,
        filing_number=handover.filing_number.strip(), filed_on=handover.filed_on,
        basis=handover.basis.strip(), valid_from=handover.valid_from, valid_to=handover.valid_to,
        document=document.record(by=by, at=at) if document else None,
        by=by.code, by_name=by.name, at=at,
    )  # fmt: skip
    events.record(
        "delegation.recorded", chain=delegation.chain, by=by, at=at,
        data={
            "number": number, "kind": handover.kind, "item": item.code, "to": to.code,
            "powers": list(delegation.powers), "filing_number": delegation.filing_number,
            "valid_from": str(handover.valid_from), "valid_to": str(handover.valid_to or ""),
        },
    )  # fmt: skip
    return delegation


def _grant(item: ServiceItem, handover: Handover, to: Department, giver: Department) -> Grant:
    version = item.versions.filter(status__in=IN_FORCE).first()
    return Grant(
        is_entrusted=handover.kind == DelegationKind.ENTRUSTED,
        is_in_force=version is not None,
        is_licence=version is not None and version.item_type == LICENSING,
        owner=_party(item.department),
        giver=_party(giver),
        to=_party(to),
        powers=tuple(handover.powers),
        basis=handover.basis,
        filing_number=handover.filing_number,
        filed_on=handover.filed_on,
        valid_from=handover.valid_from,
        valid_to=handover.valid_to,
    )


def _party(department: Department) -> Party:
    return Party(department.code, department.region_id)
