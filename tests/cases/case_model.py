"""What the law lets happen to a case next, told again in plain Python; no code of ours.

`allows` says whether a move is legal today; `follow` does it in the model, and keeps the events
from which the slow count works out every date.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from onewindow.events.rules import JSONValue
from tests.cases.building import REVIEWS
from tests.cases.clock_oracle import Told, due_days
from tests.cases.promise_model import CHECK_DAYS, PromiseModel
from tests.cases.step_model import EXPERT, Steps, Who, who_in
from tests.kernel import oracle

AT_INTAKE = ("pre_review", "submitted")
RUNNING = (*AT_INTAKE, "correcting", "accepted")
DECIDED = ("granted", "refused")
INTAKE_MOVES = {
    "pass_pre_review", "accept", "ask_correction", "answer_correction", "not_accept", "not_require",
    "transfer",
}  # fmt: skip
PROMISE_MOVES = {"supply", "grant_on_promise", "verify", "settle"}
PERMIT_MOVES = {"follow_up", "end_permit", "bar", "repair"}
WORKING = "working"
# A department that does not answer in time agrees.
SILENT = "traffic"


@dataclass
class Model(PromiseModel):
    """A case: where it stands, what runs, what was told, and the day it is."""

    today: date
    method: str = "online"
    has_pre_review: bool = False
    # Whether one department does everything itself.
    is_alone: bool = False
    # Whether a table decides what is complete at once.
    is_instant: bool = False
    # The case that follows, once it is handed in.
    next: "Model | None" = None
    # What a correction asked for, now and before.
    asked: str = ""
    told: set[str] = field(default_factory=set)
    received: date = date.min
    correct_by: date = date.min
    events: list[Told] = field(default_factory=list)
    is_extended: bool = False
    is_past_it: bool = False
    is_sent: bool = False
    intake: str = ""

    def __post_init__(self) -> None:
        self.steps = Steps(self.enabled)
        if self.is_alone:
            self.steps.unit |= dict.fromkeys(REVIEWS, "lead")

    def begin(self) -> None:
        """Hand the case in."""
        self.received = self.today
        self.promised()
        self.tell("case.submitted", received_on=self.today.isoformat())
        self._take_in()
        # What somebody promised, what others review and what may not be granted is for humans.
        is_plain = self.is_alone and self.status == "submitted" and not self.promise
        if self.is_instant and is_plain and self.may_follow(is_granted=True):
            self._decide(is_granted=True)

    def tell(self, code: str, step: str = "", **data: JSONValue) -> None:
        """Keep an event."""
        self.events.append((code, self.today, step, data))

    def enabled(self, step: str, limit: int) -> None:
        """Keep that a step was opened."""
        self.tell("step.enabled", step, limit=limit, limit_unit=WORKING)

    @property
    def open_steps(self) -> set[str]:
        """What is to be done now."""
        return {self.intake} if self.intake else self.steps.open

    @property
    def due(self) -> dict[str, date]:
        """Every date, counted day by day: both clocks and the open steps."""
        dates = due_days(self.events)
        return {
            code: day
            for code, day in dates.items()
            if code in self.open_steps or code in {"promised", "statutory"}
        }

    def allows(self, move: str, **how: object) -> bool:
        """Tell whether a move is legal today."""
        if move in PROMISE_MOVES:
            return self.allows_promise(move, **how)
        if move in PERMIT_MOVES:
            return self.allows_permit(move, **how)
        if move in {"make_result", "hand_over", "send_off", "confirm", "archive"}:
            return self._allows_delivery(move)
        if move in {"withdraw", "recuse"}:
            is_out = move == "recuse" and how["who"] in self.steps.out
            return self.status in RUNNING and not is_out
        if self.status == "accepted":
            return self._allows_in_review(move, **how)
        return self._allows_at_intake(move, how)

    def _allows_at_intake(self, move: str, how: Mapping[str, object]) -> bool:
        if move in {"pass_pre_review", "accept"}:
            return self.intake == {"pass_pre_review": "pre-review", "accept": "accept"}[move]
        if move == "ask_correction":
            is_in_time = self.today <= oracle.add(self.received, 5)
            # Everything is told at once: a second notice names nothing new.
            is_known = not self.told or how["what"] in self.told
            is_early = self.intake == "pre-review"
            return self.status in AT_INTAKE and (is_early or (is_in_time and is_known))
        if move in {"not_accept", "not_require", "transfer"}:
            return self.status in AT_INTAKE
        return move == "answer_correction" and self.status == "correcting"

    def _allows_delivery(self, move: str) -> bool:
        if move == "make_result":
            return self.status in DECIDED
        if move == "archive":
            return self.status not in {*RUNNING, *DECIDED, "made", "archived"}
        return self.status == "made" and self.is_sent == (move == "confirm")

    def _allows_in_review(self, move: str, **how: object) -> bool:
        if move in {"start", "take_over", "review", "pass_on", "delegate"}:
            return self._allows_step(move, how)
        if move in {"send_back", "open_step"}:
            return self._allows_round(move, how)
        if move == "decide":
            return self._can_be_decided(is_granted=bool(how["is_granted"]))
        if move in INTAKE_MOVES:
            return False
        if move == "extend":
            most = 10 if self.steps.is_own else 15
            is_in_time = self.today <= self.due["statutory"]
            return not self.is_extended and is_in_time and int(str(how["days"])) <= most
        return self.allows_aside(move, **how)

    def _allows_step(self, move: str, how: Mapping[str, object]) -> bool:
        steps, name, who = self.steps, str(how["name"]), who_in(how)
        if move == "take_over":
            is_his = steps.unit[name] == who[0] and who not in steps.out
            return is_his and steps.holder.get(name, who) != who
        if not steps.may_do(name, who):
            return False
        if move == "pass_on":
            return how["to"] != steps.unit[name]
        if move != "delegate":
            return True
        to = who_in(how, "to")
        return to not in steps.out and steps.holder.get(name) != to

    def _allows_round(self, move: str, how: Mapping[str, object]) -> bool:
        who, name = who_in(how), str(how.get("name", ""))
        if move == "open_step":
            return EXPERT not in self.steps.taking and self.steps.has_one(who)
        return name in self.steps.done and self.steps.has_one(who, name)

    def _can_be_decided(self, *, is_granted: bool) -> bool:
        is_agreed = not (is_granted and self.steps.is_opposed)
        is_free = self.may_follow(is_granted=is_granted) and not self.is_held_up
        return "decide" in self.steps.open and is_agreed and is_free

    def follow(self, move: str, **how: object) -> None:
        """Do a legal move."""
        getattr(self, f"_{move}")(**how)

    def _take_in(self) -> None:
        is_first = self.has_pre_review and not self.is_past_it
        self.status = "pre_review" if is_first else "submitted"
        self.intake = "pre-review" if is_first else "accept"
        self.enabled(self.intake, 1)

    def _pass_pre_review(self) -> None:
        self.is_past_it = True
        self._take_in()

    def _accept(self, *, is_silent: bool = False) -> None:
        self.status, self.intake = "accepted", ""
        code = "case.deemed_accepted" if is_silent else "case.accepted"
        self.tell(code, promised=8, promised_unit=WORKING, statutory=20, statutory_unit=WORKING)
        self.steps.settle()

    def _end(self, status: str) -> None:
        self.status, self.intake = status, ""
        self.steps.open.clear()

    def _not_accept(self) -> None:
        self._end("not_accepted")

    def _not_require(self) -> None:
        self._end("not_required")

    def _transfer(self) -> None:
        self._end("transferred")

    def _withdraw(self) -> None:
        self._end("withdrawn")

    def _archive(self) -> None:
        self._end("archived")

    def _ask_correction(self, *, what: str) -> None:
        if self.status == "submitted":
            self.told.add(what)
        self._end("correcting")
        self.asked, self.correct_by = what, oracle.add(self.today, 10)

    def _answer_correction(self) -> None:
        self.received = self.today
        self.bring(self.asked)
        self.tell("case.corrected", received_on=self.today.isoformat())
        self._take_in()

    def sweep(self) -> None:
        """Let the law speak where nobody did."""
        if self.intake == "pre-review" and self.due["pre-review"] < self.today:
            self._pass_pre_review()
        if self.intake == "accept":
            is_over = self.due["accept"] < self.today
            if is_over and self.today > oracle.add(self.received, 5):
                self._accept(is_silent=True)
        elif self.status == "correcting" and self.today > oracle.next_workday(self.correct_by):
            self._end("lapsed")
        is_counted = self.status == "accepted" and not self.stands_still
        if is_counted and SILENT in self.steps.open and self.due[SILENT] < self.today:
            self.steps.complete(SILENT, "silent")
        if self.is_unkept:
            self._end("lapsed")
        if self.is_renewed_by_silence:
            self._decide(is_granted=True)
        self.expire()

    def _start(self, *, name: str, who: Who) -> None:
        self.steps.holder[name] = who

    _take_over = _start

    def _delegate(self, *, name: str, who: Who, to: Who) -> None:
        self.steps.holder[name] = to

    def _pass_on(self, *, name: str, who: Who, to: str) -> None:
        self.steps.unit[name] = to
        self.steps.holder.pop(name, None)

    def _recuse(self, *, who: Who) -> None:
        self.steps.keep_out(who)

    def _review(self, *, name: str, who: Who, outcome: str) -> None:
        self.steps.complete(name, outcome)

    def _send_back(self, *, name: str, who: Who) -> None:
        self.steps.send_back(name)

    def _open_step(self, *, who: Who) -> None:
        self.steps.call()

    def _decide(self, *, is_granted: bool) -> None:
        self._end("granted" if is_granted else "refused")
        if is_granted:
            self.grant()

    def _grant_on_promise(self) -> None:
        self._decide(is_granted=True)
        self.commitment, self.check_by = "relied_on", oracle.add(self.today, CHECK_DAYS)

    def _follow_up(self, *, kind: str, promise: str) -> None:
        self.next = Model(
            self.today, self.method, self.has_pre_review, self.is_alone, self.is_instant,
            life=self.life, kind=kind, before=self.held, promise=promise,
        )  # fmt: skip
        self.next.begin()

    def _make_result(self) -> None:
        self._end("finished" if self.method == "online" else "made")

    def _hand_over(self) -> None:
        self._end("finished")

    _confirm = _hand_over

    def _send_off(self) -> None:
        self.is_sent = True

    def _extend(self, *, days: int) -> None:
        self.is_extended = True
        steps = sorted(self.open_steps)
        self.tell("case.extended", days=days, unit=WORKING, steps=steps)

    def pass_days(self, days: int) -> None:
        """Let time go by."""
        self.today += timedelta(days=days)
