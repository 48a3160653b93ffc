"""What becomes of each item: both flows, what changes in words, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
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

CAME_INTO_FORCE = (VersionStatus.PUBLISHED, VersionStatus.SUSPENDED, VersionStatus.SUPERSEDED)
# Within a tenth nobody would notice.
CLOSE = 0.1


@dataclass(frozen=True)
class Changed:
    """One item: its flows, its draft, what was predicted and what came."""

    subject: Subject
    flow: FlowComparison | None
    summary: str
    moot: tuple[tuple[str, str], ...]
    fault: str = ""
    actual: Actual | None = None

    @property
    def draft(self) -> ItemVersion | None:
        """The draft, once it is made."""
        return self.subject.draft

    @property
    def is_published(self) -> bool:
        """Whether the draft came into force; a later version may have replaced it."""
        return self.draft is not None and self.draft.status in CAME_INTO_FORCE

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
    def came(self) -> str:
        """What came, against what was promised."""
        if self.actual is None or not (promised := self.predicted.get("median")):
            return ""
        told = {"actual": f"{self.actual.median:g}", "promised": promised.words}
        apart = self.actual.median - promised.mean
        if abs(apart) < CLOSE * promised.mean:
            return _("一半的办件 %(actual)s 个工作日办结，和预计的 %(promised)s 差不多。") % told
        said = (
            _("一半的办件 %(actual)s 个工作日办结，比预计的 %(promised)s 慢 %(apart)s 个工作日。")
            if apart > 0
            else _(
                "一半的办件 %(actual)s 个工作日办结，比预计的 %(promised)s 快 %(apart)s 个工作日。"
            )
        )
        return said % {**told, "apart": f"{abs(apart):.1f}"}


def changed_of(subjects: Iterable[Subject], *, at: datetime) -> list[Changed]:
    """Draw both flows of every item whose proposals were accepted; measure what came of it."""
    return [_followed(_changed(subject), at) for subject in subjects]


def _followed(changed: Changed, at: datetime) -> Changed:
    if changed.draft is None or not changed.is_published:
        return changed
    return replace(changed, actual=actual_of(changed.draft, at=at))


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
