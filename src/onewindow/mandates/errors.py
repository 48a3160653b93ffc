"""What cannot be done with mandates."""

from onewindow.kernel.errors import DomainError, NotAllowedNow


class NotMandated(NotAllowedNow):
    """Nobody's mandate, or none that counts now, lets him do this."""


class MandateRefused(DomainError):
    """A mandate that the law or the register does not allow."""
