"""Long lists cut by place instead of page number: the thousandth page costs what the first does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Q
from django.http import QueryDict

from onewindow.cases.models import Case
from onewindow.cases.models.case import CaseQuerySet

NEWEST = ("-submitted_at", "-pk")
OLDEST = ("submitted_at", "pk")


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


def slice_of(cases: CaseQuerySet, asked: QueryDict, *, size: int) -> Slice:
    """Return the newest cases, or those before or after the place that was asked for."""
    if after := Place.read(asked.get("after", "")):
        found = list(cases.filter(after.older).order_by(*NEWEST)[: size + 1])
        return Slice(found[:size], has_newer=True, has_older=len(found) > size)
    if before := Place.read(asked.get("before", "")):
        found = list(cases.filter(before.newer).order_by(*OLDEST)[: size + 1])
        return Slice(found[:size][::-1], has_newer=len(found) > size, has_older=True)
    found = list(cases.order_by(*NEWEST)[: size + 1])
    return Slice(found[:size], has_newer=False, has_older=len(found) > size)


def _place(case: Case) -> str:
    if case.submitted_at is None:
        raise LookupError(case)
    return str(Place(case.submitted_at, case.pk))
