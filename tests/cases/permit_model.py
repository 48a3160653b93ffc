"""What becomes of a permit, told again: changed, renewed, run out, revoked, retracted, struck off.

A permit outlives its case; the cases that follow it share what is here.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.cases.hearing_model import HearingModel

VALID_DAYS, RENEWAL_DAYS = 90, 30
PENDING = ("pre_review", "submitted", "accepted")
# What has ended makes room for the next case about the same permit.
OVER = {
    "not_accepted", "not_required", "transferred", "withdrawn", "lapsed", "finished", "archived",
}  # fmt: skip
TAKEN = {"revoked", "retracted"}
# From which standing a permit is ended, and how it stands then (行政许可法 8, 69, 70).
ENDINGS = {
    "revoke": ({"valid", "expired"}, "revoked"),
    "retract": ({"valid"}, "retracted"),
    "strike_as_terminated": ({"valid", "expired", *TAKEN}, "cancelled"),
    "strike_as_expired": ({"expired"}, "cancelled"),
    "strike_as_taken_away": (TAKEN, "cancelled"),
}


@dataclass
class Permit:
    """Its first and last day, and how it stands."""

    first: date
    last: date
    status: str = "valid"


@dataclass
class Life:
    """What the cases about one permit share: permits in their order, entries of bad credit."""

    permits: list[Permit] = field(default_factory=list)
    entries: int = 0


@dataclass
class PermitModel(HearingModel):
    """The permit that a case follows, and the one that it granted."""

    life: Life = field(default_factory=Life, kw_only=True)
    kind: str = field(default="new", kw_only=True)
    before: Permit | None = field(default=None, kw_only=True)
    permit: Permit | None = field(default=None, kw_only=True)
    status: str = field(default="", kw_only=True)

    @property
    def held(self) -> Permit | None:
        """The newest permit."""
        return self.life.permits[-1] if self.life.permits else None

    def allows_permit(self, move: str, **how: object) -> bool:
        """Tell whether such a move is legal today."""
        if move == "bar":
            return True
        if move == "repair":
            return bool(self.life.entries)
        if self.held is None:
            return False
        if move == "end_permit":
            return self.held.status in ENDINGS[str(how["ending"])][0]
        return self._can_be_followed(self.held, how)

    def _can_be_followed(self, held: Permit, how: dict[str, object]) -> bool:
        is_free = self.before is not held or self.status in OVER
        is_held = held.status == "valid" and self.today <= held.last
        last = held.last - timedelta(days=RENEWAL_DAYS if how["kind"] == "renewal" else 0)
        is_believed = not (how["promise"] and self.life.entries)
        return is_free and is_held and self.today <= last and is_believed

    def may_follow(self, *, is_granted: bool) -> bool:
        """Tell whether what a case follows lets it be decided so.

        What no longer holds is neither changed nor renewed. When its days are over and nobody has
        decided, it is renewed by law, and nobody can refuse any more (行政许可法 50).
        """
        before = self.before
        if before is None:
            return True
        is_over, holds = before.last < self.today, before.status == "valid"
        if self.kind == "change":
            return not is_granted or (holds and not is_over)
        return holds if is_granted else not (holds and is_over)

    def grant(self) -> None:
        """Write down the permit."""
        first, last = self.today, self.today + timedelta(days=VALID_DAYS - 1)
        if self.before is not None and self.kind == "change":
            last, self.before.status = self.before.last, "changed"
        elif self.before is not None:
            first, self.before.status = self.before.last + timedelta(days=1), "renewed"
            last = first + timedelta(days=VALID_DAYS - 1)
        self.permit = Permit(first, last)
        self.life.permits.append(self.permit)

    @property
    def is_renewed_by_silence(self) -> bool:
        """Whether nobody decided on a renewal before the permit ended."""
        is_asked = self.kind == "renewal" and self.status == "accepted"
        return is_asked and self.before is not None and self._is_due(self.before)

    def expire(self) -> None:
        """End what has run out, unless a renewal that lies with the office holds it."""
        for each in self.life.permits:
            is_waiting = each is self.before and self.kind == "renewal"
            if self._is_due(each) and not (is_waiting and self.status in PENDING):
                each.status = "expired"

    def _is_due(self, permit: Permit) -> bool:
        return permit.status == "valid" and permit.last < self.today

    def _end_permit(self, *, ending: str) -> None:
        assert self.held is not None
        self.held.status = ENDINGS[ending][1]

    def _bar(self) -> None:
        self.life.entries += 1

    def _repair(self) -> None:
        self.life.entries -= 1
