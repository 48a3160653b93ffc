"""A machine that drives one case through random moves, legal and illegal ones."""

from datetime import datetime, time, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    invariant,
    rule,
)

from onewindow.cases import actions
from onewindow.cases.actions import Approval, Minutes, Place, Wanted
from onewindow.cases.models import Case, Hearing, InterestedParty, Suspension
from onewindow.cases.recheck import recheck
from onewindow.catalogue.limits import Limit
from onewindow.documents.models import Document
from tests.cases.building import CHINA, REVIEWS
from tests.cases.case_driver import Driver

MAYOR = Approval(by="示例·副市长", paper="示政批〔2026〕8号")
DAYS = st.integers(1, 12)


class WholeCase(Driver):
    """One case; every move is tried whether the model allows it or not."""

    @rule(days=DAYS)
    def time_goes_by(self, days: int) -> None:
        self.model.pass_days(days)
        self.minute = 0

    @rule()
    def the_law_speaks(self) -> None:
        actions.sweep_unanswered(self.now())
        actions.sweep_uncorrected(self.now())
        self.model.sweep()

    @rule()
    def accept(self) -> None:
        self.attempt(
            "accept", lambda: actions.accept(self.step("accept"), by=self.clerk, at=self.now())
        )

    @rule(move=st.sampled_from(["not_accept", "not_require", "transfer"]), chance=st.integers(0, 9))
    def end_the_intake(self, move: str, chance: int) -> None:
        if chance:
            return
        more = {"to": "示例省厅"} if move == "transfer" else {}
        end = getattr(actions, move)
        self.attempt(
            move,
            lambda: end(self.step("accept"), by=self.clerk, at=self.now(), reason="示例", **more),
        )

    @rule()
    def ask_correction(self) -> None:
        wanted = [Wanted(self.city.version.materials.get(), "请盖章")]
        self.attempt(
            "ask_correction",
            lambda: actions.ask_correction(
                self.step("accept"), by=self.clerk, at=self.now(), items=wanted, days=10
            ),
        )

    @rule()
    def answer_correction(self) -> None:
        def answer() -> None:
            notice = self.case.corrections.latest("pk")
            document = Document.objects.create(
                sha256=f"{self.minute:064d}", name="a.pdf", size=1, media_type="application/pdf",
                uploaded_by="x", created_at=self.now(),
            )  # fmt: skip
            actions.attach_to_correction(notice.items.get(), document, at=self.now())
            actions.answer_correction(notice, by=self.city.applicant, at=self.now(), fields={})

        self.attempt("answer_correction", answer)

    @rule(name=st.sampled_from(REVIEWS))
    def review(self, name: str) -> None:
        by = self.city.officer(name, "reviewer")
        self.attempt(
            "review",
            lambda: actions.complete_review(
                self.step(name), by=by, outcome="agreed", opinion="", at=self.now()
            ),
            name=name,
        )

    @rule(name=st.sampled_from(REVIEWS))
    def send_back(self, name: str) -> None:
        self.attempt(
            "send_back",
            lambda: actions.send_back(
                self.case, to=name, by=self.lead, reason="示例", at=self.now()
            ),
            name=name,
        )

    @rule(is_granted=st.booleans())
    def decide(self, is_granted: bool) -> None:
        self.attempt(
            "decide",
            lambda: actions.decide(
                self.step("decide"),
                by=self.lead,
                is_granted=is_granted,
                reason="示例",
                at=self.now(),
            ),
            is_granted=is_granted,
        )

    @rule(days=DAYS, kind=st.sampled_from(["testing", "expert_review"]))
    def suspend(self, days: int, kind: str) -> None:
        self.attempt(
            "suspend",
            lambda: actions.suspend(
                self.case,
                kind=kind,
                reason="示例",
                needed=Limit(days),
                by=self.lead.actor,
                at=self.now(),
            ),
            days=days,
            kind=kind,
        )

    @rule(number=st.integers(1, 3), days=DAYS)
    def tell_again(self, number: int, days: int) -> None:
        self.attempt(
            "tell_again",
            lambda: actions.tell_again(
                self.stop(number), needed=Limit(days), reason="示例", by=self.lead.actor,
                at=self.now(),
            ),
            number=number, days=days,
        )  # fmt: skip

    @rule(number=st.integers(1, 3))
    def resume(self, number: int) -> None:
        self.attempt(
            "resume",
            lambda: actions.resume(self.stop(number), result="", by=self.lead.actor, at=self.now()),
            number=number,
        )

    def stop(self, number: int) -> Suspension:
        return Suspension.objects.exclude(kind="hearing").get(case=self.pk, number=number)

    @rule(days=st.integers(1, 15))
    def extend(self, days: int) -> None:
        self.attempt(
            "extend",
            lambda: actions.extend(
                self.case, days=days, reason="示例", approval=MAYOR, by=self.lead, at=self.now()
            ),
            days=days,
        )

    @rule(move=st.sampled_from(["tell_right", "order_hearing"]))
    def begin_a_hearing(self, move: str) -> None:
        act = {
            "tell_right": actions.tell_hearing_right, "order_hearing": actions.order_hearing
        }[move]  # fmt: skip
        self.attempt(move, lambda: act(self.case, subject="示例", by=self.lead, at=self.now()))

    def hearing(self) -> Hearing:
        return self.case.hearings.latest("number")

    @rule()
    def ask(self) -> None:
        by = self.city.applicant
        self.attempt(
            "ask",
            lambda: actions.ask_for_hearing(
                self.hearing(), by=by.actor, name=by.name, at=self.now()
            ),
        )

    @rule(ahead=st.integers(5, 30))
    def notice(self, ahead: int) -> None:
        day = self.model.today + timedelta(days=ahead)
        presider = Case.objects.get(pk=self.pk).department.officers.get(
            user__username__endswith="presider"
        )
        place = Place(datetime.combine(day, time(9), CHINA), "示例", presider)
        self.attempt(
            "notice",
            lambda: actions.give_notice(self.hearing(), place, by=self.lead, at=self.now()),
            day=day,
        )

    @rule()
    def record(self) -> None:
        began_at = datetime.combine(self.model.today - timedelta(days=1), time(9), CHINA)
        minutes = Minutes(began_at, began_at + timedelta(hours=1), "", "示例：同意")
        self.attempt(
            "record",
            lambda: actions.record_hearing(self.hearing(), minutes, by=self.lead, at=self.now()),
        )

    @rule()
    def drop(self) -> None:
        self.attempt(
            "drop",
            lambda: actions.drop_hearing(
                self.hearing(), waiver="示例", by=self.lead.actor, at=self.now()
            ),
        )

    @rule()
    def tell_party(self) -> None:
        self.attempt(
            "tell_party",
            lambda: actions.tell_party(
                self.case, name="示例·邻居", interest="采光", by=self.lead, at=self.now()
            ),
        )

    @rule()
    def hear_party(self) -> None:

        def hear() -> None:
            silent = InterestedParty.objects.filter(case=self.pk, stated_at=None)
            actions.hear_party(
                silent.earliest("number"), statement="示例", by=self.lead, at=self.now()
            )

        self.attempt("hear_party", hear)

    @rule(chance=st.integers(0, 9))
    def withdraw(self, chance: int) -> None:
        if not chance:
            self.attempt(
                "withdraw",
                lambda: actions.withdraw(
                    self.case, by=self.city.applicant, reason="", at=self.now()
                ),
            )

    @rule()
    def archive(self) -> None:
        self.attempt("archive", lambda: actions.archive(self.case, by=self.clerk, at=self.now()))

    @invariant()
    def what_is_stored_is_what_follows_from_the_events(self) -> None:
        case = self.case
        assert case.status == self.model.status
        assert list(recheck()) == []
        if case.status not in {"submitted", "correcting", "accepted"}:
            return
        stored = dict(case.steps.filter(status="open").values_list("code", "due_on"))
        if case.accepted_at is not None:
            stored |= {"promised": case.promised_due_on, "statutory": case.statutory_due_on}
        assert stored == self.model.due
