"""The verbs of promises and permits, as moves on the case itself."""

from datetime import timedelta

from onewindow.cases import actions
from onewindow.cases.actions import Ending, supplying
from onewindow.cases.models import BadCredit, CaseKind, Deferral, Grant, GrantStatus
from onewindow.cases.promises import credit, verifying
from onewindow.cases.recheck import recompute
from onewindow.documents.actions import Received
from onewindow.events.rules import SYSTEM
from onewindow.orgs.calendars import override_day
from tests.cases.case_driver import Driver
from tests.cases.promise_model import MENDING_DAYS
from tests.kernel import oracle

WHY = "示例"
FILE = Received("证明.pdf", "application/pdf", "2" * 64, 1)
ENDING = {
    "revoke": (GrantStatus.REVOKED, "fraud"),
    "retract": (GrantStatus.RETRACTED, "law_changed"),
    "strike_as_terminated": (GrantStatus.CANCELLED, "terminated"),
    "strike_as_expired": (GrantStatus.CANCELLED, "expired"),
    "strike_as_taken_away": (GrantStatus.CANCELLED, "taken_away"),
}


class PromiseMoves(Driver):
    """What follows from a promise or a permit, and a calendar that changes."""

    def change_calendar(self, ahead: int, *, is_workday: bool) -> None:
        """Say in some days' time that a day is worked, or not."""
        day, where = self.model.today + timedelta(days=ahead), self.case.department.region_id
        oracle.changed[day] = is_workday
        override_day(where, day, is_workday=is_workday, name=WHY)
        recompute(reason=WHY, at=self.now())
        self.check()

    def do_supply(self, code: str) -> None:
        deferral = Deferral.objects.get(case=self.pk)
        brought = [(self.material(code), FILE)]
        supplying.supply(deferral, brought, by=self.city.applicant, at=self.now())

    def do_grant_on_promise(self) -> None:
        verifying.grant_on_promise(self.case, by=self.lead, at=self.now())

    def do_verify(self, is_kept: bool) -> None:
        days = 0 if is_kept else MENDING_DAYS
        verifying.verify(
            self.case.commitment, by=self.lead, is_kept=is_kept, findings=WHY, days=days,
            at=self.now(),
        )  # fmt: skip

    def do_settle(self, is_rectified: bool) -> None:
        verifying.settle(
            self.case.commitment, by=self.lead, is_rectified=is_rectified, findings=WHY,
            statement=WHY, at=self.now(),
        )  # fmt: skip

    def do_bar(self) -> None:
        since = self.model.today
        credit.bar(
            self.city.applicant, reason=WHY, source=WHY, since=since, until=None, by=SYSTEM,
            at=self.now(),
        )  # fmt: skip

    def do_repair(self) -> None:
        entry = BadCredit.objects.in_force(self.model.today).latest("pk")
        credit.repair(entry, reason=WHY, by=SYSTEM, at=self.now())

    def grant(self) -> Grant:
        return list(self.grants())[-1]

    def do_end_permit(self, ending: str) -> None:
        to, ground = ENDING[ending]
        why = Ending(ground, WHY, WHY)
        actions.end_grant(self.grant(), to, why, by=self.lead, at=self.now())

    def do_follow_up(self, kind: str, promise: str) -> None:
        him = self.city.applicant
        draft = actions.start_follow_up(self.grant(), CaseKind(kind), by=him, at=self.now())
        actions.attach_file(draft, self.material("m1"), self.document(), at=self.now())
        self.hand_in(draft, promise)
