"""What cannot be redesigned or accepted together, each by name and in plain words."""

from collections.abc import Sequence

from onewindow.kernel.errors import DomainError


def quoted(text: str) -> str:
    """Put a text that may hold quotation marks into quotation marks."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


class RedesignError(DomainError, ValueError):
    """Something about a redesign that is refused."""


class ConflictingProposals(RedesignError):
    """Proposals that exclude each other; `pairs` holds their titles."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self.pairs = tuple(pairs)
        told = "；".join(f"{quoted(one)}和{quoted(other)}" for one, other in self.pairs)
        super().__init__(f"这些建议不能同时采纳：{told}。请每一对只选一条。")


class UnlawfulResult(RedesignError):
    """A set of proposals whose result would break soundness, law or data; `title` broke it."""

    def __init__(self, title: str, breaches: Sequence[str]) -> None:
        self.title = title
        self.breaches = tuple(breaches)
        super().__init__(f"不能采纳{quoted(title)}：{'；'.join(self.breaches)}。请去掉这条建议。")


class BadDefinition(RedesignError):
    """A file that states no definition; `problems` are told in the order of the file."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Moot(Exception):
    """A change that has nothing to change any more; says why."""
