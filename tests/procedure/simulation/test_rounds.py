"""What a log says of rounds on some weekdays, of waiting for the applicant, of the last cases."""

from datetime import datetime, time, timedelta

from onewindow.procedure.simulation import Batch, ClockTime, Observations, Pause, Run
from onewindow.procedure.simulation.fitting.batching import fit_batch
from onewindow.procedure.simulation.fitting.pauses import fit_suspension, resumed
from onewindow.procedure.simulation.fitting.report import Report
from onewindow.procedure.simulation.fitting.working import Piece, minutes_since
from tests.procedure.simulation.scenarios import MONDAY


def test_what_the_applicant_is_asked_for_stops_the_office() -> None:
    # A case a day: read on Monday, three days with the applicant, then half an hour of work.
    runs, pauses = [], {}
    for number in range(20):
        day = datetime.combine(MONDAY, time(9)) + timedelta(weeks=number)
        case, back = f"c{number}", day + timedelta(days=3)
        runs.append(Run(case, "a", day + timedelta(minutes=20), day, day, "one"))
        begun = back + timedelta(hours=1)
        asked = number % 2 == 0
        if asked:
            pauses[case] = (Pause(day + timedelta(minutes=20), back),)
        # Every other run was begun before he was asked: it went on after the answer.
        early = day + timedelta(minutes=20) if asked and number % 4 else begun
        runs.append(Run(case, "b", begun + timedelta(minutes=30), early, None, "two"))
    seen = Observations(tuple(runs), pauses=pauses)
    moved, rests = resumed(seen)
    assert {case: round(days, 1) for case, days in rests["b"].items()} == dict.fromkeys(pauses, 3.0)
    went_on = {run.case: run.started for run in moved.runs if run.step == "b" and run.started}
    assert all(went_on[case] >= pause.ended for case, (pause,) in pauses.items())
    found = fit_suspension("b", rests, 20, Report())
    assert found is not None
    assert (found.share, round(found.calendar_days.mean, 2)) == (0.5, 2.99)
    assert fit_suspension("a", rests, 20, Report()) is None


def rounds(
    weekdays: tuple[int, ...], *, ready: tuple[int, ...], together: bool, hour: int = 15
) -> Batch | None:
    """Fit a step whose cases become ready on some weekdays and are begun on the next of its own."""
    done = []
    for day in (MONDAY + timedelta(days=n) for n in range(200)):
        if day.isoweekday() not in ready:
            continue
        on = day + timedelta(days=hour // 12)
        while on.isoweekday() not in weekdays:
            on += timedelta(days=1)
        for number in range(3):
            begun = datetime.combine(on, time(9)) + timedelta(
                minutes=0 if together else 40 * number
            )
            ended = begun + timedelta(minutes=30)
            run = Run(f"{day}-{number}", "s", ended, begun, None, "one")
            ready_at = minutes_since(MONDAY, datetime.combine(day, time(hour)))
            times = minutes_since(MONDAY, begun), minutes_since(MONDAY, ended)
            done.append(Piece(run, ready_at, *times, 30))
    return fit_batch("s", done, 540, Report())


def test_rounds_on_some_weekdays_are_found() -> None:
    every = (1, 2, 3, 4, 5)
    tuesdays = Batch(at=ClockTime(540), weekdays=(2, 4))
    assert rounds((2, 4), ready=every, together=True) == tuesdays
    assert rounds((2, 4), ready=every, together=False) == tuesdays
    # Begun every morning, or fed by the rounds of the step before: no rounds of its own.
    assert rounds(every, ready=every, together=False) is None
    assert rounds(every, ready=(2, 4), together=False, hour=8) is None


def test_of_a_long_log_the_last_cases_are_fitted() -> None:
    runs = tuple(
        Run(f"c{case}", step, datetime.combine(MONDAY, time(9)) + timedelta(days=case))
        for case in range(10)
        for step in "ab"
    )
    seen = Observations(runs)
    assert set(seen.newest(5).by_case) == {"c8", "c9"}
    assert set(seen.newest(1).by_case) == {"c9"}
    assert seen.newest(20) is seen
