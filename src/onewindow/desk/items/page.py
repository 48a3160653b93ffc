"""Everything the pages of one version show, read once."""

from functools import cached_property

from django.utils.timezone import now

from onewindow.catalogue.access import OFFICES, SEES_EVERYTHING
from onewindow.catalogue.actions.claiming import can_unclaim
from onewindow.catalogue.differences import Change, compare, without_internal
from onewindow.catalogue.models import (
    ChangeStatus,
    Claim,
    ItemVersion,
    ItemWithdrawal,
    ReviewOffice,
    ReviewRound,
    StandardChange,
    VersionStatus,
)
from onewindow.catalogue.models.versions import EDITABLE, IN_FORCE
from onewindow.catalogue.rounds import open_round
from onewindow.catalogue.succession import UNFINISHED
from onewindow.design.shapes import Clock
from onewindow.desk.clocks import answer_clock
from onewindow.desk.items.boards import Board, board_of
from onewindow.desk.items.charts import Charts, charts_of
from onewindow.desk.items.elements import Element, Group, Shown
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
    def can_edit(self) -> bool:
        """Whether he may change what the version says."""
        return self.can_submit

    @property
    def can_start(self) -> bool:
        """Whether he may start the next version of the item."""
        return self.manages and not any(each.status in UNFINISHED for each in self.versions)

    @property
    def can_call_back(self) -> bool:
        """Whether he may take it back before its day."""
        return self.manages and self.version.status == VersionStatus.SCHEDULED

    @property
    def can_suspend(self) -> bool:
        """Whether he may suspend the item or withdraw it."""
        return self.manages and self.version.status == VersionStatus.PUBLISHED

    @property
    def can_resume(self) -> bool:
        """Whether he may have it take applications again."""
        return self.manages and self.version.status == VersionStatus.SUSPENDED

    @cached_property
    def withdrawal(self) -> ItemWithdrawal | None:
        """When and why the version is no longer offered, or is not to be."""
        return ItemWithdrawal.objects.filter(version=self.version).first()

    @property
    def can_publish(self) -> bool:
        """Whether he may publish it now."""
        in_review = self.version.status == VersionStatus.IN_REVIEW
        return self.manages and in_review and self.board.is_clear

    @cached_property
    def open_round(self) -> ReviewRound | None:
        """The round whose comments the department has to answer."""
        return open_round(self.version)

    @property
    def answer_clock(self) -> Clock | None:
        """What is left of the time to answer them."""
        return answer_clock(self.version, self.open_round, now()) if self.open_round else None

    @cached_property
    def claim(self) -> Claim | None:
        """How the department came to run the item, where it claimed it."""
        claims = Claim.objects.select_related("standard__department", "base", "version")
        return claims.filter(item=self.version.item_id).first()

    @property
    def can_unclaim(self) -> bool:
        """Whether he may take the claim back now."""
        return self.manages and self.claim is not None and can_unclaim(self.claim)

    @cached_property
    def open_change(self) -> StandardChange | None:
        """The new version of its standard that the item has to follow."""
        return self.version.item.changes.filter(status=ChangeStatus.OPEN).first()

    @cached_property
    def shown(self) -> Shown:
        """Everything the version says, in words."""
        return Shown(self.version)

    @cached_property
    def groups(self) -> list[Group]:
        """Every element, in the groups of the list."""
        return self.shown.groups(is_internal=self.sees_internal)

    @cached_property
    def elements(self) -> dict[str, Element]:
        """Every element that he may see, by its code."""
        return {each.code: each for group in self.groups for each in group.elements}

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
        others = (each for each in self.versions if each.status in IN_FORCE)
        return next((each for each in others if each.pk != self.version.pk), None)

    @cached_property
    def changes(self) -> list[Change]:
        """What differs from the published version."""
        if self.published is None:
            return []
        before = Shown(self.published)
        found = compare(
            before.definition, self.shown.definition,
            old_names=before.names, new_names=self.shown.names,
        )  # fmt: skip
        return found if self.sees_internal else without_internal(found)
