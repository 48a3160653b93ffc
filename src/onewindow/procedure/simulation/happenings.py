"""What happened in one replication, as columns."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.calendars import DAY, Timeline
from onewindow.procedure.simulation.engine.state import State
from onewindow.procedure.simulation.streams import Numbers

Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Happenings:
    """Cases by arrival; runs of steps in the order in which they ended. Minutes since the start."""

    blueprint: Blueprint
    arrived: Numbers
    finished: Numbers
    is_stopped: Flags
    case: Places
    step: Places
    crew: Places
    ready: Numbers
    begun: Numbers
    ended: Numbers
    pauses: Numbers
    batch_wait: Numbers
    waiting: tuple[tuple[int, float], ...]

    @classmethod
    def of(cls, state: State) -> "Happenings":
        """Take what a replication left."""
        flat = np.fromiter(chain.from_iterable(state.log), np.float64, 6 * len(state.log))
        ended, case, step, crew, ready, begun = flat.reshape(-1, 6).T
        stopped = np.zeros(state.count, dtype=bool)
        stopped[list(state.stopped)] = True
        return cls(
            blueprint=state.blueprint,
            arrived=state.luck.arrived,
            finished=np.array(state.finished),
            is_stopped=stopped,
            case=case.astype(np.int64),
            step=step.astype(np.int64),
            crew=crew.astype(np.int64),
            ready=ready.copy(),
            begun=begun.copy(),
            ended=ended.copy(),
            pauses=np.array(state.pauses).reshape(-1, 3),
            batch_wait=np.array(state.batch_wait),
            waiting=tuple(
                (pool, asked)
                for pool, queues in enumerate(state.pool_queues)
                for queue in queues.values()
                for asked, _case, _step in queue
            ),
        )

    @property
    def window(self) -> tuple[float, float]:
        """From when to when arrivals are measured."""
        scenario = self.blueprint.scenario
        begins = float(scenario.warm_up_days * DAY)
        return begins, begins + scenario.days * DAY

    @cached_property
    def waited(self) -> Numbers:
        """How long each run waited for somebody, in working days of the office."""
        return self.working_days(self.ready, self.begun)

    @cached_property
    def worked(self) -> Numbers:
        """The working minutes of each run, by the calendar of who did it."""
        result = np.zeros(len(self.case))
        for number, crew in enumerate(self.blueprint.crews):
            own = self.crew == number
            at = crew.timeline.worked_at
            result[own] = at(self.ended[own]) - at(self.begun[own])
        return result

    @cached_property
    def is_measured(self) -> Flags:
        """Which cases count: they came after the warm-up and before the cool-down."""
        begins, ends = self.window
        return (self.arrived >= begins) & (self.arrived < ends)

    @cached_property
    def is_measured_run(self) -> Flags:
        """Which runs belong to cases that count."""
        return self.is_measured[self.case]

    @cached_property
    def is_done(self) -> Flags:
        """Which cases were finished."""
        return np.isfinite(self.finished)

    @property
    def office(self) -> Timeline:
        """The calendar that working days are told in: the scenario's first."""
        return self.blueprint.office

    def working_days(self, begins: Numbers, ends: Numbers) -> Numbers:
        """Return the time between in working days of the office."""
        minutes = self.office.worked_at(ends) - self.office.worked_at(begins)
        return minutes / self.blueprint.minutes_per_day
