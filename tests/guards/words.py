"""Words that people use for items."""

from onewindow.catalogue.actions import aliasing
from onewindow.catalogue.models import ItemVersion, UnansweredQuery
from onewindow.events.rules import SYSTEM
from tests.cases.building import MONDAY


def make_words(version: ItemVersion) -> None:
    """Give an item a name that people use, and look for something in vain."""
    aliasing.add_alias(version.item, "老叫法", by=SYSTEM, at=MONDAY)
    UnansweredQuery.objects.create(query="摘星星", last_at=MONDAY)
