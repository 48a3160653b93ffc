"""Until when a draft can be handed in when its guide has changed meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from onewindow.cases.clocks import local_day
from onewindow.catalogue.models import ItemVersion, VersionStatus

# Whoever began on a guide may finish on it for so many days after it was replaced (ADR 17).
GRACE_DAYS = 30
# So many days before the end he is told of it.
REMINDED_DAYS = 7


class Closed(StrEnum):
    """Why a draft cannot be handed in."""

    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Openness:
    """Whether a version takes an application on a day; `until` is the last day, if there is one."""

    closed: Closed | None = None
    until: date | None = None
    is_ending: bool = False

    @property
    def why(self) -> str:
        """Why it cannot be handed in, in words; nothing while it can."""
        return why_closed(self.closed) if self.closed is not None else ""


def openness_of(version: ItemVersion, *, at: datetime) -> Openness:
    """Say whether a draft on a version can be handed in: the one in force, or the one before.

    A replaced version takes drafts for 30 days, as long as the item itself is offered.
    """
    match version.status:
        case VersionStatus.PUBLISHED:
            return Openness()
        case VersionStatus.SUSPENDED:
            return Openness(Closed.SUSPENDED)
        case VersionStatus.SUPERSEDED:
            return _replaced(version, local_day(at))
    return Openness(Closed.WITHDRAWN)


def why_closed(closed: Closed) -> str:
    """Say to the applicant why his draft cannot be handed in, and what to do."""
    match closed:
        case Closed.SUSPENDED:
            return _("这个事项暂停办理，恢复后可以接着提交。原因写在办事指南上。")
        case Closed.WITHDRAWN:
            return _("这个事项已经停止办理，这份草稿不能再提交。")
        case Closed.REPLACED:
            return _(
                "办事指南更新已经超过 %(n)s 天，请按新的指南重新申请，已填的内容可以对照。"
            ) % {"n": GRACE_DAYS}


def _replaced(version: ItemVersion, today: date) -> Openness:
    in_force = ItemVersion.objects.readable().filter(item=version.item_id).first()
    if in_force is None:
        return Openness(Closed.WITHDRAWN)
    if in_force.status == VersionStatus.SUSPENDED:
        return Openness(Closed.SUSPENDED)
    until = local_day(version.ended_at) + timedelta(days=GRACE_DAYS) if version.ended_at else today
    if today > until:
        return Openness(Closed.REPLACED, until)
    return Openness(None, until, is_ending=(until - today).days < REMINDED_DAYS)
