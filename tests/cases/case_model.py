"""What the law lets happen to a case next, told again in plain Python; no code of ours.

`allows` says whether a move is legal today; `follow` does it in the model, and keeps the events
from which the slow count works out every date.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from onewindow.events.rules import JSONValue
from tests.cases.building import REVIEWS
from tests.cases.clock_oracle import Told, due_days
from tests.kernel import oracle

INTAKE = ("submitted", "correcting")
RUNNING = (*INTAKE, "accepted")
WORKING = "working"


@dataclass
class Model:
    """A case: where it stands, what runs, what was told, and the day it is."""

    today: date
    status: str = "submitted"
    received: date = date.min
    correct_by: date = date.min
    events: list[Told] = field(default_factory=list)
    open_steps: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    suspensions: dict[int, bool] = field(default_factory=dict)
    hearing: str = ""
    hearing_stop: int = 0
    is_ordered: bool = False
    kinds: dict[int, str] = field(default_factory=dict)
    request_by: date = date.min
    hold_by: date = date.min
    set_for: date = date.min
    is_extended: bool = False
    waiting_parties: list[date] = field(default_factory=list)

    def begin(self) -> None:
        """Hand the case in."""
        self.received = self.today
        self.tell("case.submitted", received_on=self.today.isoformat())
        self.open("accept", 1)

    def tell(self, code: str, step: str = "", **data: JSONValue) -> None:
        """Keep an event."""
        self.events.append((code, self.today, step, data))

    def open(self, step: str, limit: int) -> None:
        """Open a step."""
        self.open_steps.add(step)
        self.tell("step.enabled", step, limit=limit, limit_unit=WORKING)

    @property
    def due(self) -> dict[str, date]:
        """Every date, counted day by day: both clocks and the open steps."""
        dates = due_days(self.events)
        return {
            code: day
            for code, day in dates.items()
            if code in self.open_steps or code in {"promised", "statutory"}
        }

    @property
    def can_still_be_asked(self) -> bool:
        """Whether the five days for asking run."""
        return self.hearing == "told" and self.today <= self.request_by

    @property
    def is_silent(self) -> bool:
        """Whether the law takes the case as accepted."""
        return self.status == "submitted" and self.today > oracle.add(self.received, 5)

    def allows(self, move: str, **how: object) -> bool:
        """Tell whether a move is legal today."""
        if move in {"accept", "not_accept", "not_require", "transfer"}:
            return self.status == "submitted"
        if move == "ask_correction":
            return self.status == "submitted" and self.today <= oracle.add(self.received, 5)
        if move == "answer_correction":
            return self.status == "correcting"
        if move == "withdraw":
            return self.status in RUNNING
        if move == "archive":
            return self.status not in {*RUNNING, "granted", "refused", "archived"}
        return self.status == "accepted" and self._allows_in_review(move, **how)

    def _allows_in_review(self, move: str, **how: object) -> bool:
        if move in {"review", "send_back"}:
            is_open = how["name"] in self.open_steps
            return is_open if move == "review" else self._can_be_sent_back(how["name"])
        if move == "decide":
            return self._can_be_decided
        if move in {"resume", "tell_again"}:
            return self.suspensions.get(int(str(how["number"])), False)
        if move == "extend":
            return not self.is_extended and self.today <= self.due["statutory"]
        if move in {"suspend", "tell_party"}:
            return move == "tell_party" or not self._runs(how["kind"])
        return self._allows_of_hearing(move, **how)

    def _can_be_sent_back(self, name: object) -> bool:
        return name in self.done and "decide" in self.open_steps

    def _runs(self, kind: object) -> bool:
        return any(runs and self.kinds[number] == kind for number, runs in self.suspensions.items())

    @property
    def _can_be_decided(self) -> bool:
        is_waiting = any(self.today <= until for until in self.waiting_parties)
        is_heard = self.hearing not in {"asked", "noticed"} and not self.can_still_be_asked
        stands_still = any(self.suspensions.values()) or self.hearing_stop
        return "decide" in self.open_steps and is_heard and not stands_still and not is_waiting

    def _allows_of_hearing(self, move: str, **how: object) -> bool:
        if move in {"tell_right", "order_hearing"}:
            return not self.hearing
        if move == "ask":
            return self.can_still_be_asked
        if move == "notice":
            day = how["day"]
            assert isinstance(day, date)
            in_time = oracle.add(self.today, 7) <= day <= self.hold_by
            return self.hearing in {"asked", "noticed"} and in_time
        if move == "record":
            return self.hearing == "noticed" and self.today > self.set_for
        if move == "drop":
            return bool(self.hearing) and not self.can_still_be_asked and not self.is_ordered
        return move == "hear_party" and bool(self.waiting_parties)

    def follow(self, move: str, **how: object) -> None:
        """Do a legal move."""
        getattr(self, f"_{move}")(**how)

    def _accept(self, *, is_silent: bool = False) -> None:
        self.status = "accepted"
        self.open_steps.clear()
        code = "case.deemed_accepted" if is_silent else "case.accepted"
        self.tell(code, promised=8, promised_unit=WORKING, statutory=20, statutory_unit=WORKING)
        for name in REVIEWS:
            self.open(name, 3)

    def _end(self, status: str) -> None:
        self.status = status
        self.open_steps.clear()

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

    def _ask_correction(self) -> None:
        self._end("correcting")
        self.correct_by = oracle.add(self.today, 10)

    def _answer_correction(self) -> None:
        self.status, self.received = "submitted", self.today
        self.tell("case.corrected", received_on=self.today.isoformat())
        self.open("accept", 1)

    def sweep(self) -> None:
        """Let the law speak where nobody did."""
        if self.is_silent:
            self._accept(is_silent=True)
        elif self.status == "correcting" and self.today > self.correct_by:
            self._end("lapsed")

    def _review(self, *, name: str) -> None:
        self.open_steps.discard(name)
        self.done.add(name)
        if self.done >= set(REVIEWS):
            self.open("decide", 2)

    def _send_back(self, *, name: str) -> None:
        self.open_steps.discard("decide")
        self.done.discard(name)
        self.open(name, 3)

    def _decide(self, *, is_granted: bool) -> None:
        self._end("granted" if is_granted else "refused")

    def _suspend(self, *, days: int, kind: str = "hearing") -> None:
        number = len(self.suspensions) + 1
        is_hearing, self.kinds[number] = kind == "hearing", kind
        self.tell("case.suspended", suspension=str(number), needed_days=days, unit=WORKING)
        # What a hearing takes ends with the hearing.
        self.suspensions[number] = not is_hearing
        if is_hearing:
            self.hearing_stop = number

    def _tell_again(self, *, number: int, days: int) -> None:
        code = "case.suspension_prolonged"
        self.tell(code, suspension=str(number), needed_days=days, unit=WORKING)

    def _resume(self, *, number: int) -> None:
        self.tell("case.resumed", suspension=str(number))
        self.suspensions[number] = False

    def _extend(self, *, days: int) -> None:
        self.is_extended = True
        steps = sorted(self.open_steps)
        self.tell("case.extended", days=days, unit=WORKING, steps=steps)

    def _tell_right(self) -> None:
        self.hearing, self.request_by = "told", oracle.add(self.today, 5)

    def _ask(self) -> None:
        self.hearing, self.hold_by = "asked", oracle.add(self.today, 20)
        self._suspend(days=20)

    def _order_hearing(self) -> None:
        self._ask()
        self.is_ordered = True

    def _notice(self, *, day: date) -> None:
        self.hearing, self.set_for = "noticed", day

    def _record(self) -> None:
        self._go_on()

    def _drop(self) -> None:
        self._go_on()

    def _go_on(self) -> None:
        self.hearing, self.is_ordered = "", False
        if self.hearing_stop:
            self.tell("case.resumed", suspension=str(self.hearing_stop))
            self.hearing_stop = 0

    def _tell_party(self) -> None:
        self.waiting_parties.append(oracle.add(self.today, 5))

    def _hear_party(self) -> None:
        self.waiting_parties.pop(0)

    def pass_days(self, days: int) -> None:
        """Let time go by."""
        self.today += timedelta(days=days)
