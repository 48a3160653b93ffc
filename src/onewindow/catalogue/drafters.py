"""Everybody who wrote at a version."""

from onewindow.catalogue.models import ItemVersion


def drafters_of(version: ItemVersion) -> frozenset[str]:
    """Return the actor codes of all who drafted or edited a version; none of them reviews it."""
    return frozenset({version.drafted_by, *version.edits.values_list("by", flat=True)})
