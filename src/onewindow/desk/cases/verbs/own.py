"""Which step of a case is an officer's, for the verbs of those who review and decide."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

from django.utils.timezone import now
from django.utils.translation import gettext as _

from onewindow.cases import access
from onewindow.cases.clocks import local_day
from onewindow.cases.models import Case, CaseStatus, CaseStep, SiteVisit
from onewindow.orgs.models import Officer, Role

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

T = TypeVar("T")
# What the verbs of one page ask for again and again; nothing outside of `remembering`.
_known: ContextVar[dict[Hashable, object] | None] = ContextVar("_known", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Read the steps and visits of a case once while all verbs are asked about it."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def _remembered(key: Hashable, read: Callable[[], list[T]]) -> list[T]:
    known = _known.get()
    if known is None:
        return read()
    if key not in known:
        known[key] = read()
    found = known[key]
    return found if isinstance(found, list) else []


def own_steps(case: Case, officer: Officer, roles: frozenset[str]) -> list[CaseStep]:
    """Return the open steps of a case that an officer may do."""

    def read() -> list[CaseStep]:
        steps = access.work_for(officer, roles).filter(case=case)
        found = list(steps.select_related("unit", "post").order_by("position"))
        for each in found:
            each.case = case
        return found

    return _remembered(("steps", case.pk, officer.pk), read)


def own_step(case: Case, officer: Officer, roles: frozenset[str], *kinds: str) -> CaseStep | None:
    """Return the first of them, of one of these kinds if any is given."""
    steps = own_steps(case, officer, roles)
    return next((each for each in steps if not kinds or each.kind in kinds), None)


def step_of(case: Case, officer: Officer, *kinds: str) -> CaseStep | None:
    """Return the same where the roles are not at hand."""
    return own_step(case, officer, officer.role_codes(local_day(now())), *kinds)


def steps_of(case: Case) -> list[CaseStep]:
    """Return the steps of a case in their last round, by position."""
    rows = case.steps.current().select_related("unit", "post").order_by("position")
    return _remembered(("rows", case.pk), lambda: list(rows))


def visits_of(case: Case) -> list[SiteVisit]:
    """Return the site visits of a case."""
    rows = case.visits.prefetch_related("members").order_by("number")
    return _remembered(("visits", case.pk), lambda: list(rows))


def heads(officer: Officer, roles: frozenset[str]) -> bool:
    """Say whether an officer decides in his department."""
    return Role.DECIDER in roles and officer.is_active


def has_own(case: Case, officer: Officer, roles: frozenset[str]) -> bool:
    """Say whether an officer has an open step of a case."""
    return own_step(case, officer, roles) is not None


def not_reviewing(case: Case) -> StrOrPromise:
    """Say why a case is not under review."""
    return "" if case.status == CaseStatus.ACCEPTED else _("只有审查中的办件能这样办理。")
