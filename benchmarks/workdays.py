"""A million deadlines over the official calendar."""

import random
import time
from datetime import timedelta

from benchmarks.bar import Bar
from onewindow.kernel.workdays import WorkCalendar

COUNT = 1_000_000
LIMITS = (1, 5, 10, 15, 20, 30, 45, 60)
ROUNDS = 3


def million_deadlines() -> Bar:
    """Measure `add_many` in seconds, the best of three, and compare a sample one by one."""
    calendar = WorkCalendar.official()
    rng = random.Random(20240201)
    span = (calendar.last_day - calendar.first_day).days - 120
    starts = [calendar.first_day + timedelta(days=rng.randrange(span)) for _ in range(COUNT)]
    days = rng.choices(LIMITS, k=COUNT)
    seconds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        due = calendar.add_many(starts, days)
        seconds.append(time.process_time() - began)
    for n in range(0, COUNT, 997):
        assert due[n] == calendar.add(starts[n], days[n]).on
    detail = f"CPU seconds for {COUNT:,} deadlines in working days, best of {ROUNDS}"
    return Bar("workdays.add_many", min(seconds), 0.5, detail)
