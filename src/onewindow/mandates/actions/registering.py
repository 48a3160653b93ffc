"""Record a mandate that was given elsewhere: on paper, or with a company's registration."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.models import Company, User
from onewindow.catalogue.models import ServiceItem
from onewindow.documents.actions import Received
from onewindow.events import Actor
from onewindow.mandates.actions.giving import terms_data
from onewindow.mandates.errors import MandateRefused
from onewindow.mandates.models import Mandate, MandateKind, Proof, new_code
from onewindow.mandates.numbers import next_number
from onewindow.mandates.rules import Terms, problems_of
from onewindow.mandates.wording import NotLawful


def register(
    terms: Terms,
    *,
    kind: MandateKind,
    agent: User,
    principal: User | None = None,
    company: Company | None = None,
    items: Sequence[ServiceItem] = (),
    paper: Received | None = None,
    by: Actor,
    at: datetime,
) -> Mandate:
    """Record a mandate that both have signed already: it counts from its first day on.

    Raise NotLawful, MandateRefused for somebody who would act for himself.
    """
    # A head of a company, and whom its registration names, serve until that changes.
    needs_end = paper is not None
    on = localdate(at) if needs_end else terms.valid_from
    if problems := list(problems_of(terms, on=on, needs_end=needs_end)):
        raise NotLawful(problems)
    if principal == agent:
        raise MandateRefused(_("委托人和受托人是同一个人，不需要委托。"))
    with transaction.atomic():
        mandate = Mandate.objects.create(
            number=next_number(at), code=new_code(), kind=kind, principal=principal,
            company=company, agent=agent, agent_name=agent.name, agent_number=_shown(agent),
            powers=list(terms.powers), covers_all=terms.covers_all, valid_from=terms.valid_from,
            valid_to=terms.valid_to, proof=Proof.PAPER if paper else Proof.REGISTERED,
            document=paper.record(by=by, at=at) if paper else None,
            by=by.code, by_name=by.name, at=at, accepted_at=at,
        )  # fmt: skip
        mandate.items.set(items)
        events.record(
            "mandate.registered", chain=mandate.chain, by=by, at=at,
            data={**terms_data(mandate, items), "for": mandate.giver.as_data()},
        )  # fmt: skip
    return mandate


def _shown(agent: User) -> str:
    return agent.person.masked_citizen_id if hasattr(agent, "person") else ""
