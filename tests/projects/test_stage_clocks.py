"""The clock of a stage against a slow count day by day, and what its lines say."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from onewindow.cases.clocks import Fact
from onewindow.kernel.workdays import WorkCalendar
from onewindow.projects.clocks import (
    ProjectReading,
    StageFacts,
    StageReading,
    case_time,
    lines_of_project,
    lines_of_stage,
    read_project,
    read_stage,
)
from onewindow.projects.clocks.times import Moment
from tests.projects import stage_oracle
from tests.projects.stage_oracle import Told

CALENDAR = WorkCalendar.official()
# Around the Spring Festival, the National Day with its make-up workdays, a plain month.
STARTS = (date(2026, 2, 2), date(2025, 9, 15), date(2024, 2, 1), date(2026, 6, 1))
MONDAY = date(2026, 6, 1)


def fact(told: Told) -> Fact:
    _case, code, day, data = told
    at = datetime.combine(day, time(2), tzinfo=UTC)
    return Fact(code, at, "", dict(data))


def stage_of(
    events: Sequence[Told], *, days: int = 20, closed_on: date | None = None
) -> StageReading:
    """Return the reading of a stage that needs the item of each case."""
    cases = list(dict.fromkeys(case for case, _, _, _ in events))
    times = [
        case_time(
            [fact(each) for each in events if each[0] == case], CALENDAR,
            number=f"SL-{case}", item=case, name=case,
        )
        for case in cases
    ]  # fmt: skip
    told = StageFacts("design", days, tuple(cases), tuple(times), closed_on, name="工程建设许可")
    return read_stage(told, CALENDAR)


class Story:
    """A stage of one to three cases, told at random."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.start = random.choice(STARTS) + timedelta(days=random.randrange(20))

    def told(self) -> list[Told]:
        cases = [list(self.case(name)) for name in "abc"[: self.random.choice((1, 2, 2, 3))]]
        return [each for case in cases for each in case]

    def case(self, name: str) -> Iterator[Told]:
        random = self.random
        day = self.start + timedelta(days=random.randrange(15))
        yield name, "case.submitted", day, {"received_on": day.isoformat()}
        for _ in range(random.choice((0, 0, 1, 2))):
            day += timedelta(days=random.randrange(4))
            yield name, "case.correction_asked", day, {"days": 10}
            day += timedelta(days=random.randrange(12))
            yield name, "case.corrected", day, {"received_on": day.isoformat()}
        day += timedelta(days=random.randrange(5))
        if random.random() < 0.1:
            yield name, "case.withdrawn", day, {}
            return
        yield name, "case.accepted", day, {}
        for number in range(random.choice((0, 0, 1, 2))):
            day += timedelta(days=random.randrange(9))
            needed = random.randrange(1, 9)
            data: dict[str, str | int | bool] = {
                "suspension": str(number),
                "name": "检测",
                "needed_days": needed,
            }
            yield name, "case.suspended", day, data
            if random.random() < 0.7:
                day += timedelta(days=random.randrange(14))
                yield name, "case.resumed", day, {"suspension": str(number)}
        if random.random() < 0.8:
            day += timedelta(days=random.randrange(20))
            yield name, "case.decided", day, {"is_granted": random.random() < 0.8}


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(each, marks=pytest.mark.long) for each in (1, 2))]
)
def test_days_used_equal_a_slow_count_day_by_day(seed: int) -> None:
    random = Random(seed)
    for _ in range(60):
        events = Story(random).told()
        read = stage_of(events)
        assert read.begun_on == stage_oracle.first_acceptance(events)
        first = min(day for _, _, day, _ in events)
        for offset in range(0, 120, 7):
            today = first + timedelta(days=offset)
            assert read.count.used(today) == stage_oracle.used(events, today), (events, today)


def test_a_planted_fault_in_the_count_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A calendar of weekdays only, or a day too many, cannot pass the slow count."""
    naive = WorkCalendar.official().with_overrides(
        {date(2026, 2, 16) + timedelta(days=n): True for n in range(5)}
    )
    random, wrong = Random(1), 0
    for _ in range(60):
        events = Story(random).told()
        read = stage_of(events)
        monkeypatch.setattr("tests.projects.test_stage_clocks.CALENDAR", naive)
        other = stage_of(events)
        monkeypatch.undo()
        last = max(day for _, _, day, _ in events) + timedelta(days=40)
        wrong += other.count.used(last) != stage_oracle.used(events, last)
        assert read.count.used(last) == stage_oracle.used(events, last)
    assert wrong


def test_the_due_day_is_the_one_on_which_the_limit_is_used_up() -> None:
    random = Random(7)
    running = 0
    for _ in range(60):
        read = stage_of(Story(random).told(), days=12)
        due = read.count.due
        if due is None:
            assert not read.count.is_running
            continue
        running += 1
        assert read.count.used(due.on) == 12
        assert read.count.used(due.on - timedelta(days=1)) == 11
        assert not read.count.is_late(due.on)
    assert running > 5


def on(days: int) -> date:
    return MONDAY + timedelta(days=days)


def accepted(case: str, day: int, *more: Told) -> list[Told]:
    received = (case, "case.submitted", on(day), {"received_on": on(day).isoformat()})
    return [received, (case, "case.accepted", on(day), {}), *more]


def decided(case: str, day: int, *, is_granted: bool = True) -> Told:
    return case, "case.decided", on(day), {"is_granted": is_granted}


STANDINGS: list[tuple[str, list[Told], str, int]] = [
    ("one granted, one running", [*accepted("a", 0, decided("a", 3)), *accepted("b", 1)],
     "running", 4),
    ("both granted", [*accepted("a", 0, decided("a", 3)), *accepted("b", 1, decided("b", 4))],
     "done", 4),
    ("one refused: the applicant has to act",
     [*accepted("a", 0, decided("a", 2, is_granted=False))], "standing", 2),
    ("between two cases nothing counts",
     [*accepted("a", 0, decided("a", 1)), *accepted("b", 8, decided("b", 9))], "done", 2),
    ("handed in, not accepted",
     [("a", "case.submitted", on(0), {"received_on": on(0).isoformat()})], "received", 0),
    ("no permit needed settles it too",
     [*accepted("a", 0, decided("a", 2)),
      ("b", "case.submitted", on(1), {"received_on": on(1).isoformat()}),
      ("b", "case.not_required", on(2), {})], "done", 2),
    ("withdrawn before anybody accepted",
     [("a", "case.submitted", on(0), {"received_on": on(0).isoformat()}),
      ("a", "case.withdrawn", on(1), {})], "waiting", 0),
]  # fmt: skip


@pytest.mark.parametrize(("events", "status", "used"), [each[1:] for each in STANDINGS],
                         ids=[each[0] for each in STANDINGS])  # fmt: skip
def test_where_a_stage_stands(events: list[Told], status: str, used: int) -> None:
    read = stage_of(events)
    assert read.status == status
    # Day 4 is the Friday of the same week.
    assert read.count.used(on(4) if status == "running" else on(20)) == used


def test_an_early_end_stops_no_running_case() -> None:
    running = stage_of(accepted("a", 0), closed_on=on(1))
    assert running.status == "running"
    waiting = stage_of([*accepted("a", 0, decided("a", 2, is_granted=False))], closed_on=on(3))
    assert (waiting.status, waiting.done_on) == ("closed", on(3))
    assert stage_of([], closed_on=on(0)).status in {"closed", "skipped"}


def project(*stages: list[Told], total: int = 45) -> ProjectReading:
    read = [stage_of(events).facts for events in stages]
    named = [
        StageFacts(code, 20, each.items, each.cases, name=code)
        for code, each in zip(("land", "design", "works"), read, strict=False)
    ]
    return read_project(named, total, CALENDAR)


def test_a_day_of_two_stages_is_one_day_of_the_total() -> None:
    read = project(accepted("a", 0, decided("a", 3)), accepted("b", 1, decided("b", 4)))
    used = [each.count.used(on(9)) for each in read.stages]
    assert (used, read.count.used(on(9)), read.done_on) == ([3, 3], 4, on(4))
    apart = project(accepted("a", 0, decided("a", 3)), accepted("b", 7, decided("b", 8)))
    assert apart.count.used(on(20)) == 4


def test_lines_say_what_moved_the_clock_and_how_many_days_counted() -> None:
    events = [
        *accepted("a", 0, decided("a", 1)),
        *accepted("b", 7, ("b", "case.suspended", on(8), {
            "suspension": "1", "name": "专家评审", "needed_days": 3}), decided("b", 15)),
    ]  # fmt: skip
    read = stage_of(events)
    lines = lines_of_stage(read, on(30))
    said = [(each.on, each.counted) for each in lines]
    assert said == sorted(said)
    told = "\n".join(f"{each.on} {each.said}" for each in lines)
    for words in ("阶段开始；次日起算", "次日起停钟", "次日起继续计时", "专家评审", "阶段完成"):
        assert words in told
    assert lines[-1].counted == read.count.used(on(30)) == stage_oracle.used(events, on(30))
    assert any("行政许可法第四十五条" in each.article for each in lines)
    whole = lines_of_project(read_project([read.facts], 45, CALENDAR), on(30))
    assert "“工程建设许可”阶段开始" in whole[0].said


def test_lines_of_a_running_stage_end_with_its_last_day() -> None:
    read = stage_of(accepted("a", 0), days=5)
    last = lines_of_stage(read, on(1))[-1]
    assert read.count.due is not None
    assert (last.on, last.counted) == (read.count.due.on, 5)
    assert "暂定" not in last.said
    assert "暂定" in lines_of_stage(stage_of(accepted("a", 0), days=300), on(1))[-1].said
    assert Moment(on(0), "受理“a”", "行政许可法第三十二条") in read.facts.cases[0].moments
