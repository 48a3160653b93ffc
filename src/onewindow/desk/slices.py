"""Long lists cut by place instead of page number: the thousandth page costs what the first does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.db.models import F, Q
from django.http import QueryDict

from onewindow.cases.finding import in_order
from onewindow.cases.models import Case
from onewindow.cases.models.case import CaseQuerySet

NEWEST = ("-submitted_at", "-pk")
OLDEST = ("submitted_at", "pk")
# So many are looked at in order before the index of words is asked.
NEAR = 2000


@dataclass(frozen=True)
class Place:
    """Where a case stands among all, by when it was submitted."""

    at: datetime
    pk: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read what `str` wrote; None for anything else."""
        at, _, pk = text.rpartition("_")
        try:
            return cls(datetime.fromisoformat(at), int(pk))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.pk}"

    @property
    def older(self) -> Q:
        """The condition for what was submitted before."""
        # The first part is what an index can begin with.
        return Q(submitted_at__lte=self.at) & (Q(submitted_at__lt=self.at) | Q(pk__lt=self.pk))

    @property
    def newer(self) -> Q:
        """The condition for what was submitted afterwards."""
        return Q(submitted_at__gte=self.at) & (Q(submitted_at__gt=self.at) | Q(pk__gt=self.pk))


@dataclass(frozen=True)
class Slice:
    """A few cases, newest first, and whether there are newer and older ones."""

    cases: Sequence[Case]
    has_newer: bool
    has_older: bool

    @property
    def is_all(self) -> bool:
        """Whether nothing lies outside."""
        return not self.has_newer and not self.has_older

    @property
    def first(self) -> str:
        """The place of the first, to ask for what is newer."""
        return _place(self.cases[0])

    @property
    def last(self) -> str:
        """The place of the last, to ask for what is older."""
        return _place(self.cases[-1])


def slice_of(cases: CaseQuerySet, among: CaseQuerySet, asked: QueryDict, *, size: int) -> Slice:
    """Return the newest cases, or those before or after the place that was asked for.

    `among` are the cases that `cases` narrows by more than their status: it is read in order.
    """
    if after := Place.read(asked.get("after", "")):
        found = _nearest(cases.filter(after.older), among.filter(after.older), size, NEWEST)
        return Slice(found[:size], has_newer=True, has_older=len(found) > size)
    if before := Place.read(asked.get("before", "")):
        found = _nearest(cases.filter(before.newer), among.filter(before.newer), size, OLDEST)
        return Slice(found[:size][::-1], has_newer=len(found) > size, has_older=True)
    found = _nearest(cases, among, size, NEWEST)
    return Slice(found[:size], has_newer=False, has_older=len(found) > size)


def _nearest(
    cases: CaseQuerySet, among: CaseQuerySet, size: int, order: tuple[str, str]
) -> list[Case]:
    """Return one case more than the size, in their order.

    What is common is found among the nearest few thousand. What is not is rare, and is found by
    its words and departments and sorted. Left to choose, the database walks through all cases in
    their order for somebody who has none.
    """
    newest = order == NEWEST
    edge = among.order_by(*order).values_list("submitted_at", flat=True)[NEAR:].first()
    near = (
        Q() if edge is None else Q(submitted_at__gte=edge) if newest else Q(submitted_at__lte=edge)
    )
    with in_order():
        found = list(cases.filter(near).order_by(*order)[: size + 1])
    if len(found) > size or edge is None:
        return found
    # No index has this order, so that the words and departments are looked up first.
    sorted_by = F("submitted_at") + timedelta(0)
    ways = (sorted_by.desc(), "-pk") if newest else (sorted_by.asc(), "pk")
    return list(cases.order_by(*ways)[: size + 1])


def _place(case: Case) -> str:
    if case.submitted_at is None:
        raise LookupError(case)
    return str(Place(case.submitted_at, case.pk))
