"""What happens to single cases, to the minute: nothing is left to chance here."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from onewindow.kernel.conditions import Compare, Op
from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.simulation import (
    OFFICE,
    Activity,
    Attribute,
    Batch,
    Calendar,
    ClockTime,
    Correction,
    Fixed,
    Gamma,
    Given,
    Instant,
    Leave,
    Rework,
    Scenario,
    Shift,
    Staff,
    Suspension,
)
from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.luck import Luck
from onewindow.procedure.simulation.simulate import run_once
from onewindow.procedure.simulation.streams import Streams
from onewindow.procedure.step import JoinRule
from tests.procedure.simulation.scenarios import MONDAY, changed, ends, line


def side_by_side(*minutes: float, last: float = 10) -> Scenario:
    """Several steps at the same time and one that joins them."""
    scenario = line(*minutes, last)
    *sides, join = (replace(step, needs=()) for step in scenario.steps)
    steps = (*sides, replace(join, needs=tuple(step.code for step in sides)))
    return replace(scenario, steps=steps)


def test_a_pipeline_serves_in_the_order_of_arrival() -> None:
    assert ends(line(30, 60), "2 09:00", "2 09:10") == ["2 10:30", "2 11:30"]


@pytest.mark.parametrize(
    ("arrives", "ends_at"),
    [
        ("2 08:00", "2 10:00"),  # before the office opens
        ("2 11:30", "2 14:00"),  # over lunch
        ("2 17:00", "3 09:30"),  # over the night
        ("6 17:00", "9 09:30"),  # over the weekend
        ("7 10:00", "9 10:00"),  # on a Saturday
        ("2 16:30", "2 17:30"),  # to the minute
    ],
)
def test_work_rests_when_the_office_does(arrives: str, ends_at: str) -> None:
    assert ends(line(60), arrives) == [ends_at]


def test_holidays_are_off_and_make_up_days_are_worked() -> None:
    # 春节 is from the 15th to the 23rd, the 14th a Saturday that makes up for it.
    holidays, weekly = WorkCalendar.official(), replace(OFFICE, follows_holidays=False)
    days = [date(2026, 2, day) for day in (13, 14, 16, 24)]
    assert [len(OFFICE.shifts(day, MONDAY, holidays)) for day in days] == [2, 2, 0, 2]
    assert [len(weekly.shifts(day, MONDAY, holidays)) for day in days] == [2, 0, 2, 2]


def test_weeks_alternate_in_a_cycle() -> None:
    shifts = (
        Shift((1,), ClockTime(540), ClockTime(600), weeks=(1,)),
        Shift((1,), ClockTime(840), ClockTime(900), weeks=(2,)),
    )
    roster = Calendar("ab", shifts, cycle_weeks=2)
    scenario = replace(line(60), calendars=(roster,), staff=(Staff(("p0",), calendar="ab"),))
    assert ends(scenario, "2 08:00", "2 08:01", "2 08:02") == ["2 10:00", "9 15:00", "16 10:00"]


def test_people_on_leave_do_not_work() -> None:
    away = Leave(date(2026, 3, 2), date(2026, 3, 4))
    scenario = replace(line(60), staff=(Staff(("p0",), leave=(away,)),))
    assert ends(scenario, "2 09:00") == ["5 10:00"]


def test_a_join_waits_for_all_and_a_quorum_for_so_many() -> None:
    scenario = side_by_side(30, 60, 90)
    assert ends(scenario, "2 09:00") == ["2 10:40"]
    two = changed(scenario, "s3", join_rule=JoinRule.QUORUM, quorum=2)
    assert ends(two, "2 09:00") == ["2 10:10"]
    # The third opinion on the first case holds nobody up but still takes its person's time.
    assert ends(two, "2 09:00", "2 09:00") == ["2 10:10", "2 11:10"]


def test_what_nobody_waits_for_any_more_leaves_the_queue() -> None:
    refused = changed(side_by_side(10, 60), "s0", stop_share=1.0)
    unheard = changed(side_by_side(10, 10, 600), "s3", join_rule=JoinRule.QUORUM, quorum=2)
    for scenario, slow in ((refused, 1), (unheard, 2)):
        at = tuple(datetime.fromisoformat("2026-03-02 09:00") for _ in range(3))
        happened = run_once(Blueprint(replace(scenario, arrivals=Given(at))), 0, 1)
        # Only of the first case the slow step was ever begun.
        assert happened.case[happened.step == slow].tolist() == [0]


def test_pruned_steps_hand_their_needs_on() -> None:
    scenario = changed(line(30, 60, 10), "s1", when=Compare("kind", Op.EQ, "new"))
    for value, ends_at in (("new", "2 10:40"), ("old", "2 09:40")):
        drawn = replace(scenario, attributes=(Attribute("kind", {value: 1.0}),))
        assert ends(drawn, "2 09:00") == [ends_at]


def test_priority_goes_first_but_does_not_interrupt() -> None:
    scenario = line(30)
    kinds = replace(scenario, attributes=(Attribute("k", {"a": 1}, priorities={"a": 3}),))
    assert ends(kinds, "2 09:00", "2 09:01") == ["2 09:30", "2 10:00"]
    two = replace(
        scenario,
        steps=(
            Activity("plain", pool="p0", work_minutes=Fixed(30)),
            Activity("urgent", pool="p0", work_minutes=Fixed(10), priority=1),
        ),
    )
    # Plain 1 has begun when urgent 1 becomes due; then both urgent ones, then plain 2.
    assert ends(two, "2 09:00", "2 09:05") == ["2 09:40", "2 10:20"]


def test_who_serves_several_pools_prefers_the_first() -> None:
    scenario = replace(side_by_side(60, 60), staff=(Staff(("p1", "p0")), Staff(("p2",))))
    assert ends(scenario, "2 09:00") == ["2 11:10"]
    helped = replace(scenario, staff=(*scenario.staff, Staff(("p0",))))
    assert ends(helped, "2 09:00") == ["2 10:10"]


def test_batches_wait_for_a_size_or_a_time() -> None:
    by_size = changed(line(10), "s0", batch=Batch(size=2))
    assert ends(by_size, "2 09:00", "2 10:00") == ["2 10:10", "2 10:20"]
    by_time = changed(line(10), "s0", batch=Batch(at=ClockTime(900), weekdays=(2, 4)))
    assert ends(by_time, "2 09:00", "3 10:00", "3 15:30") == ["3 15:10", "3 15:20", "5 15:10"]


def test_a_joint_batch_takes_one_person_once() -> None:
    together = changed(line(10, 5), "s0", batch=Batch(at=ClockTime(600), is_joint=True))
    assert ends(together, "2 09:00", "2 09:30") == ["2 10:15", "2 10:20"]


def test_a_joint_batch_takes_as_long_as_its_longest() -> None:
    together = changed(line(10), "s0", batch=Batch(size=3, is_joint=True), work_minutes=Gamma(9, 5))
    at = tuple(datetime.fromisoformat("2026-03-02 09:00") for _ in range(3))
    happened = run_once(Blueprint(replace(together, arrivals=Given(at))), 0, 1)
    work = Luck(happened.blueprint, Streams(1, 0)).work(0)
    assert (happened.finished - happened.arrived) == pytest.approx([max(work)] * 3)


def test_a_correction_is_the_applicants_time_and_work_again() -> None:
    slow = Correction((1.0, 1.0), Fixed(2))
    assert ends(changed(line(30), "s0", correction=slow), "2 09:00") == ["6 10:30"]
    at_once = Correction((1.0,))
    assert ends(changed(line(30), "s0", correction=at_once), "2 09:00") == ["2 10:00"]


def test_rework_does_again_what_lies_between() -> None:
    back = changed(line(10, 20, 30), "s2", rework=Rework("s1", (1.0,)))
    assert ends(back, "2 09:00") == ["2 10:50"]
    forked = side_by_side(10, 20, 40, last=5)
    again = changed(forked, "s3", rework=Rework("s1", (1.0,)))
    assert ends(again, "2 09:00") == ["2 10:10"]


def test_two_reworks_at_once_go_back_once() -> None:
    scenario = line(10, 20, 30, 5)
    sides = changed(changed(scenario, "s2", needs=("s0",)), "s3", needs=("s1", "s2"))
    both = changed(
        changed(sides, "s1", rework=Rework("s0", (1.0,))), "s2", rework=Rework("s0", (1.0,))
    )
    # s1 sends back at 9:30; s2, done at 9:40, is only repeated: 10:10; s0 and s1 by 10:00.
    assert ends(both, "2 09:00") == ["2 10:15"]


def test_a_suspension_and_a_delay_are_days_of_24_hours() -> None:
    rests = changed(line(30), "s0", suspension=Suspension(1.0, Fixed(1)))
    assert ends(rests, "2 09:00") == ["3 09:30"]
    posted = changed(line(30, 0), "s1", pool="", delay_calendar_days=Fixed(1.5))
    assert ends(posted, "2 09:00") == ["3 21:30"]


def test_a_stopped_case_ends_and_frees_its_queues() -> None:
    refused = changed(side_by_side(10, 60), "s0", stop_share=1.0)
    assert ends(refused, "2 09:00", "2 09:01") == ["2 09:10", "2 09:20"]


def test_an_instant_case_takes_only_its_steps() -> None:
    scenario = replace(line(30, 60), instant=Instant(1.0, minutes=2, steps=("s0",)))
    assert ends(scenario, "2 09:00") == ["2 09:32"]
    assert ends(replace(scenario, instant=Instant(1.0)), "2 09:00") == ["2 09:00"]
