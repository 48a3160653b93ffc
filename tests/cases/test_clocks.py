"""The law's examples by hand: which day counts, what stands still, what is prolonged, and why."""

from datetime import UTC, date, datetime, time

import pytest

from onewindow.cases.clocks import (
    Clock,
    Duty,
    Fact,
    History,
    Known,
    clocks_of_history,
    duties_of,
    earliest_hearing,
    history_of,
    latest_notice,
    lines_of,
    notes_of,
    step_clock,
)
from onewindow.cases.clocks.reckoning import reckon
from onewindow.catalogue.limits import Limit, Limits
from onewindow.events.rules import JSONValue
from onewindow.kernel.workdays import Unit, WorkCalendar

CALENDAR = WorkCalendar.official()
LIMITS = Limits(acceptance=Limit(5), promised=Limit(8), statutory=Limit(20), visits=0)
KNOWN = Known(LIMITS, {"review": Limit(3), "accept": Limit(5)}, frozenset({"accept"}))


def fact(code: str, day: str, step: str = "", **data: JSONValue) -> Fact:
    return Fact(code, datetime.combine(date.fromisoformat(day), time(2), UTC), step, data)


def told(*facts: Fact) -> History:
    return history_of(facts, KNOWN)


def statutory(history: History) -> Clock:
    clocks = clocks_of_history(CALENDAR, history)
    assert clocks is not None
    return clocks.statutory


ACCEPTED = fact("case.accepted", "2026-03-02")
TEST = {"suspension": "1", "kind": "test", "name": "检测", "unit": "working"}
REVIEW = {"suspension": "2", "kind": "expert_review", "name": "专家评审", "unit": "working"}


def suspended(day: str, needed: int, what: dict[str, str] = TEST) -> Fact:
    return fact("case.suspended", day, needed_days=needed, **what)


def resumed(day: str, code: str = "1") -> Fact:
    return fact("case.resumed", day, suspension=code)


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        # Monday 2 March does not count; 清明 on Monday 6 April, a day off, falls behind the end.
        ((), "2026-03-30"),
        # Told 5 days on Wednesday the 4th: 5, 6, 9, 10, 11 March stand still, five days later.
        ((suspended("2026-03-04", 5),), "2026-04-07"),
        # Over after two days: two days later.
        ((suspended("2026-03-04", 5), resumed("2026-03-06")), "2026-04-01"),
        # Over on the day it began: nothing stood still.
        ((suspended("2026-03-04", 5), resumed("2026-03-04")), "2026-03-30"),
        # Longer than was told: what was not told counts.
        ((suspended("2026-03-04", 2), resumed("2026-03-20")), "2026-04-01"),
        # Told again in time: both times stand still.
        (
            (
                suspended("2026-03-04", 2),
                fact("case.suspension_prolonged", "2026-03-06", needed_days=3, **TEST),
                resumed("2026-03-20"),
            ),
            "2026-04-07",
        ),
        # Told again too late: the days in between count.
        (
            (
                suspended("2026-03-04", 2),
                fact("case.suspension_prolonged", "2026-03-09", needed_days=3, **TEST),
                resumed("2026-03-20"),
            ),
            "2026-04-07",
        ),
        # One inside the other, and one that overlaps: every day once.
        (
            (suspended("2026-03-04", 5), suspended("2026-03-05", 2, REVIEW)),
            "2026-04-07",
        ),
        (
            (suspended("2026-03-04", 5), suspended("2026-03-10", 5, REVIEW)),
            "2026-04-13",
        ),
        # One right behind the other.
        (
            (
                suspended("2026-03-04", 2),
                resumed("2026-03-06"),
                suspended("2026-03-06", 3, REVIEW),
            ),
            "2026-04-07",
        ),
        # Ten days more.
        ((fact("case.extended", "2026-03-20", days=10, unit="working"),), "2026-04-14"),
        (
            (
                suspended("2026-03-04", 5),
                fact("case.extended", "2026-03-20", days=10, unit="working"),
            ),
            "2026-04-21",
        ),
        # Calendar days of a test, told on a Monday: 3 to 12 March, eight workdays.
        ((suspended("2026-03-02", 10, {**TEST, "unit": "calendar"}),), "2026-04-10"),
    ],
)
def test_when_the_decision_is_due(facts: tuple[Fact, ...], due: str) -> None:
    assert statutory(told(ACCEPTED, *facts)).due.on.isoformat() == due


def test_after_silence_the_limit_runs_from_the_receipt() -> None:
    history = told(
        fact("case.submitted", "2026-02-27", received_on="2026-03-02"),
        fact("case.deemed_accepted", "2026-03-10"),
    )
    assert history.is_deemed
    assert statutory(history).due.on == date(2026, 3, 30)


def test_limits_that_the_events_name_go_before_those_of_the_version() -> None:
    history = told(fact("case.accepted", "2026-03-02", statutory=45, statutory_unit="calendar"))
    # Day 45 is Thursday 16 April.
    assert statutory(history).due.on == date(2026, 4, 16)
    assert statutory(history).unit is Unit.CALENDAR


def test_a_calendar_limit_that_ends_on_a_day_off_moves_on_even_behind_a_suspension() -> None:
    history = told(
        fact("case.accepted", "2026-03-02", statutory=5, statutory_unit="calendar"),
        # Saturday 7 March is the end; Monday stands still, and so does Tuesday.
        suspended("2026-03-08", 2),
    )
    assert statutory(history).due.on == date(2026, 3, 11)


def test_a_step_stands_still_with_its_case_and_its_second_round_counts_anew() -> None:
    opened = fact("step.enabled", "2026-03-03", "review")
    stopped = suspended("2026-03-04", 5)
    history = told(ACCEPTED, opened, stopped)
    assert step_clock(CALENDAR, history, history.steps["review"]).on == date(2026, 3, 13)
    again = told(ACCEPTED, opened, stopped, fact("step.enabled", "2026-03-10", "review"))
    assert step_clock(CALENDAR, again, again.steps["review"]).on == date(2026, 3, 16)


def test_an_extension_moves_the_steps_that_it_names() -> None:
    history = told(
        ACCEPTED,
        fact("step.enabled", "2026-03-03", "review"),
        fact("step.enabled", "2026-03-03", "site"),
        fact("case.extended", "2026-03-05", days=10, unit="working", steps=["review"]),
    )
    assert step_clock(CALENDAR, history, history.steps["review"]).on == date(2026, 3, 20)
    assert step_clock(CALENDAR, history, history.steps["site"]).on == date(2026, 3, 3)


def test_a_correction_starts_the_intake_again() -> None:
    history = told(
        fact("case.submitted", "2026-03-02"),
        fact("step.enabled", "2026-03-02", "accept"),
        fact("case.correction_asked", "2026-03-04", days=10, unit="working"),
        fact("case.corrected", "2026-03-12"),
    )
    assert step_clock(CALENDAR, history, history.steps["accept"]).on == date(2026, 3, 19)
    acceptance, correction = duties_of(CALENDAR, history)
    assert (acceptance.duty, acceptance.clock.due.on) == (Duty.ACCEPTANCE, date(2026, 3, 19))
    assert correction.clock.due.on == date(2026, 3, 18)
    assert not correction.is_late(date(2026, 4, 1))
    assert acceptance.is_late(date(2026, 3, 20))


def test_who_is_asked_to_correct_is_not_waited_for() -> None:
    history = told(
        fact("case.submitted", "2026-03-02"),
        fact("case.correction_asked", "2026-03-04", days=10, unit="working"),
    )
    pre_review, acceptance, correction = duties_of(CALENDAR, history, pre_review=Limit(1))
    assert pre_review.is_late(date(2026, 3, 4))
    assert acceptance.done_on == date(2026, 3, 4)
    assert correction.is_late(date(2026, 3, 19))


def test_the_days_of_a_hearing() -> None:
    asked = (
        fact("hearing.told", "2026-03-02", hearing="1"),
        fact("hearing.asked", "2026-03-06", hearing="1"),
    )
    request, notice, hold = duties_of(CALENDAR, told(*asked))
    assert request.clock.due.on == date(2026, 3, 9)
    assert not request.is_late(date(2026, 5, 1))
    assert hold.clock.due.on == date(2026, 4, 3)
    # 25 to 27 and 30 March to 2 April are seven, 3 April would be the eighth.
    assert notice.clock.due.on == date(2026, 3, 25)
    assert latest_notice(CALENDAR, date(2026, 4, 3)) == date(2026, 3, 25)
    assert earliest_hearing(CALENDAR, date(2026, 3, 25)) == date(2026, 4, 3)
    held = told(
        *asked,
        fact("hearing.noticed", "2026-03-26", hearing="1", set_for="2026-04-03"),
        fact("hearing.held", "2026-04-03", hearing="1"),
    )
    _, notice, hold = duties_of(CALENDAR, held)
    assert notice.is_late(date(2026, 4, 3))
    assert not hold.is_late(date(2026, 6, 1))


def test_a_decision_is_delivered_within_ten_days() -> None:
    history = told(ACCEPTED, fact("case.decided", "2026-03-06", is_granted=True))
    (delivery,) = duties_of(CALENDAR, history)
    assert delivery.clock.due.on == date(2026, 3, 20)


def test_the_lines_say_what_happened_by_which_article_and_how_far_it_was() -> None:
    history = told(
        ACCEPTED,
        suspended("2026-03-04", 5),
        resumed("2026-03-09"),
        fact("case.extended", "2026-03-20", days=10, unit="working", level="authority"),
    )
    clock = statutory(history)
    lines = [
        (line.on.isoformat()[5:], line.counted, line.article.removeprefix("行政许可法"), line.said)
        for line in lines_of(clock, history, CALENDAR)
    ]
    assert lines == [
        ("03-02", 0, "民法典第二百零一条", "受理；次日起算"),
        ("03-04", 2, "第四十五条", "检测开始，书面告知需要 5 个工作日；次日起停钟"),
        ("03-09", 2, "第四十五条", "检测结束；次日起恢复计时"),
        ("03-20", 11, "第四十二条第一款，本机关负责人批准", "延长 10 个工作日"),
        ("04-17", 30, "第四十二条", "期限届满"),
    ]
    notes = "".join(notes_of(clock))
    assert "2026-03-05 至 2026-03-09 停钟" in notes
    assert "跳过清明节放假 2026-04-04 至 2026-04-06（3 天）" in notes


def test_the_lines_of_overlapping_suspensions_say_when_the_clock_goes_on() -> None:
    history = told(ACCEPTED, suspended("2026-03-04", 2), suspended("2026-03-05", 3, REVIEW))
    said = [line.said for line in lines_of(statutory(history), history, CALENDAR)]
    assert "告知的检测时间届满，仍在停钟" in said
    assert "告知的专家评审时间届满；次日起恢复计时" in said


def test_a_date_beyond_the_published_calendar_is_provisional() -> None:
    clock = statutory(told(fact("case.accepted", "2026-12-21"), suspended("2026-12-22", 5)))
    assert clock.due.provisional
    assert "2027 年的放假安排尚未公布" in "".join(notes_of(clock))


def test_no_days_at_all_from_a_day_off_end_on_the_next_workday() -> None:
    sunday = reckon(CALENDAR, date(2026, 3, 1), [Limit(0)])
    assert sunday.on == date(2026, 3, 2)
    assert "顺延到下一个工作日" in " ".join(sunday.why())
    assert reckon(CALENDAR, date(2026, 3, 2), [Limit(0)]).on == date(2026, 3, 2)
