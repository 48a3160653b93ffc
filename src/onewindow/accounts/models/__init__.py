"""People, companies and their accounts."""

from onewindow.accounts.models.companies import Company
from onewindow.accounts.models.kept_answers import KeptAnswer
from onewindow.accounts.models.people import Person
from onewindow.accounts.models.user import User, UserKind

__all__ = ["Company", "KeptAnswer", "Person", "User", "UserKind"]
