"""Two versions of one item side by side."""

from functools import cached_property

from django.core.exceptions import ObjectDoesNotExist

from onewindow.catalogue.access import versions_for
from onewindow.catalogue.differences import Change, compare, without_internal
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.models.versions import IN_FORCE
from onewindow.design.flow_chart import FlowChart
from onewindow.desk.items.charts import Charts, charts_of
from onewindow.desk.items.elements import Shown
from onewindow.desk.items.page import VersionPage
from onewindow.orgs.models import Officer

# What changes the drawing.
DRAWN = frozenset({"steps", "questions"})


class DifferencesPage:
    """What a version says differently from another one of its item."""

    def __init__(
        self, version: ItemVersion, officer: Officer, roles: frozenset[str], chosen: str
    ) -> None:
        self.version = version
        self.sees_internal = VersionPage(version, officer, roles).sees_internal
        readable = versions_for(officer, roles).filter(item=version.item_id)
        self.others = list(readable.exclude(pk=version.pk).order_by("-number"))
        self.before = self._chosen(chosen)

    def _chosen(self, chosen: str) -> ItemVersion:
        if chosen:
            found = [each for each in self.others if str(each.pk) == chosen]
        else:
            found = [each for each in self.others if each.status in IN_FORCE] or self.others
        if not found:
            raise ObjectDoesNotExist
        return found[0]

    @cached_property
    def changes(self) -> list[Change]:
        """The elements that differ, as far as the reader may see them."""
        old, new = Shown(self.before), Shown(self.version)
        found = compare(
            old.definition, new.definition, old_names=old.names, new_names=new.names
        )  # fmt: skip
        return found if self.sees_internal else without_internal(found)

    @property
    def draws(self) -> bool:
        """Whether the flow charts are worth looking at."""
        return any(change.code in DRAWN for change in self.changes)

    @cached_property
    def old_charts(self) -> Charts:
        """The charts before."""
        return charts_of(self.before, prefix="old-")

    @cached_property
    def new_charts(self) -> Charts:
        """The charts now."""
        return charts_of(self.version, prefix="new-")

    @property
    def old_chart(self) -> FlowChart | None:
        """The chart before that the reader may see."""
        return self.old_charts.internal if self.sees_internal else self.old_charts.public

    @property
    def new_chart(self) -> FlowChart | None:
        """The chart now that the reader may see."""
        return self.new_charts.internal if self.sees_internal else self.new_charts.public
