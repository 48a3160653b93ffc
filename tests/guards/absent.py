"""An officer who is away, and who stands in for him."""

from onewindow.orgs.models import Role, Substitution
from onewindow.orgs.substituting import arrange
from tests import cast


def make_substitution() -> Substitution:
    """Let a colleague of the reviewers stand in for another one."""
    absent = cast.make_officer("absent", Role.REVIEWER, department="ghj")
    substitute = cast.make_officer("substitute", Role.REVIEWER, department="ghj")
    return arrange(
        absent, substitute=substitute, valid_from=cast.SINCE, valid_to=None, reason="年休假。",
        by=absent, at=cast.AT,
    )  # fmt: skip
