"""How long the parts of the joint review may take, from `data/base/review.yaml`."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import yaml
from cattrs import structure
from django.conf import settings
from django.utils.timezone import localdate

from onewindow.orgs.calendars import calendar_for


@dataclass(frozen=True)
class ReviewLimits:
    """Working days: for each office, for the department's answers, for following a standard."""

    review_days: dict[str, int]
    answer_days: int
    change_days: int


@cache
def review_limits() -> ReviewLimits:
    """Return what the city decided."""
    path = settings.DATA_FOLDER / "base" / "review.yaml"
    return structure(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader), ReviewLimits)


def due_after(days: int, *, region: str, at: datetime) -> date:
    """Return the day that lies some working days of a region after a moment."""
    return calendar_for(region).add(localdate(at), days).on
