"""One permit as its holder sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from onewindow.cases.models import CaseKind, Grant, GrantEnding, GrantStatus, Letter
from onewindow.cases.validity import last_day_to_renew

TONES = {
    GrantStatus.VALID: "good",
    GrantStatus.CHANGED: "idle",
    GrantStatus.RENEWED: "idle",
    GrantStatus.EXPIRED: "warn",
    GrantStatus.REVOKED: "bad",
    GrantStatus.RETRACTED: "bad",
    GrantStatus.CANCELLED: "idle",
}
# When the page begins to remind of a renewal.
SOON = timedelta(days=90)


@dataclass(frozen=True)
class PermitRow:
    """A permit on one day."""

    grant: Grant
    today: date
    letters: list[Letter]
    ending: GrantEnding | None

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed while nobody wrote that down yet."""
        last = self.grant.valid_to
        return self.grant.status == GrantStatus.VALID and last is not None and last < self.today

    @property
    def tone(self) -> str:
        """The kind of its tag."""
        return "warn" if self.is_over else TONES[GrantStatus(self.grant.status)]

    @property
    def holds(self) -> bool:
        """Whether it can be changed."""
        return self.grant.status == GrantStatus.VALID and not self.is_over

    @property
    def renew_by(self) -> date | None:
        """The last day to ask for a renewal (行政许可法 50)."""
        last = self.grant.valid_to
        return last_day_to_renew(last) if self.holds and last else None

    @property
    def can_renew(self) -> bool:
        """Whether a renewal can be asked for today."""
        return self.renew_by is not None and self.today <= self.renew_by

    @property
    def is_urgent(self) -> bool:
        """Whether the last day to ask for a renewal comes near."""
        return self.can_renew and self.renew_by is not None and self.renew_by - self.today <= SOON


def rows_of(grants: Iterable[Grant], today: date) -> list[PermitRow]:
    """Return permits with their letters and how they ended, in their order."""
    rows = []
    for grant in grants:
        kinds = ("revocation", "retraction", "cancellation")
        letters = [each for each in grant.case.letters.all() if each.kind in kinds]
        ending = max(grant.endings.all(), key=lambda each: each.at, default=None)
        rows.append(PermitRow(grant, today, [grant.letter, *letters], ending))
    return rows


def kind_of(word: str) -> CaseKind | None:
    """Return what an address asks for."""
    return {"change": CaseKind.CHANGE, "renewal": CaseKind.RENEWAL}.get(word)
