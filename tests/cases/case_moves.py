"""Every verb that changes where a case stands or when it is due, as a move on the case itself."""

from datetime import date, datetime, time, timedelta

from onewindow.cases import actions
from onewindow.cases.actions import Approval, Minutes, Place, Recipient, Wanted
from onewindow.cases.actions.supplying import sweep_deferrals
from onewindow.cases.models import Hearing, InterestedParty, Letter, Suspension
from onewindow.catalogue.limits import Limit
from tests.cases.building import CHINA
from tests.cases.promise_moves import WHY, PromiseMoves
from tests.cases.step_model import Who

MAYOR = Approval(by="示例·副市长", paper="示政批〔2026〕8号")
HIMSELF = Recipient("示例·申请人", "self")


class Moves(PromiseMoves):
    """One case; `do` tries a move whether the model allows it or not."""

    def do(self, move: str, **how: object) -> None:
        """Try a move by its name, on the case and on the model."""
        act = getattr(self, f"do_{move}")
        self.attempt(move, lambda: act(**how), **how)

    def sweep(self) -> None:
        """Let the law speak where nobody did."""
        at = self.now()
        actions.sweep_pre_reviews(at)
        actions.sweep_unanswered(at)
        actions.sweep_uncorrected(at)
        actions.sweep_silent_steps(at)
        sweep_deferrals(at)
        actions.sweep_silent_renewals(at)
        actions.sweep_expired_grants(at)
        self.model.sweep()
        self.check()

    def do_pass_pre_review(self) -> None:
        actions.pass_pre_review(self.step("pre-review"), by=self.clerk, at=self.now())

    def do_accept(self) -> None:
        actions.accept(self.step("accept"), by=self.clerk, at=self.now())

    def at_intake(self) -> str:
        return "pre-review" if self.model.status == "pre_review" else "accept"

    def do_not_accept(self) -> None:
        step = self.step(self.at_intake())
        actions.not_accept(step, by=self.clerk, at=self.now(), reason=WHY)

    def do_not_require(self) -> None:
        step = self.step(self.at_intake())
        actions.not_require(step, by=self.clerk, at=self.now(), reason=WHY)

    def do_transfer(self) -> None:
        step = self.step(self.at_intake())
        actions.transfer(step, by=self.clerk, at=self.now(), to="示例省厅", reason=WHY)

    def do_ask_correction(self, what: str) -> None:
        actions.ask_correction(
            self.step(self.at_intake()), by=self.clerk, at=self.now(), days=10,
            items=[Wanted(self.material(what), "请盖章")],
        )  # fmt: skip

    def do_answer_correction(self) -> None:
        notice = self.case.corrections.latest("pk")
        actions.attach_to_correction(notice.items.get(), self.document(), at=self.now())
        actions.answer_correction(notice, by=self.city.applicant, at=self.now(), fields={})

    def do_start(self, name: str, who: Who) -> None:
        actions.start_step(self.step(name), by=self.officer(who), at=self.now())

    def do_take_over(self, name: str, who: Who) -> None:
        actions.take_over_step(self.step(name), by=self.officer(who), at=self.now(), reason=WHY)

    def do_review(self, name: str, who: Who, outcome: str) -> None:
        actions.complete_review(
            self.step(name), by=self.officer(who), outcome=outcome, opinion=WHY, at=self.now()
        )

    def do_pass_on(self, name: str, who: Who, to: str) -> None:
        unit = self.city.officer(to, "reviewer").department
        actions.transfer_step(
            self.step(name), to=unit, post=None, by=self.officer(who), reason=WHY, at=self.now()
        )

    def do_delegate(self, name: str, who: Who, to: Who) -> None:
        actions.delegate_step(
            self.step(name), to=self.officer(to), by=self.officer(who), reason=WHY, at=self.now()
        )

    def do_recuse(self, who: Who) -> None:
        actions.recuse(self.case, by=self.officer(who), reason=WHY, at=self.now())

    def do_send_back(self, name: str, who: Who) -> None:
        by = self.officer(who)
        actions.send_back(self.case, to=name, by=by, reason=WHY, at=self.now())

    def do_open_step(self, who: Who) -> None:
        by = self.officer(who)
        actions.open_step(self.case, code="expert", by=by, reason=WHY, at=self.now())

    def do_decide(self, is_granted: bool) -> None:
        actions.decide(
            self.step("decide"), by=self.lead, is_granted=is_granted, reason=WHY, at=self.now()
        )

    def do_make_result(self) -> None:
        letter = Letter.objects.decisions().get(case=self.pk, document=None)
        actions.make_letter(letter.pk, at=self.now())

    def do_hand_over(self) -> None:
        actions.hand_over(self.case, HIMSELF, by=self.clerk, at=self.now())

    def do_send_off(self) -> None:
        actions.send_off(
            self.case, carrier="示例快递", tracking="SF0001", sent_on=self.model.today,
            by=self.clerk, at=self.now(),
        )  # fmt: skip

    def do_confirm(self) -> None:
        actions.confirm_receipt(self.case, HIMSELF, by=self.clerk, at=self.now())

    def do_withdraw(self) -> None:
        actions.withdraw(self.case, by=self.city.applicant, reason="", at=self.now())

    def do_archive(self) -> None:
        actions.archive(self.case, by=self.clerk, at=self.now())

    def do_suspend(self, days: int, kind: str) -> None:
        actions.suspend(
            self.case, kind=kind, reason=WHY, needed=Limit(days), by=self.lead.actor, at=self.now()
        )

    def stop(self, number: int) -> Suspension:
        return Suspension.objects.exclude(kind="hearing").get(case=self.pk, number=number)

    def do_tell_again(self, number: int, days: int) -> None:
        actions.tell_again(
            self.stop(number), needed=Limit(days), reason=WHY, by=self.lead.actor, at=self.now()
        )

    def do_resume(self, number: int) -> None:
        actions.resume(self.stop(number), result="", by=self.lead.actor, at=self.now())

    def do_extend(self, days: int) -> None:
        actions.extend(
            self.case, days=days, reason=WHY, approval=MAYOR, by=self.lead, at=self.now()
        )

    def do_tell_right(self) -> None:
        actions.tell_hearing_right(self.case, subject=WHY, by=self.lead, at=self.now())

    def do_order_hearing(self) -> None:
        actions.order_hearing(self.case, subject=WHY, by=self.lead, at=self.now())

    def hearing(self) -> Hearing:
        return self.case.hearings.latest("number")

    def do_ask(self) -> None:
        by = self.city.applicant
        actions.ask_for_hearing(self.hearing(), by=by.actor, name=by.name, at=self.now())

    def do_notice(self, day: date) -> None:
        presider = self.city.officer("lead", "legal_officer")
        place = Place(datetime.combine(day, time(9), CHINA), WHY, presider)
        actions.give_notice(self.hearing(), place, by=self.lead, at=self.now())

    def do_record(self) -> None:
        began_at = datetime.combine(self.model.today - timedelta(days=1), time(9), CHINA)
        minutes = Minutes(began_at, began_at + timedelta(hours=1), "", "示例：同意")
        actions.record_hearing(self.hearing(), minutes, by=self.lead, at=self.now())

    def do_drop(self) -> None:
        hearing = self.hearing()
        actions.drop_hearing(hearing, waiver=WHY, by=self.lead.actor, at=self.now())

    def do_tell_party(self) -> None:
        actions.tell_party(
            self.case, name="示例·邻居", interest="采光", by=self.lead, at=self.now()
        )

    def do_hear_party(self) -> None:
        silent = InterestedParty.objects.filter(case=self.pk, stated_at=None)
        actions.hear_party(silent.earliest("number"), statement=WHY, by=self.lead, at=self.now())
