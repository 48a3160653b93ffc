"""When the steps are due that a completed one opens: worked out once, then given with each call."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from onewindow.cases.clocks import local_day, step_due_dates
from onewindow.cases.models import CaseStep
from onewindow.orgs.calendars import calendar_for, overrides_digest
from onewindow.orgs.rules import lineage

MOST_KEPT = 1024


class Given(NamedTuple):
    """Due dates by `unit:limit`, as JSON, and the digest of the overrides they were found with."""

    due: str
    overrides: str


NOTHING = Given("{}", "")
# Of a region and a day, for all limits asked for so far: a city has few. The database refuses dates
# of another calendar, so that nothing has to be invalidated.
_kept: dict[tuple[str, date], Given] = {}


class Openings:
    """What steps of a case open when they are completed at a time."""

    def __init__(self, step: CaseStep, at: datetime) -> None:
        self._region, self._day = step.case.department.region_id, local_day(at)
        self.regions = list(lineage(self._region))

    def at_hand(self) -> Given:
        """Return what was found for the same region and day before."""
        return _kept.get((self._region, self._day), NOTHING)

    def find(self, limits: Sequence[str]) -> Given:
        """Work out the dates of these limits (`unit:limit`) and those at hand, and keep them."""
        asked = {_limit(each) for each in (*limits, *json.loads(self.at_hand().due))}
        # Before the calendar: what changes in between is noticed by the next call.
        overrides = overrides_digest(self.regions, self._day)
        due = step_due_dates(calendar_for(self._region), self._day, asked)
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[self._region, self._day] = given = Given(json.dumps(due), overrides)
        return given


def _limit(text: str) -> tuple[int, str]:
    unit, days = text.split(":")
    return int(days), unit
