"""Issue an authorisation letter: number, print, keep, record, in one transaction."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.models import ServiceItem
from onewindow.delegation.letter_content import letter_of
from onewindow.delegation.models import AuthorisationLetter, Power, Seal
from onewindow.delegation.models.letters import LETTER_POWERS
from onewindow.delegation.rules import Problem, Reason, period_problems
from onewindow.delegation.wording import NotLawful
from onewindow.documents.actions import receive_letter
from onewindow.documents.letters import render
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Department, Officer
from onewindow.orgs.numbers import next_number

SERIES = "授"


@dataclass(frozen=True)
class Mandate:
    """What a letter lets an officer do; no items means all items of the department."""

    powers: Sequence[Power]
    valid_from: date
    valid_to: date
    items: Sequence[ServiceItem] = ()
    seals: Sequence[Seal] = ()


def authorise(
    department: Department, officer: Officer, mandate: Mandate, *, by: Actor, at: datetime
) -> AuthorisationLetter:
    """Issue a department's letter to an officer, its own or another's; the PDF is made at once.

    Raise NotLawful for a wrong period, no power or a letter to oneself, DomainError for an item or
    a seal that is not the department's, MissingGlyph for a name that no letter can show.
    """
    today = localdate(at)
    problems = list(period_problems(mandate.valid_from, mandate.valid_to, on=today))
    if not mandate.powers or not set(mandate.powers) <= set(LETTER_POWERS):
        problems.append(Problem("powers", Reason.NO_POWER))
    if by.code == officer.actor.code:
        problems.append(Problem("officer", Reason.TO_HIMSELF))
    if problems:
        raise NotLawful(problems)
    _require_own(department, mandate, today)
    with transaction.atomic():
        number = next_number(department, SERIES, SERIES, year=today.year)
        code = new_code()
        paper = letter_of(department, officer, mandate, number=number, code=code, on=today)
        received = receive_letter(render(paper), name=f"授权书 {number}.pdf")
        letter = AuthorisationLetter.objects.create(
            department=department, officer=officer, number=number, code=code,
            powers=[power.value for power in mandate.powers], covers_all=not mandate.items,
            valid_from=mandate.valid_from, valid_to=mandate.valid_to,
            document=received.record(by=by, at=at), by=by.code, by_name=by.name, at=at,
        )  # fmt: skip
        letter.items.set(mandate.items)
        letter.seals.set(mandate.seals)
        _report(letter, officer, mandate, by, at)
    return letter


def new_code() -> str:
    """Return a code that nobody can guess, in three groups that people can type."""
    text = secrets.token_hex(6).upper()
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


def _require_own(department: Department, mandate: Mandate, today: date) -> None:
    if any(item.department_id != department.pk for item in mandate.items):
        raise DomainError(_("授权书只能包括本部门的事项，请刷新页面重新选择。"))
    for seal in mandate.seals:
        if seal.department_id != department.pk or seal.state(today) in {"revoked", "ended"}:
            raise DomainError(_("印章已经停用或者不是本部门的，请刷新页面重新选择。"))


def _report(
    letter: AuthorisationLetter, officer: Officer, mandate: Mandate, by: Actor, at: datetime
) -> None:
    events.record(
        "authorisation.issued", chain=letter.chain, by=by, at=at,
        data={
            "number": letter.number, "officer": officer.actor.code, "name": officer.user.name,
            "powers": list(letter.powers), "items": [item.code for item in mandate.items],
            "seals": [seal.kind for seal in mandate.seals], "sha256": letter.document.sha256,
            "valid_from": str(letter.valid_from), "valid_to": str(letter.valid_to),
        },
    )  # fmt: skip
