"""Why a code is not valid."""

from collections.abc import Callable
from dataclasses import dataclass

from onewindow.kernel.errors import DomainError


@dataclass(frozen=True)
class Problem:
    """A fault of a code: `code` for programs, `message` in Chinese for people."""

    code: str
    message: str


class InvalidIdentity(DomainError, ValueError):
    """The text is not a valid code of its kind; says why in Chinese."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code

    @property
    def problem(self) -> Problem:
        """Return the fault as a value that can be kept."""
        return Problem(self.code, self.message)


def is_valid(check: Callable[[str], object], text: str) -> bool:
    """Tell whether the check raises nothing."""
    try:
        check(text)
    except InvalidIdentity:
        return False
    return True


def problem_of(check: Callable[[str], object], text: str) -> Problem | None:
    """Return what the check objects to, or None."""
    try:
        check(text)
    except InvalidIdentity as error:
        return error.problem
    return None
