"""Why a published version takes no applications: suspended for a while, or withdrawn for good."""

from django.db import models

from onewindow.catalogue.models.versions import ItemVersion


class ItemSuspension(models.Model):
    """暂停办理: no new applications until it is resumed; those under way go on."""

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=150)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    resumed_by = models.CharField(max_length=150, blank=True)
    resumed_by_name = models.CharField(max_length=100, blank=True)
    resumed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=models.Q(resumed_at=None),
                name="item_suspension_one_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="item_suspension_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.reason}"


class ItemWithdrawal(models.Model):
    """取消: from the day `on` the item is no longer offered; `done_at` once that has happened."""

    version = models.OneToOneField(ItemVersion, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=500)
    on = models.DateField()
    by = models.CharField(max_length=150)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="item_withdrawal_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.on}"
