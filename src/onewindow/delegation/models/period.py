"""What all three registers have: from–to, who recorded it, who ended it early and why."""

from datetime import date, timedelta
from typing import Self, TypeVar

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onewindow.procedure.model import StepKind

M_co = TypeVar("M_co", bound=models.Model, covariant=True)
SOON = timedelta(days=30)

# What was granted stays as it was granted; only its end is written afterwards.
UNCHANGED = """
IF TG_OP = 'UPDATE'
    AND to_jsonb(NEW)
        - '{revoked_at,revoked_by,revoked_by_name,revoked_reason,closed_at}'::text[]
        = to_jsonb(OLD)
        - '{revoked_at,revoked_by,revoked_by_name,revoked_reason,closed_at}'::text[]
    AND (OLD.revoked_at IS NULL OR to_jsonb(NEW) = to_jsonb(OLD)) THEN
    RETURN NEW;
END IF;
RAISE EXCEPTION 'what was granted does not change; revoke it and grant anew'
    USING ERRCODE = 'integrity_constraint_violation';
"""


class Power(models.TextChoices):
    """What somebody may do with another department's cases."""

    ACCEPT = "accept", pgettext_lazy("power", "受理")
    REVIEW = "review", pgettext_lazy("power", "审查")
    DECIDE = "decide", pgettext_lazy("power", "决定")


# 出件 goes with intake: who may take a case in may hand its result out.
POWER_FOR_KIND = {
    StepKind.PRE_REVIEW: Power.ACCEPT,
    StepKind.ACCEPTANCE: Power.ACCEPT,
    StepKind.REVIEW: Power.REVIEW,
    StepKind.DECISION: Power.DECIDE,
    StepKind.DELIVERY: Power.ACCEPT,
}


class State(models.TextChoices):
    """Where it stands on a day; nothing has to run for it to end."""

    UPCOMING = "upcoming", _("尚未生效")
    IN_FORCE = "in_force", _("生效中")
    ENDED = "ended", _("已到期")
    REVOKED = "revoked", _("已撤销")


def conditions(on: date) -> dict[str, models.Q]:
    """Return the condition for each state on a day, and for "ending": within 30 days."""
    has_begun, not_revoked = models.Q(valid_from__lte=on), models.Q(revoked_at=None)
    runs = not_revoked & has_begun & (models.Q(valid_to=None) | models.Q(valid_to__gt=on))
    return {
        State.IN_FORCE: runs,
        "ending": runs & models.Q(valid_to__lte=on + SOON),
        State.UPCOMING: not_revoked & models.Q(valid_from__gt=on),
        State.ENDED: not_revoked & models.Q(valid_to__lte=on),
        State.REVOKED: ~not_revoked,
    }


class PeriodQuerySet(models.QuerySet[M_co]):
    """Which of them, by the day alone; `valid_to` is exclusive."""

    def in_force(self, on: date) -> Self:
        """Return those that count on a day."""
        return self.filter(conditions(on)[State.IN_FORCE])

    def ended(self, on: date) -> Self:
        """Return those whose time is over."""
        return self.filter(conditions(on)[State.ENDED])


class Period(models.Model):
    """From a day until another (exclusive), unless somebody revokes it; `by` as in the ledger."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=150)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=150, blank=True, default="")
    revoked_by_name = models.CharField(max_length=100, blank=True, default="")
    revoked_reason = models.TextField(blank=True, default="")
    # When the ledger was told that its time is over; whether it is over, the dates say.
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="%(class)s_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by="", revoked_reason="")
                | (
                    models.Q(revoked_at__isnull=False)
                    & ~models.Q(revoked_by="")
                    & ~models.Q(revoked_reason="")
                ),
                name="%(class)s_revoked_by_whom_and_why",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="unchanged",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=UNCHANGED,
            ),
        ]

    def state(self, on: date) -> State:
        """Say where it stands on a day."""
        if self.revoked_at is not None:
            return State.REVOKED
        if self.valid_to is not None and self.valid_to <= on:
            return State.ENDED
        return State.IN_FORCE if self.valid_from <= on else State.UPCOMING

    def is_ending(self, on: date) -> bool:
        """Say whether it is in force and ends within 30 days."""
        is_soon = self.valid_to is not None and self.valid_to <= on + SOON
        return is_soon and self.state(on) == State.IN_FORCE

    @property
    def last_day(self) -> date | None:
        """The last day on which it counts, as people write it (至…止)."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None
