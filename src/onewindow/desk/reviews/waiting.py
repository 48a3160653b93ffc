"""The reviews that wait for an officer, each with its clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from onewindow.catalogue.models import Review
from onewindow.design.shapes import Clock
from onewindow.desk.clocks import calendars, clock_until


@dataclass(frozen=True)
class Waiting:
    """A review and what is left of its time."""

    review: Review
    clock: Clock | None


def waiting_rows(reviews: Iterable[Review], at: datetime) -> list[Waiting]:
    """Return the reviews with their clocks, in their order."""
    of = calendars()
    return [
        Waiting(
            each,
            clock_until(
                each.due_on, localdate(each.opened_at), localdate(at),
                of(each.version.item.region_id),
            )
            if each.due_on
            else None,
        )
        for each in reviews
    ]  # fmt: skip
