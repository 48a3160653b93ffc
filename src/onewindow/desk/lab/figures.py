"""Before and after, as the cards on top of a project say it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from onewindow.insight.models import Subject

KEYS = (
    ("steps", "steps"), ("materials", "materials"), ("days", "promised_days"), ("visits", "visits"),
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One figure before and after."""

    code: str
    label: str
    before: int
    after: int

    @property
    def saved(self) -> int:
        """By how much it is smaller."""
        return self.before - self.after

    @property
    def is_better(self) -> bool:
        """Whether there is less."""
        return self.saved > 0


def changes_of(subjects: Iterable[Subject]) -> list[Change]:
    """Add up steps, materials, promised working days and visits of all items."""
    counted = [subject for subject in subjects if subject.before]
    if not counted:
        return []
    labels = {
        "steps": _("环节"),
        "materials": _("材料"),
        "days": _("时限（工作日）"),
        "visits": _("跑动"),
    }
    return [
        Change(
            code,
            labels[code],
            sum(_figure(subject.before, key) for subject in counted),
            sum(_figure(subject.after, key) for subject in counted),
        )
        for code, key in KEYS
    ]


def _figure(totals: dict[str, object], key: str) -> int:
    """Read a total; where nothing was promised the days are those of the longest way."""
    value = totals.get(key) or (totals.get("decision_days") if key == "promised_days" else 0)
    return int(str(value or 0))
