"""Whatever a log is like, what is fitted to it can be read again and simulated."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from onewindow.procedure.model import Procedure, Step, StepKind
from onewindow.procedure.simulation import (
    Observations,
    Pause,
    Run,
    fit,
    read_scenario,
    simulate,
    write_scenario,
)

PROCEDURE = Procedure.of((
    Step("a", "受理", StepKind.ACCEPTANCE, "u"),
    Step("b", "审查", StepKind.REVIEW, "u", needs=("a",)),
    Step("c", "核查", StepKind.REVIEW, "u", needs=("a",)),
    Step("d", "决定", StepKind.DECISION, "u", needs=("b", "c")),
))  # fmt: skip
NATIONAL_DAY = date(2026, 10, 1)
MINUTES = (0, 0, 1, 30, 600, 5000, -20)


def dirty(luck: Random) -> Observations:
    """Make up cases in any order, with times missing, at night, backwards, all at once."""
    day = date(luck.choice((2010, 2019, 2026)), luck.randint(1, 12), luck.randint(1, 28))
    first = datetime.combine(day, time())
    over = luck.choice((0, 0, 3, 60))
    runs, pauses = [], {}
    for number in range(luck.choice((1, 2, 5, 20))):
        case, at = f"c{number}", first + timedelta(hours=luck.choice((0, 9, 23)))
        at += timedelta(days=luck.randint(0, over))
        order = luck.sample("abcd", 4) if luck.random() < 0.3 else list("abcd")
        for step in order[: luck.randint(1, 4)]:
            for _again in range(luck.choice((1, 1, 2))):
                begun = at + timedelta(minutes=abs(luck.choice(MINUTES)))
                ended = begun + timedelta(minutes=luck.choice(MINUTES))
                run = Run(
                    case, step, ended, luck.choice((None, begun)), luck.choice((None, at)),
                    luck.choice(("", "甲", "乙")),
                )  # fmt: skip
                runs.append(run)
                at = max(at, ended)
        if luck.random() < 0.3:
            pauses[case] = (Pause(at - timedelta(days=2), at - timedelta(hours=5)),)
    return Observations(tuple(runs), pauses=pauses)


def fits(seed: int) -> None:
    fitted = fit(PROCEDURE, dirty(Random(seed)))
    read_scenario(write_scenario(fitted.scenario))
    simulate(fitted.scenario, replications=2, seed=1)


def test_times_that_run_backwards_are_no_work_and_said() -> None:
    at = datetime.combine(NATIONAL_DAY, time(9))
    runs = tuple(Run(f"c{n}", "a", at, at + timedelta(minutes=9), at) for n in range(3))
    fitted = fit(PROCEDURE, Observations(runs))
    assert "3 条记录的结束早于开始，按没有用时间计。" in [note.message for note in fitted.notes]
    assert fitted.scenario.step("a").work_minutes.mean == 0


def test_work_on_a_single_day_off_is_fitted() -> None:
    at = datetime.combine(NATIONAL_DAY, time(9))
    runs = tuple(Run(f"c{n}", "a", at + timedelta(minutes=9), at, at) for n in range(3))
    assert fit(PROCEDURE, Observations(runs)).scenario.staff[0].count == 1


@pytest.mark.long
def test_a_dirty_log_is_fitted() -> None:
    fits(11)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(300))
def test_dirty_logs_are_fitted(seed: int) -> None:
    fits(seed)
