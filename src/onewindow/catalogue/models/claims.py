"""Claims 认领: which items a department took from a standard or the base catalogue, and changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.codes import ExerciseLevel
from onewindow.catalogue.models.items import BaseItem, ServiceItem
from onewindow.catalogue.models.versions import ItemVersion, VersionStatus


class Claim(models.Model):
    """A department runs an item of the base catalogue or of a standard at one level."""

    item = models.OneToOneField(ServiceItem, on_delete=models.CASCADE, related_name="claim")
    standard = models.ForeignKey(
        ServiceItem, on_delete=models.PROTECT, null=True, blank=True, related_name="claimed"
    )
    base = models.ForeignKey(
        BaseItem, on_delete=models.PROTECT, null=True, blank=True, related_name="claimed"
    )
    level = models.CharField(max_length=16, choices=ExerciseLevel)
    # The draft that the claim made; while it is the only trace the claim can be taken back.
    version = models.ForeignKey(
        ItemVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_new_item = models.BooleanField()
    by = models.CharField(max_length=150)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(standard__isnull=False) | models.Q(base__isnull=False),
                name="claim_has_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}"


class ChangeStatus(models.TextChoices):
    """What became of the change of a standard in one claimed item."""

    OPEN = "open", _("待处理")
    APPLIED = "applied", _("已采用")
    DECLINED = "declined", _("暂不采用")
    REPLACED = "replaced", _("已有更新的标准")


class StandardChange(models.Model):
    """A claimed item has to follow a new version of its standard, by a day."""

    item = models.ForeignKey(ServiceItem, on_delete=models.CASCADE, related_name="changes")
    standard_version = models.ForeignKey(
        ItemVersion, on_delete=models.PROTECT, related_name="changes"
    )
    status = models.CharField(
        max_length=16, choices=ChangeStatus, default=ChangeStatus.OPEN, db_default="open"
    )
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    # The draft that took the new values over; nothing when it was discarded since.
    version = models.ForeignKey(
        ItemVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=150, blank=True)
    by_name = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "standard_version"], name="standard_change_once"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(status="open"), name="standard_change_one_open"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="declined") | ~models.Q(reason=""),
                name="standard_change_declined_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(status="open", decided_at=None)
                | (~models.Q(status="open") & models.Q(decided_at__isnull=False)),
                name="standard_change_decided_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.status}"

    @property
    def is_lost(self) -> bool:
        """Whether it was applied, but the draft has been given up since."""
        version = self.version
        is_gone = version is None or (
            version.status == VersionStatus.WITHDRAWN and version.published_at is None
        )
        return self.status == ChangeStatus.APPLIED and is_gone

    @property
    def can_be_decided(self) -> bool:
        """Whether the department may still apply or decline it; a refusal can be reconsidered."""
        return self.status in {ChangeStatus.OPEN, ChangeStatus.DECLINED} or self.is_lost

    @property
    def is_followed(self) -> bool:
        """Whether the public sees the new values, or saw them until a later version."""
        version = self.version if self.status == ChangeStatus.APPLIED else None
        return version is not None and version.published_at is not None
