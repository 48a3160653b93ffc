"""Two versions of one item side by side."""

from functools import cached_property

from django.core.exceptions import ObjectDoesNotExist

from onewindow.catalogue.access import versions_for
from onewindow.catalogue.differences import Change, compare, without_internal
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.models.versions import IN_FORCE
from onewindow.design.flow_comparison import FlowComparison
from onewindow.desk.items.charts import comparison_of
from onewindow.desk.items.elements import Shown
from onewindow.desk.items.page import VersionPage
from onewindow.orgs.models import Officer
from onewindow.procedure.errors import ProcedureError


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

    @cached_property
    def flow(self) -> FlowComparison | None:
        """Both flows side by side; none where one of them cannot be drawn."""
        try:
            return comparison_of(self.before, self.version)
        except ProcedureError:
            return None
