"""A machine that drives a case, and those that follow it, through random moves, legal or not."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.cases.building import REVIEWS, City
from tests.cases.case_model import Model
from tests.cases.case_moves import Moves
from tests.cases.permit_model import ENDINGS as PERMIT_ENDINGS
from tests.cases.permit_model import RENEWAL_DAYS
from tests.cases.promise_model import DEFERRABLE
from tests.cases.step_model import EXPERT, Who
from tests.kernel import oracle

PICK = st.integers(0, 9_999)
# By how often: time, the law, what leads to the end, anything legal, anything illegal.
HAPPENS = (
    *("days", "days", "months", "calendar", "law", "law"),
    *["onwards"] * 5, *["legal"] * 4, *["illegal"] * 6,
)  # fmt: skip
Way = tuple[str, dict[str, object]]

PLAIN = (
    "pass_pre_review", "accept", "answer_correction", "make_result", "hand_over", "send_off",
    "confirm", "tell_right", "order_hearing", "ask", "record", "drop", "tell_party", "hear_party",
    "grant_on_promise", "repair", "bar", "not_accept", "not_require", "transfer", "withdraw",
    "archive",
)  # fmt: skip
# What leads to the decision and on to the applicant, and ends what it has to wait for.
ONWARDS = frozenset({
    "pass_pre_review", "accept", "answer_correction", "review", "resume", "hear_party", "record",
    "drop", "decide", "make_result", "hand_over", "confirm", "supply", "repair", "follow_up",
    "grant_on_promise", "verify", "settle",
})  # fmt: skip
# These make the way short.
ENDINGS = ("not_accept", "not_require", "transfer", "withdraw", "archive", "bar", "end_permit")
PROMISES = ("", "deferral", "commitment", "both")


class Course(Moves):
    """A case to which something happens, by a word and two numbers."""

    def happen(self, what: str, verb: int, pick: int) -> None:
        """Let one thing happen."""
        match what:
            case "days":
                self.let_pass(1 + pick % 12)
            case "months":
                self.let_months_pass(verb)
            case "calendar":
                self.change_calendar(1 + pick % 20, is_workday=bool(verb % 2))
            case "law":
                self.sweep()
            case _:
                self.act(what, verb, pick)

    def let_pass(self, days: int) -> None:
        """Let days go by."""
        if days:
            self.model.pass_days(days)
            self.minute = 0

    def let_months_pass(self, number: int) -> None:
        """Let time go by up to a day that matters for the permit."""
        if held := self.model.held:
            ahead = (-RENEWAL_DAYS, 1 - RENEWAL_DAYS, 0, 1)[number % 4]
            self.let_pass(max((held.last - self.model.today).days + ahead, 0))

    def act(self, what: str, verb: int, pick: int) -> None:
        """Try something: onwards, anything legal or not; what ends the way early is rare."""
        model, is_end = self.model, not pick % 16
        ways = list(ways_of(model, pick))
        if what == "onwards":
            ways = [each for each in ways if each[0] in ONWARDS]
        elif not is_end:
            ways = [each for each in ways if each[0] not in ENDINGS]
        is_wanted = what != "illegal"
        fit = [(move, how) for move, how in ways if model.allows(move, **how) == is_wanted]
        # Each verb alike, however many ways there are to do it.
        if verbs := sorted({move for move, _how in fit}):
            chosen = verbs[verb % len(verbs)]
            same = [how for move, how in fit if move == chosen]
            self.do(chosen, **same[pick // 16 % len(same)])


class WholeCase(RuleBasedStateMachine):
    """One case; any move is tried whether the model allows it or not."""

    city: City
    followed: Counter[str] = Counter()
    refused: Counter[str] = Counter()

    @initialize(
        day=st.dates(date(2025, 1, 2), date(2026, 9, 30)),
        method=st.sampled_from(["online", "window", "post"]),
        has_pre_review=st.booleans(),
        is_alone=st.booleans(),
        is_instant=st.booleans(),
        promise=st.sampled_from(PROMISES),
    )
    def hand_in(
        self, day: date, method: str, has_pre_review: bool, is_alone: bool, is_instant: bool,
        promise: str,
    ) -> None:  # fmt: skip
        self.point = transaction.atomic()
        self.point.__enter__()
        self.course = Course(self.city)
        self.course.begin(
            day, method, has_pre_review=has_pre_review, is_alone=is_alone, is_instant=is_instant,
            promise=promise,
        )  # fmt: skip

    def teardown(self) -> None:
        oracle.changed.clear()
        self.followed.update(self.course.followed)
        self.refused.update(self.course.refused)
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    # One rule: of several, Hypothesis leaves some out for a whole case.
    @rule(what=st.sampled_from(HAPPENS), verb=PICK, pick=PICK)
    def something_happens(self, what: str, verb: int, pick: int) -> None:
        self.course.happen(what, verb, pick)


def way(move: str, **how: object) -> Way:
    """Return a move with what it takes."""
    return move, how


def ways_of(model: Model, pick: int) -> Iterator[Way]:
    """Yield what can be tried now; the numbers come from `pick`."""
    days = 1 + pick % 12
    yield from (way(move) for move in PLAIN)
    yield from (way("decide", is_granted=each) for each in (True, False))
    yield from (way("suspend", days=days, kind=kind) for kind in ("testing", "expert_review"))
    for number in range(1, 4):
        yield way("tell_again", number=number, days=days)
        yield way("resume", number=number)
    yield way("extend", days=days)
    yield from _by_promise()
    for ahead in (5, 11, 16, 30):
        yield way("notice", day=model.today + timedelta(days=ahead))
    yield from _by_officers(model.steps.unit)


def _by_promise() -> Iterator[Way]:
    yield from (way("ask_correction", what=what) for what in ("m1", "m2"))
    yield from (way("supply", code=code) for code in DEFERRABLE)
    yield from (way("verify", is_kept=each) for each in (True, False))
    yield from (way("settle", is_rectified=each) for each in (True, False))
    yield from (way("end_permit", ending=each) for each in PERMIT_ENDINGS)
    for kind in ("change", "renewal"):
        yield from (way("follow_up", kind=kind, promise=promise) for promise in PROMISES)


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
