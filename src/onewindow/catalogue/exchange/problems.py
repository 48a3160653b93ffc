"""What keeps a form from being read, said so that the person who filled it in can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the form's field (its Chinese label), the place, the advice."""

    field: str
    cell: str
    message: str

    def __str__(self) -> str:
        place = f"{self.field}（{self.cell}）" if self.cell else self.field
        return _("%(place)s：%(message)s") % {"place": place, "message": self.message}


class FormProblems(Exception):
    """Say that a form cannot be taken in, with every problem found in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Refused(Exception):
    """Say why one written value cannot be taken."""


def refuse_file(message: str) -> FormProblems:
    """Return the refusal of a whole file."""
    return FormProblems([Problem(_("文件"), "", message)])
