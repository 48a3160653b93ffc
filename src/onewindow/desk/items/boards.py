"""The joint review of a version as its page shows it: four offices, their state, their words."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onewindow.catalogue.element_rules import elements_reviewed_by
from onewindow.catalogue.models import ItemVersion, Review, ReviewOffice, Verdict
from onewindow.catalogue.rounds import labels

NAMED = 4


@dataclass(frozen=True)
class Seat:
    """One office in the last round; `is_own` when the reader may give its verdict."""

    office: str
    name: str
    fields: str
    review: Review | None
    is_own: bool

    @property
    def tone(self) -> str:
        """The look of its state."""
        verdict = self.review.verdict if self.review else ""
        return {
            Verdict.AGREED: "good", Verdict.OBJECTED: "bad", Verdict.PENDING: "warn",
        }.get(Verdict(verdict), "idle") if verdict else "idle"  # fmt: skip

    @property
    def words(self) -> str:
        """Its state in words."""
        return self.review.get_verdict_display() if self.review else _("还没有提交审核")

    @property
    def is_waiting(self) -> bool:
        """Whether its verdict is still to come."""
        return self.review is not None and self.review.verdict == Verdict.PENDING


@dataclass(frozen=True)
class Board:
    """All four offices in one round; the rounds before it."""

    round: int
    seats: list[Seat]
    earlier: list[Review]

    @property
    def is_clear(self) -> bool:
        """Whether all four agreed."""
        return all(
            seat.review is not None and seat.review.verdict == Verdict.AGREED for seat in self.seats
        )


def board_of(version: ItemVersion, offices: frozenset[str]) -> Board:
    """Return the state of the joint review; `offices` are those the reader speaks for."""
    last = version.reviews.aggregate(last=Max("round"))["last"] or 0
    reviews = list(version.reviews.prefetch_related("comments").order_by("-round", "pk"))
    current = {review.office: review for review in reviews if review.round == last}
    seats = [
        Seat(
            office.value,
            str(office.label),
            fields_of(office),
            current.get(office.value),
            is_own=office.value in offices,
        )
        for office in ReviewOffice
    ]
    return Board(last, seats, [review for review in reviews if review.round < last])


def fields_of(office: str) -> str:
    """Return the first elements an office reviews, by name, and how many there are."""
    codes = elements_reviewed_by(office)
    named = labels(codes[:NAMED])
    if len(codes) <= NAMED:
        return named
    more = ngettext("%(named)s 等 %(n)s 项", "%(named)s 等 %(n)s 项", len(codes))
    return more % {"named": named, "n": len(codes)}
