"""The steps of a case: one row each, so that work lists and clocks are plain queries."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.cases.models.case import Case
from onewindow.orgs.models import Department, Post


class StepStatus(models.TextChoices):
    """WAITING for steps before it, OPEN, DONE; what is not run has one of the others.

    PRUNED by the answers, OPTIONAL until an officer opens it, SUPERSEDED by a later round,
    CANCELLED with the case.
    """

    WAITING = "waiting", _("未到")
    OPEN = "open", _("待办")
    DONE = "done", _("已办")
    PRUNED = "pruned", _("不适用")
    OPTIONAL = "optional", _("按需")
    SUPERSEDED = "superseded", _("已重办")
    CANCELLED = "cancelled", _("已取消")


UNFINISHED = (StepStatus.WAITING, StepStatus.OPEN, StepStatus.OPTIONAL)


class Outcome(models.TextChoices):
    """How a step ended."""

    PASSED = "passed", _("预审通过")
    ACCEPTED = "accepted", _("受理")
    NOT_ACCEPTED = "not_accepted", _("不予受理")
    AGREED = "agreed", _("同意")
    DISAGREED = "disagreed", _("不同意")
    GRANTED = "granted", _("准予")
    REFUSED = "refused", _("不予许可")
    DELIVERED = "delivered", _("已送达")
    SILENT = "silent", _("超时视为同意")
    NOT_REQUIRED = "not_required", _("不需要许可")
    CORRECTION = "correction", _("要求补正")
    LAPSED = "lapsed", _("视为撤回")
    TRANSFERRED = "transferred", _("转办")


class JoinRule(models.TextChoices):
    """What a step that waits for several asks of them."""

    ALL = "all", _("全部同意")
    LEAD = "lead", _("听取意见后由牵头部门决定")
    QUORUM = "quorum", _("达到规定数目")


class OnSilence(models.TextChoices):
    """What an overdue opinion means; nothing: it is late."""

    LATE = "", _("继续等待")
    AGREED = "agreed", _("超时视为同意")


class CaseStepQuerySet(models.QuerySet["CaseStep"]):
    """Which steps."""

    def open(self) -> "CaseStepQuerySet":
        """Return the steps that somebody can do now."""
        return self.filter(status=StepStatus.OPEN)

    def current(self) -> "CaseStepQuerySet":
        """Return the last round of each step."""
        return self.exclude(status=StepStatus.SUPERSEDED)

    def cancel(self) -> None:
        """End with their case the steps that are not done, also those nobody opened so far."""
        self.filter(status__in=UNFINISHED).update(status=StepStatus.CANCELLED)


class CaseStep(models.Model):
    """One step of one case. `unmet` counts the steps still to be done before it opens.

    `successors` holds the positions of the steps that wait for it; `limit` is in `limit_unit` days.
    A step sent back is a new row of the next `round`; the old one stays as it was.
    """

    # The unique constraints begin with the case: an index of its own would only cost.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps", db_index=False)
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=16)
    unit = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="case_steps")
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="case_steps"
    )
    limit = models.PositiveSmallIntegerField()
    limit_unit = models.CharField(max_length=16, default="working")
    status = models.CharField(max_length=16, choices=StepStatus, default=StepStatus.WAITING)
    unmet = models.PositiveSmallIntegerField()
    successors = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    enabled_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    join_rule = models.CharField(max_length=8, choices=JoinRule, default=JoinRule.ALL)
    on_silence = models.CharField(
        max_length=8, choices=OnSilence, default=OnSilence.LATE, blank=True
    )
    quorum = models.PositiveSmallIntegerField(default=0)
    # Opened or reopened by an officer: what waits for it waits for this very step.
    is_called = models.BooleanField(default=False)
    officer = models.CharField(max_length=150, blank=True)
    officer_name = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    opinion = models.TextField(blank=True)

    objects = CaseStepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="case_step_position_once"),
            models.UniqueConstraint(fields=["case", "code", "round"], name="case_step_code_once"),
            models.CheckConstraint(
                condition=~models.Q(status="open") | models.Q(unmet=0, enabled_at__isnull=False),
                name="case_step_open_is_enabled",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="open")
                | models.Q(limit=0)
                | models.Q(due_on__isnull=False),
                name="case_step_open_has_due_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="done")
                | (
                    models.Q(ended_at__isnull=False, started_at__isnull=False)
                    & ~models.Q(outcome="")
                ),
                name="case_step_done_has_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "kind", "due_on"],
                condition=models.Q(status="open"),
                name="case_step_work_list",
            ),
            models.Index(
                fields=["kind", "due_on"],
                condition=models.Q(status="open"),
                name="case_step_due",
            ),
            models.Index(
                fields=["due_on"],
                condition=models.Q(status="open", on_silence="agreed"),
                name="case_step_silent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.name}"
