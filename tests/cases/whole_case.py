"""A machine that drives one case through random moves, legal and illegal ones."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.cases.building import REVIEWS, City
from tests.cases.case_model import Model
from tests.cases.case_moves import Moves
from tests.cases.step_model import EXPERT, Who

PICK, RARELY = st.integers(0, 9_999), st.integers(0, 15)
Way = tuple[str, dict[str, object]]

PLAIN = (
    "pass_pre_review", "accept", "ask_correction", "answer_correction", "make_result", "hand_over",
    "send_off", "confirm", "tell_right", "order_hearing", "ask", "record", "drop", "tell_party",
    "hear_party",
)  # fmt: skip
# What leads to the decision and on to the applicant, and ends what it has to wait for.
ONWARDS = frozenset({
    "pass_pre_review", "accept", "answer_correction", "review", "resume", "hear_party", "record",
    "drop", "decide", "make_result", "hand_over", "confirm",
})  # fmt: skip
# These make the way short.
ENDINGS = ("not_accept", "not_require", "transfer", "withdraw", "archive")


class WholeCase(RuleBasedStateMachine):
    """One case; any move is tried whether the model allows it or not."""

    city: City
    followed: Counter[str] = Counter()
    refused: Counter[str] = Counter()

    @initialize(
        day=st.dates(date(2025, 1, 2), date(2026, 9, 30)),
        method=st.sampled_from(["online", "window", "post"]),
        has_pre_review=st.booleans(),
    )
    def hand_in(self, day: date, method: str, has_pre_review: bool) -> None:
        self.point = transaction.atomic()
        self.point.__enter__()
        self.moves = Moves(self.city)
        self.moves.begin(day, method, has_pre_review=has_pre_review)

    def teardown(self) -> None:
        self.followed.update(self.moves.followed)
        self.refused.update(self.moves.refused)
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    @rule(days=st.integers(1, 12))
    def time_goes_by(self, days: int) -> None:
        self.moves.model.pass_days(days)
        self.moves.minute = 0

    @rule()
    def the_law_speaks(self) -> None:
        self.moves.sweep()

    @rule(verb=PICK, pick=PICK)
    def somebody_goes_on(self, verb: int, pick: int) -> None:
        """Do something that brings the case nearer to its end, if there is any."""
        self._do_one_of(lambda move: move in ONWARDS, verb, pick)

    @rule(verb=PICK, pick=PICK, is_end=RARELY)
    def somebody_does_something(self, verb: int, pick: int, is_end: int) -> None:
        """Do something legal, each verb alike; what ends the case early is rare."""
        self._do_one_of(lambda move: (move in ENDINGS) == (not is_end), verb, pick)

    def _do_one_of(self, is_wanted: Callable[[str], bool], verb: int, pick: int) -> None:
        model = self.moves.model
        ways = [each for each in ways_of(model, pick) if is_wanted(each[0])]
        legal = [(move, how) for move, how in ways if model.allows(move, **how)]
        if verbs := sorted({move for move, _how in legal}):
            chosen = verbs[verb % len(verbs)]
            same = [how for move, how in legal if move == chosen]
            self.moves.do(chosen, **same[pick // 12 % len(same)])

    @rule(verb=PICK, pick=PICK, is_end=RARELY)
    def somebody_tries_something(self, verb: int, pick: int, is_end: int) -> None:
        """Try what it is not the time for."""
        model = self.moves.model
        ways = [each for each in ways_of(model, pick) if is_end == 0 or each[0] not in ENDINGS]
        illegal = [(move, how) for move, how in ways if not model.allows(move, **how)]
        move, how = illegal[verb % len(illegal)]
        self.moves.do(move, **how)


def way(move: str, **how: object) -> Way:
    """Return a move with what it takes."""
    return move, how


def ways_of(model: Model, pick: int) -> Iterator[Way]:
    """Yield what can be tried now; the numbers come from `pick`."""
    days = 1 + pick % 12
    yield from (way(move) for move in (*PLAIN, *ENDINGS))
    yield from (way("decide", is_granted=each) for each in (True, False))
    yield from (way("suspend", days=days, kind=kind) for kind in ("testing", "expert_review"))
    for number in range(1, 4):
        yield way("tell_again", number=number, days=days)
        yield way("resume", number=number)
    yield way("extend", days=days)
    for ahead in (5, 11, 16, 30):
        yield way("notice", day=model.today + timedelta(days=ahead))
    yield from _by_officers(model.steps.unit)


def _by_officers(units: Mapping[str, str]) -> Iterator[Way]:
    callers: list[Who] = [("decider", 1), ("lead", 1), *((unit, 1) for unit in REVIEWS)]
    yield from (way("open_step", who=who) for who in callers)
    for name in (*REVIEWS, EXPERT):
        yield from (way("send_back", name=name, who=who) for who in callers[:2])
        for who in _people(units[name]):
            yield way("start", name=name, who=who)
            yield way("take_over", name=name, who=who)
            for outcome in ("agreed", "agreed", "disagreed"):
                yield way("review", name=name, who=who, outcome=outcome)
            yield way("pass_on", name=name, who=who, to=REVIEWS[who[1]])
            if who[0] in REVIEWS:
                yield way("delegate", name=name, who=who, to=(who[0], 3 - who[1]))
    yield from (way("recuse", who=(unit, 2)) for unit in REVIEWS)


def _people(unit: str) -> list[Who]:
    """Return who is there for a step, and one who is not."""
    if unit == "lead":
        return [("lead", 1), (REVIEWS[0], 1)]
    return [(unit, 1), (unit, 2), (next(each for each in REVIEWS if each != unit), 1)]
