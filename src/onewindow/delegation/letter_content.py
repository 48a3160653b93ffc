"""What the authorisation letter of an officer says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from onewindow.delegation.items import item_names
from onewindow.delegation.models import Power, Seal
from onewindow.documents.letters import AuthorisationPaper, Head, SealSpecimen
from onewindow.documents.storage import open_document
from onewindow.orgs.models import Department, Officer

if TYPE_CHECKING:
    from onewindow.delegation.actions.authorising import Mandate

# On paper, in Chinese, whatever the reader's language is.
POWERS = {
    Power.ACCEPT: "受理：接收申请，决定受理或者不予受理",
    Power.DECIDE: "决定：作出准予或者不予的决定",
}
SEALS = {
    "licensing": "行政许可专用章", "confirmation": "行政确认专用章", "filing": "备案专用章",
}  # fmt: skip


def letter_of(
    department: Department, officer: Officer, mandate: Mandate, *, number: str, code: str, on: date
) -> AuthorisationPaper:
    """Return the content of a letter that is issued on a day."""
    names = item_names([item.pk for item in mandate.items])
    return AuthorisationPaper(
        head=Head(
            department=department.name, number=number, on=on, code=code, sample=settings.TRIAL
        ),
        officer=officer.user.name,
        office=officer.department.name,
        title_of_officer=officer.title,
        powers=tuple(POWERS[power] for power in mandate.powers),
        items=tuple(names[item.pk] for item in mandate.items),
        first_day=mandate.valid_from,
        last_day=mandate.valid_to - timedelta(days=1),
        seals=tuple(_specimen(seal) for seal in mandate.seals),
    )


def _specimen(seal: Seal) -> SealSpecimen:
    with open_document(seal.image) as file:
        return SealSpecimen(SEALS[seal.kind], file.read())
