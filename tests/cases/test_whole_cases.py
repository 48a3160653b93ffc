"""Whole cases, driven by moves: no illegal one succeeds, no legal one fails, dates hold."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.cases.building import REVIEWS, City, build_city, make_officer
from tests.cases.case_moves import Moves
from tests.cases.instant.granting import make_granting
from tests.cases.joint import add_expert, change_steps
from tests.cases.permit_model import VALID_DAYS
from tests.cases.promise_model import DEFERRABLE
from tests.cases.trusting import add_promises
from tests.cases.whole_case import ONWARDS, Course, Way, WholeCase, way, ways_of
from tests.kernel import oracle

pytestmark = pytest.mark.django_db
logger = logging.getLogger(__name__)


@pytest.fixture
def city() -> Iterator[City]:
    city = add_promises(add_expert(build_city(validity=f"{VALID_DAYS}日")))
    make_granting(city.version, DEFERRABLE[0])
    change_steps(city, traffic={"on_silence": "agreed"})
    lead = city.version.item.department
    city.officers["lead.legal_officer.1"] = make_officer(lead, "legal_officer", "a.presider")
    yield city
    oracle.changed.clear()


PLANNER, COLLEAGUE, BUILDER = ("planning", 1), ("planning", 2), ("structure", 1)
DRIVER, OTHER_DRIVER, CARTER = ("traffic", 1), ("traffic", 2), ("lead", 1)
DECIDER = ("decider", 1)
SWEEP, WAIT, CALENDAR = "sweep", "wait", "calendar"
RARE = {"confirm", "record", "settle", "verify"}

# One long way on which every verb of a case that gets as far as its archive is legal once.
LONG_WAY: tuple[Way, ...] = (
    way("ask_correction", what="m1"), way("answer_correction"), way("pass_pre_review"),
    way("ask_correction", what="m1"), way("answer_correction"), way("accept"),
    way("start", name="planning", who=PLANNER),
    way("take_over", name="planning", who=COLLEAGUE),
    way("review", name="planning", who=COLLEAGUE, outcome="agreed"),
    way("open_step", who=BUILDER),
    way("pass_on", name="structure", who=BUILDER, to="traffic"),
    way("delegate", name="structure", who=DRIVER, to=OTHER_DRIVER),
    way("recuse", who=OTHER_DRIVER),
    way("review", name="structure", who=DRIVER, outcome="agreed"),
    way("suspend", days=3, kind="testing"), way("tell_again", number=1, days=2),
    way(WAIT, days=2), way("resume", number=1), way("extend", days=5),
    way(CALENDAR, ahead=5, is_workday=False), way(CALENDAR, ahead=3, is_workday=True),
    way("tell_right"), way("tell_party"), way("ask"), way("hear_party"),
    way("notice", ahead=15), way(WAIT, days=16), way("record"),
    way(WAIT, days=21), way(SWEEP),
    way("send_back", name="planning", who=CARTER),
    way("review", name="planning", who=PLANNER, outcome="agreed"),
    way("review", name="expert", who=CARTER, outcome="agreed"),
    way("send_back", name="structure", who=DECIDER),
    way("review", name="structure", who=DRIVER, outcome="agreed"),
    way("order_hearing"), way("notice", ahead=15), way(WAIT, days=17), way("record"),
    way("tell_right"), way(WAIT, days=14), way("drop"),
    way("decide", is_granted=True), way("make_result"), way("send_off"), way("confirm"),
    way("archive"),
)  # fmt: skip
REFUSED_WAY = (
    way("accept"),
    *(way("review", name=name, who=CARTER, outcome="disagreed") for name in REVIEWS),
    way("decide", is_granted=True), way("decide", is_granted=False), way("make_result"),
)  # fmt: skip
# By then one review is done, and nobody has a step after it.
REVIEWED = 9
OF_WHOEVER_HAS_A_STEP = {"send_back", "open_step", "decide"}
SHORT_WAYS = (
    (way("accept"), way("suspend", days=3, kind="testing"), way("withdraw")),
    (way("not_accept"),), (way("not_require"),), (way("transfer"),),
)  # fmt: skip


# The ways of promises and permits of an item that one department handles by itself.
ON_PROMISE = (
    way("bar"), way("follow_up", kind="change", promise=""), way("grant_on_promise"),
    way("repair"), way("ask_correction", what="m2"), way("answer_correction"),
    way("grant_on_promise"), way("supply", code="m3"), way("grant_on_promise"),
    way("make_result"), way("hand_over"), way("verify", is_kept=False),
    way(WAIT, days=3), way("settle", is_rectified=False),
    way(WAIT, days=5), way("settle", is_rectified=False),
    way("end_permit", ending="revoke"), way("end_permit", ending="strike_as_expired"),
    way("end_permit", ending="strike_as_taken_away"),
)  # fmt: skip
# The last day, Thursday 12 March, becomes a day off: Friday is the last one.
UNKEPT = (
    way(CALENDAR, ahead=10, is_workday=False), way(WAIT, days=11), way(SWEEP),
    way("supply", code="m2"), way(WAIT, days=1), way(SWEEP), way("supply", code="m3"),
)  # fmt: skip
UNMENDED = (
    way("ask_correction", what="m1"), way(CALENDAR, ahead=14, is_workday=False),
    way(WAIT, days=15), way(SWEEP), way(WAIT, days=1), way(SWEEP), way("answer_correction"),
)  # fmt: skip
GRANTED = (way("grant_on_promise"), way("verify", is_kept=True), way(WAIT, days=30))
RENEWAL = way("follow_up", kind="renewal", promise="")
REVIEWED_ALONE = tuple(
    way("review", name=name, who=CARTER, outcome="agreed") for name in REVIEWS
)  # fmt: skip
TO_DECIDE = (way("accept"), *REVIEWED_ALONE)
GRANT, REFUSE = way("decide", is_granted=True), way("decide", is_granted=False)
# On their last day, and the day after it.
RENEWED_BY_SILENCE = (
    RENEWAL, RENEWAL, *TO_DECIDE, way(WAIT, days=59), way(SWEEP), way(WAIT, days=1), REFUSE,
    way("end_permit", ending="strike_as_expired"), way(SWEEP), GRANT, way("make_result"),
    way("hand_over"),
)  # fmt: skip
# The days are over while what is missing lies with the applicant.
MENDED = (way("ask_correction", what="m1"), way(WAIT, days=12), way("answer_correction"))
RUN_OUT = (
    way(WAIT, days=29), RENEWAL, *MENDED, *MENDED, way("ask_correction", what="m1"),
    way(WAIT, days=9), way(SWEEP), way("answer_correction"), *TO_DECIDE, GRANT, REFUSE,
    way("end_permit", ending="strike_as_expired"),
)  # fmt: skip
# What it would change has ended meanwhile: by its days, or because it was taken away.
TOO_LATE = (
    way(WAIT, days=55), way("follow_up", kind="renewal", promise=""),
    way("follow_up", kind="change", promise=""), *TO_DECIDE, way(WAIT, days=9), GRANT, REFUSE,
)  # fmt: skip
TAKEN_AWAY = (
    way("follow_up", kind="change", promise="commitment"), *TO_DECIDE,
    way("end_permit", ending="retract"), GRANT, way("grant_on_promise"), REFUSE,
)  # fmt: skip
CHANGED = (
    way("follow_up", kind="change", promise="deferral"), *TO_DECIDE, GRANT,
    way("supply", code="m2"), way("supply", code="m3"), way("supply", code="m3"), GRANT,
    way("settle", is_rectified=True), way("end_permit", ending="retract"),
)  # fmt: skip
# Decided before anybody has seen it; then changed on a promise, which is weighed by a human.
AT_ONCE = (
    way("accept"), way("make_result"), way("follow_up", kind="change", promise="deferral"),
    way("accept"), way("withdraw"), way("follow_up", kind="renewal", promise=""), way("withdraw"),
)  # fmt: skip
FOLLOWED = (way("grant_on_promise"), way("follow_up", kind="change", promise=""))
ALONE = {
    "at once": ("", AT_ONCE),
    "unkept": ("deferral", UNKEPT),
    "unmended": ("", UNMENDED),
    "on promise": ("both", ON_PROMISE),
    "all against it": ("", REFUSED_WAY),
    **{
        name: ("commitment", (*GRANTED, *ways))
        for name, ways in {
            "silence": RENEWED_BY_SILENCE, "run out": RUN_OUT, "too late": TOO_LATE,
            "taken away": TAKEN_AWAY, "changed": CHANGED,
        }.items()
    },
}  # fmt: skip


def walk(moves: Course, ways: Iterable[Way], *, are_legal: bool = True) -> None:
    """Go a way; the model says what of it is legal, for most ways all."""
    for move, how in ways:
        if move == WAIT:
            moves.let_pass(int(str(how["days"])))
        elif move == CALENDAR:
            moves.change_calendar(int(str(how["ahead"])), is_workday=bool(how["is_workday"]))
        elif move == SWEEP:
            moves.sweep()
        else:
            ahead = timedelta(days=int(str(how.get("ahead", 0))))
            given = {"day": moves.model.today + ahead} if ahead else how
            is_legal = moves.model.allows(move, **given)
            assert is_legal or not are_legal, (move, given, moves.model)
            moves.do(move, **given)


def go(
    city: City, ways: Iterable[Way], *, promise: str = "", is_instant: bool = False
) -> Counter[str]:
    """Go a way of one department alone, undo it, and return what was legal."""
    with transaction.atomic():
        moves = Course(city, every=5)
        moves.begin(
            date(2026, 3, 2), "window", has_pre_review=False, is_alone=True, promise=promise,
            is_instant=is_instant,
        )  # fmt: skip
        walk(moves, ways, are_legal=False)
        transaction.set_rollback(True)
    return moves.followed


@pytest.mark.long
def test_every_verb_is_legal_somewhere_and_does_what_the_law_says(city: City) -> None:
    moves = Course(city, every=5)
    moves.begin(date(2026, 3, 2), "post", has_pre_review=True)
    walk(moves, LONG_WAY[:REVIEWED])
    for move, how in ways_of(moves.model, 1):
        if move in OF_WHOEVER_HAS_A_STEP and not moves.model.allows(move, **how):
            moves.do(move, **how)
    walk(moves, LONG_WAY[REVIEWED:])
    for ways in SHORT_WAYS:
        moves.begin(date(2026, 3, 2), "window", has_pre_review=False)
        walk(moves, ways)
    followed = moves.followed + go(city, ON_PROMISE, promise="both")
    followed += go(city, FOLLOWED, promise="commitment")
    verbs = {name.removeprefix("do_") for name in dir(Moves) if name.startswith("do_")}
    assert verbs == followed.keys() == {move for move, _how in ways_of(moves.model, 1)}


@pytest.mark.long
@pytest.mark.parametrize("name", ALONE)
def test_what_follows_from_a_promise_or_a_permit(city: City, name: str) -> None:
    promise, ways = ALONE[name]
    go(city, ways, promise=promise, is_instant=name == "at once")


def drive(city: City, *, cases: int, moves: int) -> type[WholeCase]:
    class OfThisCity(WholeCase):
        followed: Counter[str] = Counter()
        refused: Counter[str] = Counter()

    OfThisCity.city = city
    run_state_machine_as_test(
        OfThisCity,
        settings=settings(
            max_examples=cases, stateful_step_count=moves, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    return OfThisCity


def test_no_illegal_move_succeeds_and_no_legal_one_fails(city: City) -> None:
    drive(city, cases=2, moves=15)


@pytest.mark.long
def test_a_hundred_whole_cases(city: City) -> None:
    machine = drive(city, cases=100, moves=60)
    # `--log-cli-level=INFO` shows how much was tried.
    logger.info("legal: %s %s", machine.followed.total(), dict(machine.followed))
    logger.info("refused: %s %s", machine.refused.total(), dict(machine.refused))
    assert {"send_back", "open_step", "extend", "decide", "make_result", *ONWARDS - RARE} <= set(
        machine.followed
    )
    assert {"accept", "review", "decide", "send_back", "open_step"} <= machine.refused.keys()
