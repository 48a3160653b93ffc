"""What a mandate must say, and who can be asked; pure functions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

# An offer that nobody answers is no mandate; the law names no time (民法典 has none).
ANSWER_DAYS = 30
# So many offers may wait at once: enough for a company, too few to try out numbers.
MOST_OFFERS = 20
# A mandate states its time (民法典第一百六十五条); nobody remembers one of ten years ago.
LONGEST = timedelta(days=3 * 366)
MOBILE = re.compile(r"1\d{10}")


class Reason(StrEnum):
    """Why a mandate is not given."""

    NO_POWER = "no_power"
    NO_ITEM = "no_item"
    ENDS_FIRST = "ends_first"
    BEGAN = "began"
    TOO_LONG = "too_long"
    NO_END = "no_end"


@dataclass(frozen=True)
class Terms:
    """What is given: powers, items (none: all), from a day until another (exclusive)."""

    powers: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    covers_all: bool = True
    items: Sequence[int] = field(default=())


def problems_of(terms: Terms, *, on: date, needs_end: bool = True) -> Iterator[tuple[str, Reason]]:
    """Yield each field with what is wrong about it, on a day.

    Who serves a company by its registration (`needs_end` False) does so until that changes.
    """
    if not terms.powers:
        yield "powers", Reason.NO_POWER
    if not terms.covers_all and not terms.items:
        yield "items", Reason.NO_ITEM
    if needs_end and terms.valid_from < on:
        yield "valid_from", Reason.BEGAN
    if terms.valid_to is None:
        if needs_end:
            yield "valid_to", Reason.NO_END
        return
    if terms.valid_to <= terms.valid_from:
        yield "valid_to", Reason.ENDS_FIRST
    elif needs_end and terms.valid_to - terms.valid_from > LONGEST:
        yield "valid_to", Reason.TOO_LONG


def mandate_number(day: str, sequence: int) -> str:
    """Return the number of the sequence-th mandate, `WT20261122-000003`."""
    return f"WT{day}-{sequence:06d}"
