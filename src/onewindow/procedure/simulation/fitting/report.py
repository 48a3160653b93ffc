"""What was fitted from how many observations, and what had to be assumed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """One line of the report: about what (a step's code, `arrivals`, a person), in Chinese.

    `observations` is how many rows it rests on; an assumption rests on none of its own.
    """

    about: str
    message: str
    observations: int = 0
    is_assumption: bool = False


class Report:
    """Collects notes."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def found(self, about: str, message: str, observations: int) -> None:
        """Note what observations say."""
        self.notes.append(Note(about, message, observations))

    def assumed(self, about: str, message: str) -> None:
        """Note what no observation says."""
        self.notes.append(Note(about, message, is_assumption=True))
