"""Invent the events of cases: corrections, silence, nested suspensions, an extension, steps."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from tests.cases.clock_oracle import AGAIN, RESUMED, SUSPENDED, Told

# Holidays, make-up workdays and the turn of a year are where a count goes wrong.
HOT = (
    date(2023, 12, 28), date(2024, 2, 2), date(2024, 2, 18), date(2024, 4, 3), date(2024, 9, 27),
    date(2024, 12, 30), date(2025, 1, 24), date(2025, 4, 27), date(2025, 9, 28), date(2025, 12, 30),
    date(2026, 2, 10), date(2026, 2, 14), date(2026, 9, 18), date(2026, 12, 21),
)  # fmt: skip
UNITS = ("working", "working", "working", "calendar")
LIMITS = (0, 1, 3, 5, 8, 10, 20, 45)


def histories(count: int, seed: int = 2026) -> Iterator[list[Told]]:
    """Yield so many histories, the same for the same seed."""
    random = Random(seed)
    for _ in range(count):
        yield Story(random).told()


class Story:
    """One case, told from day to day."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.events: list[Told] = []
        around = random.choice(HOT) if random.random() < 0.7 else date(2024, 1, 1)
        spread = 12 if around != date(2024, 1, 1) else 1000
        self.day = around + timedelta(days=random.randrange(spread))
        self.running: list[str] = []
        self.open_steps: list[str] = []
        self.is_extended = False

    def told(self) -> list[Told]:
        """Return the events in their order."""
        self.submit()
        for _ in range(self.random.choice((0, 0, 1, 2))):
            self.correct()
        self.wait(4)
        (promised, promised_unit), (statutory, statutory_unit) = self.limit(), self.limit()
        is_silent = self.random.random() < 0.15
        self.tell(
            "case.deemed_accepted" if is_silent else "case.accepted",
            promised=promised, promised_unit=promised_unit,
            statutory=statutory, statutory_unit=statutory_unit,
        )  # fmt: skip
        for number in range(self.random.randrange(3)):
            self.enable(f"review{number}")
        for _ in range(self.random.randrange(10)):
            self.wait(9)
            self.random.choice(
                (self.suspend, self.suspend, self.resume, self.tell_again, self.extend, self.step)
            )()
        return self.events

    def tell(self, code: str, step: str = "", **data: str | int | Sequence[str]) -> None:
        self.events.append((code, self.day, step, dict(data)))

    def wait(self, most: int) -> None:
        self.day += timedelta(days=self.random.randrange(most))

    def limit(self) -> tuple[int, str]:
        return self.random.choice(LIMITS), self.random.choice(UNITS)

    def submit(self) -> None:
        late = self.day + timedelta(days=self.random.choice((0, 0, 1, 3)))
        self.tell("case.submitted", received_on=late.isoformat())
        self.enable("accept")

    def correct(self) -> None:
        self.wait(5)
        self.tell("case.correction_asked", days=10, unit="working")
        self.wait(12)
        self.tell("case.corrected", received_on=self.day.isoformat())

    def enable(self, step: str) -> None:
        number, unit = self.limit()
        self.tell("step.enabled", step, limit=number, limit_unit=unit)
        self.open_steps.append(step)

    def step(self) -> None:
        self.enable(f"review{self.random.randrange(4)}")

    def suspend(self) -> None:
        code = str(len([each for each in self.events if each[0] == SUSPENDED]) + 1)
        needed = self.random.choice((0, 1, 5, 10, 30))
        unit = self.random.choice(UNITS)
        self.tell(SUSPENDED, suspension=code, needed_days=needed, unit=unit)
        self.running.append(code)

    def tell_again(self) -> None:
        if self.running:
            code, needed = self.random.choice(self.running), self.random.choice((3, 5, 15))
            self.tell(AGAIN, suspension=code, needed_days=needed, unit=self.random.choice(UNITS))

    def resume(self) -> None:
        if self.running:
            code = self.running.pop(self.random.randrange(len(self.running)))
            self.tell(RESUMED, suspension=code)

    def extend(self) -> None:
        if not self.is_extended:
            self.is_extended = True
            moved = sorted({step for step in self.open_steps if step != "accept"})
            days = self.random.choice((5, 10, 15))
            self.tell("case.extended", days=days, unit="working", steps=moved)
