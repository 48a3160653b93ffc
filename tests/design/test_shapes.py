"""What a clock says, in words and tone."""

import pytest

from onewindow.design.shapes import Clock, ProgressStep, Stage


@pytest.mark.parametrize(
    ("clock", "text", "tone"),
    [
        (Clock(20, 12), "剩 12 个工作日", "good"),
        (Clock(20, 4), "剩 4 个工作日", "warn"),
        (Clock(20, 4.5), "剩 4.5 个工作日", "good"),
        (Clock(3, 1), "剩 1 个工作日", "warn"),
        (Clock(3, 0.5), "剩 0.5 个工作日", "warn"),
        (Clock(3, 0), "今天到期", "warn"),
        (Clock(3, -2), "超期 2 个工作日", "bad"),
        (Clock(30, 12, unit="calendar"), "剩 12 天", "good"),
        (Clock(3, -2, is_stopped=True), "停钟中", "idle"),
        (Clock(3, -2, is_done=True), "已办结", "idle"),
    ],
)
def test_a_clock_in_words(clock: Clock, text: str, tone: str) -> None:
    assert (clock.text, clock.tone) == (text, tone)


@pytest.mark.parametrize(("left", "used"), [(5, 0), (3, 2), (0, 5), (-4, 5), (9, 0)])
def test_the_bar_stays_inside(left: int, used: int) -> None:
    assert Clock(5, left).used == used


def test_steps_at_the_same_time_are_a_parallel_stage() -> None:
    one, other = ProgressStep("甲", "now"), ProgressStep("乙", "todo")
    assert Stage([one, other]).is_parallel
    assert not Stage([one]).is_parallel
    assert len({ProgressStep("", s).icon for s in ("done", "now", "waiting", "todo", "bad")}) == 5
