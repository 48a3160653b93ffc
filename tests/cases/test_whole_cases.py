"""Whole cases, driven by moves: no illegal one succeeds, no legal one fails, dates hold."""

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.cases.building import REVIEWS, City, build_city, make_officer
from tests.cases.case_moves import Moves
from tests.cases.joint import add_expert, change_steps
from tests.cases.whole_case import ONWARDS, Way, WholeCase, way, ways_of

pytestmark = pytest.mark.django_db
logger = logging.getLogger(__name__)


@pytest.fixture
def city() -> City:
    city = add_expert(build_city())
    change_steps(city, traffic={"on_silence": "agreed"})
    lead = city.version.item.department
    city.officers["lead.legal_officer.1"] = make_officer(lead, "legal_officer", "a.presider")
    return city


PLANNER, COLLEAGUE, BUILDER = ("planning", 1), ("planning", 2), ("structure", 1)
DRIVER, OTHER_DRIVER, CARTER = ("traffic", 1), ("traffic", 2), ("lead", 1)
DECIDER = ("decider", 1)
SWEEP, WAIT = "sweep", "wait"
RARE = {"confirm", "record"}

# One long way on which every verb of a case that gets as far as its archive is legal once.
LONG_WAY: tuple[Way, ...] = (
    way("ask_correction"), way("answer_correction"), way("pass_pre_review"),
    way("ask_correction"), way("answer_correction"), way("accept"),
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
    *(way("review", name=name, who=(name, 1), outcome="disagreed") for name in REVIEWS),
    way("decide", is_granted=False), way("make_result"), way("hand_over"),
)  # fmt: skip
# By then one review is done, and nobody has a step after it.
REVIEWED = 9
OF_WHOEVER_HAS_A_STEP = {"send_back", "open_step", "decide"}
SHORT_WAYS = (
    (way("accept"), way("suspend", days=3, kind="testing"), way("withdraw")),
    (way("not_accept"),), (way("not_require"),), (way("transfer"),),
)  # fmt: skip


def walk(moves: Moves, ways: Iterable[Way]) -> None:
    for move, how in ways:
        if move == WAIT:
            moves.model.pass_days(int(str(how["days"])))
            moves.minute = 0
        elif move == SWEEP:
            moves.sweep()
        else:
            ahead = timedelta(days=int(str(how.get("ahead", 0))))
            given = {"day": moves.model.today + ahead} if ahead else how
            assert moves.model.allows(move, **given), (move, given, moves.model)
            moves.do(move, **given)


def test_every_verb_is_legal_somewhere_and_does_what_the_law_says(city: City) -> None:
    moves = Moves(city)
    moves.begin(date(2026, 3, 2), "post", has_pre_review=True)
    walk(moves, LONG_WAY[:REVIEWED])
    for move, how in ways_of(moves.model, 1):
        if move in OF_WHOEVER_HAS_A_STEP and not moves.model.allows(move, **how):
            moves.do(move, **how)
    walk(moves, LONG_WAY[REVIEWED:])
    for ways in (*SHORT_WAYS, REFUSED_WAY):
        moves.begin(date(2026, 3, 2), "window", has_pre_review=False)
        walk(moves, ways)
    verbs = {name.removeprefix("do_") for name in dir(Moves) if name.startswith("do_")}
    assert verbs == moves.followed.keys() == {move for move, _how in ways_of(moves.model, 1)}


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
    drive(city, cases=2, moves=20)


@pytest.mark.long
def test_a_hundred_whole_cases(city: City) -> None:
    machine = drive(city, cases=100, moves=50)
    # `--log-cli-level=INFO` shows how much was tried.
    logger.info("legal: %s %s", machine.followed.total(), dict(machine.followed))
    logger.info("refused: %s %s", machine.refused.total(), dict(machine.refused))
    assert {"send_back", "open_step", "extend", "decide", "make_result", *ONWARDS - RARE} <= set(
        machine.followed
    )
    assert {"accept", "review", "decide", "send_back", "open_step"} <= machine.refused.keys()
