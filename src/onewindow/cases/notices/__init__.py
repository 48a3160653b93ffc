"""Who is told of what happens to a case."""

from onewindow.cases.notices.telling import CODES, tell
from onewindow.cases.notices.work import tell_of_work

__all__ = ["CODES", "tell", "tell_of_work"]
