"""What the pages of one table show."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from onewindow.cases.instant import access
from onewindow.cases.instant.actions.lifecycle import obstacles_to_activation, obstacles_to_shadow
from onewindow.cases.instant.agreement import Agreement, agreement_of
from onewindow.cases.instant.inputs import Source, sources_of
from onewindow.cases.instant.models import DecisionTable, TableStatus
from onewindow.cases.instant.models.tables import DecisionTableQuerySet
from onewindow.cases.instant.storing import examples_of, table_of
from onewindow.cases.instant.table import Table
from onewindow.cases.instant.testing import Example, TestReport, run_tests
from onewindow.catalogue.models import ItemVersion, VersionStatus
from onewindow.desk.instant.forms import TableFileForm
from onewindow.desk.instant.grid import Grid, grid_of
from onewindow.desk.signing import OfficerRequest
from onewindow.kernel.errors import NotAllowedNow

TONES = {
    TableStatus.DRAFT: "idle", TableStatus.SHADOW: "warn", TableStatus.ACTIVE: "good",
    TableStatus.RETIRED: "",
}  # fmt: skip


@dataclass(frozen=True)
class SourceGroup:
    """Conditions of one kind that can be added."""

    label: str
    sources: list[Source]


class TablePage:
    """One table and what this officer may do with it."""

    def __init__(self, request: OfficerRequest, table: DecisionTable) -> None:
        self.stored = table
        self.roles = request.roles
        self.is_own = table.item.department_id == request.officer.department_id
        self.is_author = request.officer.actor.code in table.authors

    @cached_property
    def version(self) -> ItemVersion:
        """The version of the item that the table is or would be for."""
        if self.stored.is_draft:
            published = self.stored.item.versions.filter(status=VersionStatus.PUBLISHED).first()
            return published or self.stored.version
        return self.stored.version

    @cached_property
    def table(self) -> Table:
        """Its rules."""
        return table_of(self.stored)

    @cached_property
    def grid(self) -> Grid:
        """Its rules as a form."""
        return grid_of(self.table)

    @cached_property
    def examples(self) -> list[Example]:
        """Its test cases."""
        return examples_of(self.stored, self.table)

    @cached_property
    def report(self) -> TestReport:
        """What comes out of the test cases."""
        return run_tests(self.table, self.examples)

    @cached_property
    def file_form(self) -> TableFileForm:
        """The form to take a file in."""
        return TableFileForm()

    @cached_property
    def rows_untested(self) -> list[int]:
        """The numbers of the rows that no test case reaches."""
        return [self.table.row_number(code) for code in self.report.rows_untested]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """What the item can be asked."""
        return sources_of(self.version)

    @property
    def addable(self) -> list[SourceGroup]:
        """What is no column yet, by group."""
        used = {column.source for column in self.grid.table.columns}
        free = [each for each in self.sources.values() if each.code not in used]
        return [SourceGroup(label, list(each)) for label, each in groupby(free, lambda s: s.group)]

    @cached_property
    def agreement(self) -> Agreement:
        """How it compares with humans."""
        return agreement_of(self.stored)

    @property
    def versions(self) -> DecisionTableQuerySet:
        """All versions of the table, the latest first."""
        return DecisionTable.objects.filter(item=self.stored.item_id).order_by("-number")

    @property
    def is_outdated(self) -> bool:
        """Whether it runs for a version of the item that is not in force any more."""
        runs = self.stored.status in {TableStatus.SHADOW, TableStatus.ACTIVE}
        return runs and self.stored.version.status != VersionStatus.PUBLISHED

    @property
    def tone(self) -> str:
        """The colour of its status."""
        return TONES[TableStatus(self.stored.status)]

    @property
    def can_write(self) -> bool:
        """Whether he may change it now."""
        return self.is_own and bool(self.roles & access.WRITES) and self.stored.is_draft

    @property
    def can_start(self) -> bool:
        """Whether he may begin the next version."""
        is_free = not self.versions.filter(status=TableStatus.DRAFT).exists()
        return self.is_own and bool(self.roles & access.WRITES) and is_free

    @property
    def can_activate(self) -> bool:
        """Whether it is his to activate, obstacles aside."""
        is_his = self.is_own and bool(self.roles & access.ACTIVATES) and not self.is_author
        return is_his and self.stored.status == TableStatus.SHADOW

    @property
    def can_stop(self) -> bool:
        """Whether he may stop it."""
        runs = self.stored.status in {TableStatus.SHADOW, TableStatus.ACTIVE}
        return self.is_own and bool(self.roles & access.STOPS) and runs

    @cached_property
    def obstacles(self) -> list[str]:
        """What keeps it from its next step."""
        try:
            if self.stored.is_draft:
                return obstacles_to_shadow(self.stored, self.version)
            if self.stored.status == TableStatus.SHADOW:
                return obstacles_to_activation(self.stored, self.agreement)
        except NotAllowedNow as refused:
            return [refused.message]
        return []
