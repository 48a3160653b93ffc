"""What is wrong with a scenario, with the place in its file."""

from collections.abc import Sequence
from dataclasses import dataclass

from onewindow.kernel.errors import DomainError

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One fault: where (keys, and numbers of list entries from 0), and what to do in Chinese."""

    place: Place
    message: str
    line: int = 0

    def __str__(self) -> str:
        line = f"第 {self.line} 行 " if self.line else ""
        return f"{line}{where(self.place)}：{self.message}"


class BadScenario(DomainError, ValueError):
    """A scenario that cannot be simulated; `problems` are all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def where(place: Place) -> str:
    """Write a place as people count: `steps → 第 3 项 → pool`."""
    parts = (f"第 {part + 1} 项" if isinstance(part, int) else part for part in place)
    return " → ".join(parts) or "整个文件"
