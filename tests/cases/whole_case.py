"""A machine that drives one case through random moves, legal and illegal ones."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.cases.building import REVIEWS, City
from tests.cases.case_model import Model
from tests.cases.case_moves import Moves
from tests.cases.step_model import EXPERT, Who

PICK = st.integers(0, 9_999)
Way = tuple[str, dict[str, object]]

PLAIN = (
    "pass_pre_review", "accept", "ask_correction", "answer_correction", "make_result", "hand_over",
    "send_off", "confirm", "tell_right", "order_hearing", "ask", "record", "drop", "tell_party",
    "hear_party",
)  # fmt: skip
# Whatever is tried, these make the way short.
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

    @rule(pick=PICK)
    def somebody_does_something(self, pick: int) -> None:
        """Do something legal; what ends the case is rare."""
        ways = list(ways_of(self.moves.model, pick))
        if pick % 12:
            ways = [each for each in ways if each[0] not in ENDINGS]
        legal = [(move, how) for move, how in ways if self.moves.model.allows(move, **how)]
        # Each verb alike, however many ways there are to do it.
        verbs = sorted({move for move, _how in legal})
        if verbs:
            chosen = verbs[pick % len(verbs)]
            same = [how for move, how in legal if move == chosen]
            self.moves.do(chosen, **same[pick // 100 % len(same)])

    @rule(pick=PICK)
    def somebody_tries_something(self, pick: int) -> None:
        """Try anything: mostly it is not the time for it."""
        ways = [
            way
            for way in ways_of(self.moves.model, pick)
            if pick % 12 == 0 or way[0] not in ENDINGS
        ]
        move, how = ways[pick % len(ways)]
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
