"""What is taken on the applicant's word, told again: 容缺受理 and 告知承诺."""

from dataclasses import dataclass, field
from datetime import date

from tests.cases.permit_model import PermitModel
from tests.cases.step_model import Steps
from tests.kernel import oracle

SUPPLY_DAYS, CHECK_DAYS, MENDING_DAYS = 8, 20, 5
# What may follow later.
DEFERRABLE = ("m2", "m3")
OPEN = ("pre_review", "submitted", "correcting", "accepted")


@dataclass
class PromiseModel(PermitModel):
    """What was promised, what of it is still missing, and how far its check is."""

    # "", "deferral", "commitment" or "both".
    promise: str = field(default="", kw_only=True)
    missing: set[str] = field(default_factory=set, kw_only=True)
    is_waited_for: bool = field(default=False, kw_only=True)
    supply_by: date = field(default=date.min, kw_only=True)
    commitment: str = field(default="", kw_only=True)
    check_by: date | None = field(default=None, kw_only=True)
    steps: Steps = field(init=False, kw_only=True)

    def promised(self) -> None:
        """Let what was signed count, from the day it is handed in."""
        if self.promise in {"deferral", "both"}:
            self.missing, self.is_waited_for = set(DEFERRABLE), True
            self.supply_by = oracle.add(self.today, SUPPLY_DAYS)
        if self.promise in {"commitment", "both"}:
            self.commitment = "signed"

    @property
    def is_held_up(self) -> bool:
        """Whether a decision has to wait."""
        return bool(self.missing) or super().is_held_up

    def allows_promise(self, move: str, **how: object) -> bool:
        """Tell whether such a move is legal today."""
        if move == "supply":
            is_in_time = self.today <= oracle.next_workday(self.supply_by)
            return self.is_waited_for and is_in_time and self.status in OPEN
        if move == "grant_on_promise":
            return self.commitment == "signed" and self._can_be_granted()
        if move == "verify":
            return self.commitment == "relied_on"
        if self.commitment != "unmet" or how["is_rectified"]:
            return self.commitment == "unmet"
        # What is still to be put right is not revoked before its day, nor what has ended.
        assert self.check_by is not None
        assert self.permit is not None
        is_over = self.today > oracle.next_workday(self.check_by)
        return is_over and self.permit.status in {"valid", "expired"}

    def _can_be_granted(self) -> bool:
        is_before_office = self.status in {"submitted", "accepted"}
        is_free = not (self.is_held_up or self.steps.is_opposed or self.life.entries)
        return (
            is_before_office and self.steps.is_own and is_free and self.may_follow(is_granted=True)
        )

    def bring(self, code: str) -> None:
        """Take in a material that may have been waited for."""
        self.missing.discard(code)
        self.is_waited_for = bool(self.missing)

    @property
    def is_unkept(self) -> bool:
        """Whether what was promised did not come."""
        # What was told stays; a last day that became a day off moves to the next workday.
        is_late = self.is_waited_for and oracle.next_workday(self.supply_by) < self.today
        return is_late and self.status in OPEN

    def _supply(self, *, code: str) -> None:
        self.bring(code)

    def _verify(self, *, is_kept: bool) -> None:
        self.commitment = "kept" if is_kept else "unmet"
        self.check_by = None if is_kept else oracle.add(self.today, MENDING_DAYS)

    def _settle(self, *, is_rectified: bool) -> None:
        self.commitment = "kept" if is_rectified else "broken"
        if not is_rectified:
            assert self.permit is not None
            self.permit.status = "revoked"
