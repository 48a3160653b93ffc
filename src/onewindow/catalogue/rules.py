"""Pure rules of the catalogue."""

from onewindow.kernel.errors import DomainError


class OwnDraft(DomainError):
    """Nobody reviews what he drafted himself."""


def item_code(region: str, department: str, number: str) -> str:
    """Return the local code of an item: region, department's short code, the form's 项目序号."""
    return f"{region}-{department}-{number}"


def item_slug(department: str, number: str) -> str:
    """Return the stable part of an item's URL."""
    return f"{department}-{number}".lower()
