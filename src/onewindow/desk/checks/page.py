"""What the quality check found in a version, in the words of the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from onewindow.catalogue.checks import Finding, Severity, check
from onewindow.catalogue.checks.rules import SEVERITY_LABELS
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.elements import GROUPS, elements
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.paths import path_report
from onewindow.catalogue.storing import definition_of
from onewindow.kernel.conditions import ConditionError
from onewindow.procedure.scenarios import PathReport

TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.HINT: "idle"}
ICONS = {
    Severity.ERROR: "circle-alert", Severity.WARNING: "triangle-alert", Severity.HINT: "info",
}  # fmt: skip

LISTED = 60


@dataclass(frozen=True)
class Shown:
    """A finding, where it lies in words, and the section of the list it belongs to."""

    finding: Finding
    place: str
    group: str


@dataclass(frozen=True)
class Shelf:
    """The findings of one severity."""

    severity: Severity
    name: str
    shown: Sequence[Shown]

    @property
    def tone(self) -> str:
        """The look of the tag."""
        return TONES[self.severity]

    @property
    def icon(self) -> str:
        """The sign beside its name."""
        return ICONS[self.severity]


@dataclass(frozen=True)
class ShownOutcome:
    """One situation: an example in words, and what it means for somebody. Days are working days."""

    words: str
    paths: int
    required: int
    more: int
    visits: int
    days: int | None
    promised: int
    fee: Decimal
    has_open_fees: bool
    results: str


class ChecksPage:
    """The findings of one version, the worst first."""

    def __init__(self, version: ItemVersion) -> None:
        self.version = version

    @cached_property
    def definition(self) -> ItemDefinition:
        """What the version says."""
        return definition_of(self.version)

    @cached_property
    def findings(self) -> list[Finding]:
        """Every breach of a rule."""
        return check(self.definition)

    @property
    def shelves(self) -> list[Shelf]:
        """The findings by severity; a severity without any is left out."""
        shelves = []
        for severity in Severity:
            shown = [
                Shown(each, place_of(each, self.definition), _group_of(each))
                for each in self.findings
                if each.severity is severity
            ]
            if shown:
                shelves.append(Shelf(severity, _(SEVERITY_LABELS[severity]), shown))
        return shelves

    @cached_property
    def paths(self) -> PathReport | None:
        """What the answers of applicants lead to; None while a condition cannot be read."""
        try:
            report = path_report(self.definition, listed=LISTED)
        except ConditionError:
            return None
        return report if report.path_count else None

    @property
    def outcomes(self) -> list[ShownOutcome]:
        """The situations that differ in what somebody has to do."""
        names = {row.code: row.name for row in self.definition.results}
        groups = self.paths.groups if self.paths else ()
        return [
            ShownOutcome(
                words=group.words or _("所有人"),
                paths=group.paths,
                required=len(group.outcome.required),
                more=len(group.outcome.materials) - len(group.outcome.required),
                visits=group.outcome.visits,
                days=group.outcome.days,
                promised=group.outcome.promised,
                fee=group.outcome.fee,
                has_open_fees=bool(group.outcome.open_fees),
                results="、".join(names.get(code, code) for code in group.outcome.results),
            )
            for group in groups
        ]

    @property
    def is_blocked(self) -> bool:
        """Whether something must be mended before the joint review."""
        return any(each.severity is Severity.ERROR for each in self.findings)


def place_of(finding: Finding, definition: ItemDefinition) -> str:
    """Return where a finding lies in words: `申报材料“申请表”·材料名称`."""
    head, *rest = finding.element.split(".")
    element = elements().get(head)
    if element is None:
        return finding.element
    place = _(element.label)
    if not rest:
        return place
    rows = getattr(definition, head)
    row = next((each for each in rows if getattr(each, "code", None) == rest[0]), None)
    name = getattr(row, "name", None) or getattr(row, "text", None) or getattr(row, "label", None)
    place += f"“{name}”" if name else _("第 %(n)s 项") % {"n": rest[0]}
    column = next((each for each in element.columns if rest[1:] == [each.code]), None)
    return f"{place} · {_(column.label)}" if column else place


def _group_of(finding: Finding) -> str:
    return next(
        (group.code for group in GROUPS for each in group.elements if each.code == finding.code),
        GROUPS[0].code,
    )
