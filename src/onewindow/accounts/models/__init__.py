"""People, companies and their accounts."""

from onewindow.accounts.models.people import Company, CompanyAgent, Person
from onewindow.accounts.models.user import User, UserKind

__all__ = ["Company", "CompanyAgent", "Person", "User", "UserKind"]
