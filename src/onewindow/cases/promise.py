"""The date promised to somebody who applies today, before there is a case."""

from dataclasses import dataclass
from datetime import datetime

from onewindow.cases.clocks import CaseClocks, Reckoning, case_clocks, local_day
from onewindow.catalogue.limits import Limits, limits_for
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.reading import Answers
from onewindow.kernel.workdays import Due
from onewindow.orgs.calendars import calendar_for


@dataclass(frozen=True)
class Promise:
    """Applied on a day: accepted on the last day of that limit, decided on the last of this one."""

    acceptance: Due
    clocks: CaseClocks

    @property
    def decision(self) -> Reckoning:
        """The promised day of the decision."""
        return self.clocks.promised.due

    @property
    def is_provisional(self) -> bool:
        """Whether a date lies beyond the last published calendar year."""
        return self.acceptance.provisional or self.clocks.is_provisional


def promise_of(version: ItemVersion, answers: Answers, at: datetime) -> Promise:
    """Return the latest dates for an application handed in at a time, complete at once."""
    return promise_within(limits_for(version, answers), version.item.department.region_id, at)


def promise_within(limits: Limits, region: str, at: datetime) -> Promise:
    """Return the latest dates by limits, in a region (its code)."""
    calendar = calendar_for(region)
    acceptance = calendar.add(local_day(at), limits.acceptance.days, limits.acceptance.unit)
    return Promise(acceptance, case_clocks(calendar, acceptance.on, limits))
