"""Several activities in one: what merging steps, or doing them at once, makes of their load."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from onewindow.procedure.simulation.distributions import Distribution
from onewindow.procedure.simulation.fitting.families import in_parts
from onewindow.procedure.simulation.model import Activity

DRAWN, POINTS, SEED = 20_000, 200, 1


def joined(activities: Sequence[Activity], *, is_at_once: bool = False) -> Activity:
    """Return the first activity with the work of all: one after the other, or at once together.

    What one of them made cases wait for, or lets fail, still does; the people are those of the
    first that has any. Waits of the others go with the handing over, but what is done at once
    waits for whoever takes longest to come.
    """
    first, *others = activities
    if not others:
        return first
    delays = [each.delay_calendar_days for each in activities if each.delay_calendar_days]
    longest = max(delays, key=lambda delay: delay.mean, default=None)
    rests = [each.suspension for each in activities if each.suspension]
    corrections = [each.correction for each in activities if each.correction]
    return replace(
        first,
        pool=next((each.pool for each in activities if each.pool), ""),
        share=max(each.share for each in activities),
        work_minutes=_work(activities, is_at_once=is_at_once),
        delay_calendar_days=longest if is_at_once else first.delay_calendar_days,
        stop_share=1 - math.prod(1 - each.stop_share for each in activities),
        suspension=max(rests, key=lambda rest: rest.share, default=None),
        correction=max(corrections, key=lambda each: each.shares, default=None),
        rework=next((each.rework for each in activities if each.rework), None),
    )


def _work(activities: Sequence[Activity], *, is_at_once: bool) -> Distribution:
    """Draw the work of each where it takes part, and add it up or take the longest."""
    most = max(each.share for each in activities)
    stream = np.random.Generator(np.random.PCG64(SEED))
    drawn = [
        each.work_minutes.sample(stream, DRAWN)
        * (stream.random(DRAWN) * most < each.share if most else 1)
        for each in activities
    ]
    return in_parts(np.max(drawn, axis=0) if is_at_once else np.sum(drawn, axis=0), POINTS)
