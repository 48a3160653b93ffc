"""Everything the pages of one version show, read once."""

from functools import cached_property

from onewindow.catalogue.access import OFFICES, SEES_EVERYTHING
from onewindow.catalogue.models import ItemVersion, Review, ReviewOffice, VersionStatus
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.catalogue.rules import GROUP_FIELDS, OFFICE_GROUPS
from onewindow.desk.items.boards import Board, board_of
from onewindow.desk.items.charts import Charts, charts_of
from onewindow.desk.items.differences import Change, changes
from onewindow.desk.items.elements import Element, Group, elements_of, groups_of
from onewindow.orgs.models import Officer, Role


class VersionPage:
    """One version as one officer sees it; each part is read when a template asks for it."""

    def __init__(self, version: ItemVersion, officer: Officer, roles: frozenset[str]) -> None:
        self.version = version
        self._officer = officer
        self._roles = roles
        self.is_own = version.item.department_id == officer.department_id
        self.manages = self.is_own and Role.ITEM_MANAGER in roles

    @property
    def sees_internal(self) -> bool:
        """Whether he may see the flow that is not published."""
        return self.is_own or bool(self._roles & (OFFICES | SEES_EVERYTHING))

    @property
    def can_submit(self) -> bool:
        """Whether he may hand the version to the offices."""
        return self.manages and self.version.status in EDITABLE

    @property
    def can_publish(self) -> bool:
        """Whether he may publish it now."""
        in_review = self.version.status == VersionStatus.IN_REVIEW
        return self.manages and in_review and self.board.is_clear

    @cached_property
    def groups(self) -> list[Group]:
        """Every element, in the groups of the paper form."""
        return groups_of(self.version, is_internal=self.sees_internal)

    @cached_property
    def elements(self) -> dict[str, Element]:
        """Every element by its code."""
        return elements_of(self.version)

    @cached_property
    def charts(self) -> Charts:
        """The public and the internal flow chart."""
        return charts_of(self.version)

    @cached_property
    def board(self) -> Board:
        """The joint review."""
        offices = frozenset(self._roles)
        if not self.is_own:
            offices -= {ReviewOffice.LEGAL_OFFICER}
        return board_of(self.version, offices)

    @cached_property
    def versions(self) -> list[ItemVersion]:
        """All versions of the item, the latest first."""
        return list(self.version.item.versions.order_by("-number"))

    @cached_property
    def published(self) -> ItemVersion | None:
        """The version that the public sees, unless it is this one."""
        others = (each for each in self.versions if each.status == VersionStatus.PUBLISHED)
        return next((each for each in others if each.pk != self.version.pk), None)

    @cached_property
    def changes(self) -> list[Change]:
        """What differs from the published version."""
        if self.published is None:
            return []
        return changes(elements_of(self.published), self.elements)


class ReviewPage(VersionPage):
    """A version as one reviewing office sees it: its own fields first."""

    def __init__(self, review: Review, officer: Officer, roles: frozenset[str]) -> None:
        super().__init__(review.version, officer, roles)
        self.review = review
        self.own_codes = GROUP_FIELDS[OFFICE_GROUPS[review.office]]

    @property
    def draws_public(self) -> bool:
        """Whether the public flow chart is among its fields."""
        return "flow_chart" in self.own_codes

    @property
    def draws_internal(self) -> bool:
        """Whether the internal flow is among its fields."""
        return "steps" in self.own_codes or self.draws_public

    @cached_property
    def own(self) -> list[Element]:
        """The fields this office answers for."""
        return [self.elements[code] for code in self.own_codes if code in self.elements]

    @cached_property
    def others(self) -> list[Group]:
        """The rest of the form."""
        own = set(self.own_codes)
        groups = [
            Group(group.title, tuple(each for each in group.elements if each.code not in own))
            for group in self.groups
        ]
        return [group for group in groups if group.elements]

    @cached_property
    def own_changes(self) -> list[Change]:
        """What changed in its fields."""
        return [change for change in self.changes if change.code in self.own_codes]

    @cached_property
    def other_changes(self) -> list[Change]:
        """What changed elsewhere."""
        return [change for change in self.changes if change.code not in self.own_codes]
