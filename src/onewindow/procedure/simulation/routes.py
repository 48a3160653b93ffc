"""Which steps a case takes, and what each of them waits for, by number."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from onewindow.procedure.graph import followers, reached
from onewindow.procedure.plan import effective_needs, wanted
from onewindow.procedure.simulation.model import Activity

After = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class WayBack:
    """What is done again when a step sends a case back: the steps, what they wait for, and after.

    While it lasts the steps in between lead only to each other: whatever else follows them has
    been counted down the first time.
    """

    steps: tuple[int, ...]
    unmet: tuple[int, ...]
    after: After


@dataclass(frozen=True)
class Route:
    """One set of steps. The number after the last step stands for the end of the case."""

    steps: tuple[Activity, ...] = field(repr=False)
    taken: frozenset[str]

    @cached_property
    def needs(self) -> dict[str, tuple[str, ...]]:
        """Map the steps that are taken to what they wait for: pruned ones hand their needs on."""
        return effective_needs(self.steps, lambda step: step.code in self.taken)

    @cached_property
    def number(self) -> dict[str, int]:
        """Map codes to numbers."""
        return {step.code: place for place, step in enumerate(self.steps)}

    @property
    def end(self) -> int:
        """The number of the end."""
        return len(self.steps)

    @cached_property
    def after(self) -> After:
        """For every step the steps that wait for it; the last ones lead to the end."""
        waiting = followers(self.needs)
        return (
            *(
                tuple(self.number[code] for code in waiting[step.code]) or (self.end,)
                if step.code in waiting
                else ()
                for step in self.steps
            ),
            (),
        )

    @cached_property
    def unmet(self) -> tuple[int, ...]:
        """For every step how many others it waits for, and for the end."""
        return (
            *(wanted(step, self.needs.get(step.code, ())) for step in self.steps),
            sum(self.end in each for each in self.after),
        )

    @cached_property
    def first(self) -> tuple[int, ...]:
        """The steps that wait for none; of a case without steps the end."""
        steps = tuple(self.number[code] for code, needs in self.needs.items() if not needs)
        return steps or (self.end,)

    @cached_property
    def has_forks(self) -> bool:
        """Whether two steps of a case can run at the same time."""
        return any(len(each) > 1 for each in (*self.after, self.first))

    @cached_property
    def has_quorum(self) -> bool:
        """Whether the case can end while an opinion is still asked for."""
        return any(self.unmet[self.number[code]] < len(needs) for code, needs in self.needs.items())

    def way_back(self, step: int, to: int) -> WayBack:
        """Return what is done again from one step up to a later one."""
        codes = self._between(self.steps[to].code, self.steps[step].code)
        members = {self.number[code] for code in codes}
        return WayBack(
            steps=tuple(sorted(members)),
            unmet=tuple(self._unmet_within(each, codes) for each in sorted(members)),
            after=tuple(
                tuple(n for n in each if n in members) if place in members else each
                for place, each in enumerate(self.after)
            ),
        )

    def _between(self, first: str, last: str) -> set[str]:
        if first not in self.needs:
            return {last}
        return (reached([first], followers(self.needs)) & reached([last], self.needs)) | {last}

    def _unmet_within(self, number: int, codes: Collection[str]) -> int:
        step = self.steps[number]
        needs = [code for code in self.needs[step.code] if code in codes]
        return wanted(step, needs)
