"""What becomes of each item: both flows, what changes in words, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from onewindow.catalogue.models import ItemVersion, VersionStatus
from onewindow.design.flow_comparison import FlowComparison, flow_comparison
from onewindow.desk.lab.simulated import Figure
from onewindow.insight.following import Actual, actual_of
from onewindow.insight.models import Subject
from onewindow.insight.subjects import chosen, redesigned
from onewindow.kernel.errors import DomainError
from onewindow.procedure.drawing import Show


@dataclass(frozen=True)
class Changed:
    """One item: its flows, its draft, what was predicted and what came."""

    subject: Subject
    flow: FlowComparison | None
    summary: str
    moot: tuple[tuple[str, str], ...]
    fault: str = ""

    @property
    def draft(self) -> ItemVersion | None:
        """The draft, once it is made."""
        return self.subject.draft

    @property
    def is_published(self) -> bool:
        """Whether the draft is in force."""
        return self.draft is not None and self.draft.status == VersionStatus.PUBLISHED

    @property
    def published_at(self) -> datetime | None:
        """Since when it is."""
        return self.draft.published_at if self.draft else None

    @property
    def predicted(self) -> dict[str, Figure]:
        """What the simulation promised."""
        return {
            key: Figure(value["mean"], value["low"], value["high"])
            for key, value in self.subject.predicted.items()
            if key in {"median", "p95", "within_promise"} and isinstance(value, dict)
        }

    @property
    def actual(self) -> Actual | None:
        """What came, once there are cases under the new version."""
        return actual_of(self.draft) if self.draft and self.is_published else None


def changed_of(subjects: Iterable[Subject]) -> list[Changed]:
    """Draw both flows of every item whose proposals were accepted."""
    return [_changed(subject) for subject in subjects]


def _changed(subject: Subject) -> Changed:
    codes = chosen(subject)
    if not codes:
        return Changed(subject, None, "", (), "")
    try:
        result = redesigned(subject, codes)
    except DomainError as error:
        return Changed(subject, None, "", (), error.message)
    flow = flow_comparison(
        result.original.procedure, result.definition.procedure, result.definition.unit_names,
        show=Show.PUBLIC, became=result.definition.became,
        titles=(_("现状"), _("再造后")), key=f"flow{subject.pk}",
    )  # fmt: skip
    moot = tuple((proposal.title, why) for proposal, why in result.moot)
    return Changed(subject, flow, result.summary, moot)
