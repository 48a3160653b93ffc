"""What stops a case aside from its steps, told again: special procedures, hearings, parties."""

from dataclasses import dataclass, field
from datetime import date

from onewindow.events.rules import JSONValue
from tests.kernel import oracle

WORKING = "working"


@dataclass
class HearingModel:
    """Special procedures by their numbers, the one hearing that is under way, who may state."""

    today: date = field(kw_only=True, default=date.min)
    suspensions: dict[int, bool] = field(default_factory=dict, kw_only=True)
    kinds: dict[int, str] = field(default_factory=dict, kw_only=True)
    hearing: str = field(default="", kw_only=True)
    hearing_stop: int = field(default=0, kw_only=True)
    is_ordered: bool = field(default=False, kw_only=True)
    request_by: date = field(default=date.min, kw_only=True)
    hold_by: date = field(default=date.min, kw_only=True)
    set_for: date = field(default=date.min, kw_only=True)
    waiting_parties: list[date] = field(default_factory=list, kw_only=True)

    def tell(self, code: str, step: str = "", **data: JSONValue) -> None:
        """Keep an event."""
        raise NotImplementedError

    @property
    def can_still_be_asked(self) -> bool:
        """Whether the five days for asking run."""
        return self.hearing == "told" and self._is_in_time(self.request_by)

    @property
    def stands_still(self) -> bool:
        """Whether a special procedure or a hearing runs."""
        return any(self.suspensions.values()) or bool(self.hearing_stop)

    @property
    def is_held_up(self) -> bool:
        """Whether a decision has to wait."""
        is_waiting = any(self._is_in_time(until) for until in self.waiting_parties)
        is_heard = self.hearing not in {"asked", "noticed"} and not self.can_still_be_asked
        return is_waiting or not is_heard or self.stands_still

    def _is_in_time(self, told: date) -> bool:
        # What was told stays; a last day that became a day off moves to the next workday.
        return self.today <= oracle.next_workday(told)

    def allows_aside(self, move: str, **how: object) -> bool:
        """Tell whether such a move is legal today in a case under review."""
        if move in {"resume", "tell_again"}:
            return self.suspensions.get(int(str(how["number"])), False)
        if move in {"suspend", "tell_party"}:
            return move == "tell_party" or not self._runs(how["kind"])
        if move in {"tell_right", "order_hearing"}:
            return not self.hearing
        if move == "ask":
            return self.can_still_be_asked
        if move == "notice":
            day = how["day"]
            assert isinstance(day, date)
            in_time = oracle.add(self.today, 7) <= day <= self.hold_by
            return self.hearing in {"asked", "noticed"} and in_time
        return self._allows_end(move)

    def _allows_end(self, move: str) -> bool:
        if move == "record":
            return self.hearing == "noticed" and self.today > self.set_for
        if move == "drop":
            return bool(self.hearing) and not self.can_still_be_asked and not self.is_ordered
        assert move == "hear_party", move
        return bool(self.waiting_parties)

    def _runs(self, kind: object) -> bool:
        return any(runs and self.kinds[number] == kind for number, runs in self.suspensions.items())

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
