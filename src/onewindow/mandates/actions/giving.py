"""Give a mandate: signed online, or with the paper; it counts once the agent has accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts import fields
from onewindow.accounts.models import Company, User
from onewindow.accounts.names import check_name
from onewindow.catalogue.models import ServiceItem
from onewindow.documents.actions import Received
from onewindow.events import Actor
from onewindow.events.rules import JSONValue
from onewindow.kernel.crypto import mask_citizen_id, mask_phone
from onewindow.kernel.identity import check_citizen_id
from onewindow.mandates.access import companies_led_by
from onewindow.mandates.errors import MandateRefused
from onewindow.mandates.models import Mandate, MandateKind, Power, Proof, new_code
from onewindow.mandates.numbers import next_number
from onewindow.mandates.rules import ANSWER_DAYS, MOBILE, MOST_OFFERS, Terms, problems_of
from onewindow.mandates.wording import NotLawful


@dataclass(frozen=True)
class AgentNamed:
    """Whom somebody asks: by name, and by citizen ID or mobile number."""

    name: str
    number: str

    @property
    def index(self) -> bytes:
        """The keyed digest by which the agent finds the offer; raise InvalidIdentity."""
        if MOBILE.fullmatch(self.number):
            return fields.blind_index(self.number, column="phone")
        return fields.blind_index(check_citizen_id(self.number), column="citizen_id")

    @property
    def shown(self) -> str:
        """The number as pages show it."""
        is_phone = MOBILE.fullmatch(self.number) is not None
        return mask_phone(self.number) if is_phone else mask_citizen_id(self.number)


def give(
    terms: Terms,
    *,
    by: User,
    to: AgentNamed,
    company: Company | None = None,
    helper: bool = False,
    items: Sequence[ServiceItem] = (),
    paper: Received | None = None,
    at: datetime,
) -> Mandate:
    """Offer a mandate in his own name, or in that of a company he leads.

    Nothing is looked up: whether the agent has an account, nobody learns from this. Raise
    NotLawful, MandateRefused, InvalidIdentity, UnprintableName.
    """
    on = localdate(at)
    if problems := list(problems_of(terms, on=on)):
        raise NotLawful(problems)
    check_name(to.name)
    index = to.index
    _require_giver(by, company, to, at)
    actor = by.actor
    with transaction.atomic():
        # One giver's offers queue up here, so that the limit holds.
        User.objects.select_for_update().get(pk=by.pk)
        waiting = Mandate.objects.filter(
            by=actor.code, agent=None, declined_at=None, revoked_at=None, answer_by__gte=on
        )
        if waiting.count() >= MOST_OFFERS:
            raise MandateRefused(
                _("还有 %(n)s 份委托在等对方接受，请先收回不需要的。") % {"n": MOST_OFFERS}
            )
        mandate = Mandate.objects.create(
            number=next_number(at), code=new_code(), kind=_kind(company, helper=helper),
            principal=None if company else by, company=company,
            agent_name=to.name, agent_index=index, agent_number=to.shown,
            powers=with_following(terms.powers), covers_all=terms.covers_all,
            valid_from=terms.valid_from, valid_to=terms.valid_to,
            answer_by=on + timedelta(days=ANSWER_DAYS),
            proof=Proof.PAPER if paper else Proof.SIGNED,
            document=paper.record(by=by, at=at) if paper else None,
            by=actor.code, by_name=actor.name, at=at,
        )  # fmt: skip
        mandate.items.set(items)
        events.record(
            "mandate.given", chain=mandate.chain, by=giver_actor(by, mandate), at=at,
            data=terms_data(mandate, items),
        )  # fmt: skip
    return mandate


def with_following(powers: Sequence[str]) -> list[str]:
    """Return powers in their order; who may collect or withdraw has to see the case."""
    needs = {Power.COLLECT, Power.WITHDRAW}
    return [
        each.value
        for each in Power
        if each in powers or (each is Power.FOLLOW and needs & set(powers))
    ]


def giver_actor(by: User, mandate: Mandate) -> Actor:
    """Return the giver as the ledger names him: a company's head acts for the company."""
    behalf = mandate.giver if mandate.company is not None else None
    return Actor(by.actor.code, by.actor.name, on_behalf=behalf)


def terms_data(mandate: Mandate, items: Sequence[ServiceItem]) -> dict[str, JSONValue]:
    """Return what the ledger keeps of a mandate; the agent's number is not in it."""
    return {
        "number": mandate.number,
        "kind": mandate.kind,
        "agent": mandate.agent_name,
        "powers": list(mandate.powers),
        "items": [item.code for item in items],
        "valid_from": str(mandate.valid_from),
        "valid_to": str(mandate.valid_to or ""),
        "proof": mandate.proof,
    }


def _kind(company: Company | None, *, helper: bool) -> MandateKind:
    if helper:
        return MandateKind.HELPER
    return MandateKind.EMPLOYEE if company else MandateKind.PERSON


def _require_giver(by: User, company: Company | None, to: AgentNamed, at: datetime) -> None:
    if not hasattr(by, "person"):
        raise MandateRefused(_("您的账号还没有实名登记，不能网上委托，请到窗口办理。"))
    if company is not None and company not in companies_led_by(by, localdate(at)):
        raise MandateRefused(_("只有法定代表人能以企业的名义委托。"))
    # A family may share a phone: the number alone is nobody.
    if company is None and to.name == by.name and to.index in by.person.indexes:
        raise MandateRefused(_("不能委托给自己，请填写受托人的证件号码或者手机号。"))
