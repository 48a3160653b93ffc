"""Errors whose message is meant for the person in front of the screen."""


class DomainError(Exception):
    """Something the system refuses, said in plain words."""

    @property
    def message(self) -> str:
        """What to tell the user."""
        return str(self.args[0]) if self.args else ""


class NotAllowedNow(DomainError):
    """The state of things does not allow it any more, or not yet."""
