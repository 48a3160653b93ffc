"""What cannot be done with accounts."""

from onewindow.kernel.errors import DomainError


class AlreadyRegistered(DomainError):
    """The citizen ID, the account or the company is registered already."""


class UnprintableName(DomainError):
    """The name has characters that no letter can show."""


class NotAnApplicant(DomainError):
    """The account belongs to an official."""
