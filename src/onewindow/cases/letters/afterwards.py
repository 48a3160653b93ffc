"""What the letters after a grant say (行政许可法 8, 44, 69, 70)."""

from onewindow.cases.letters.shared import Told
from onewindow.cases.models import Letter
from onewindow.documents.letters.afterwards import (
    Cancellation,
    CancellationGround,
    Rectification,
    Retraction,
    RetractionGround,
    Revocation,
    RevocationGround,
    Shortfall,
)
from onewindow.documents.letters.sheets import DeliveryReceipt


def delivery_receipt(letter: Letter) -> DeliveryReceipt:
    """Return who took which papers, how and when."""
    told = Told(letter)
    facts = told.facts
    return DeliveryReceipt(
        head=told.head,
        matter=told.matter,
        addressee=told.addressee,
        papers=facts.pairs("papers"),
        method=facts.text("method"),
        place=facts.text("place"),
        received_by=facts.text("received_by"),
        relation=facts.text("relation"),
        received_at=facts.moment_or_none("received_at"),
        delivered_by=facts.text("delivered_by"),
        carrier=facts.text("carrier"),
        tracking=facts.text("tracking"),
        sent_on=facts.day_or_none("sent_on"),
        note=facts.text("note"),
    )


def revocation(letter: Letter) -> Revocation:
    """Return why a grant should not have been."""
    told = Told(letter)
    facts = told.facts
    return Revocation(
        **told.about,
        permit=facts.permit(),
        reasons=facts.reasons(),
        statement=facts.text("statement"),
        ground=RevocationGround(facts.text("ground")),
        is_safety=facts.flag("is_safety"),
        remedies=told.remedies,
    )


def retraction(letter: Letter) -> Retraction:
    """Return why a lawful grant cannot stay."""
    told = Told(letter)
    facts = told.facts
    return Retraction(
        **told.about,
        permit=facts.permit(),
        reasons=facts.reasons(),
        statement=facts.text("statement"),
        ground=RetractionGround(facts.text("ground")),
        compensation=facts.text("compensation"),
        remedies=told.remedies,
    )


def cancellation(letter: Letter) -> Cancellation:
    """Return why a permit is struck off."""
    told = Told(letter)
    facts = told.facts
    return Cancellation(
        **told.about,
        permit=facts.permit(),
        reasons=facts.reasons(),
        statement=facts.text("statement"),
        ground=CancellationGround(facts.text("ground")),
        remedies=told.remedies,
    )


def rectification(letter: Letter) -> Rectification:
    """Return what was promised and is not so."""
    told = Told(letter)
    facts = told.facts
    return Rectification(
        **told.about,
        checked_on=facts.day("checked_on"),
        shortfalls=tuple(Shortfall(*row[:3]) for row in facts.rows("shortfalls")),
        due_on=facts.day("due_on"),
        basis=facts.text("basis"),
        remedies=told.remedies,
    )
