"""The joint review before publication (鸡西 M2): each office answers for its own fields."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.models.versions import ItemVersion


class ReviewOffice(models.TextChoices):
    """Who reviews; the value is also the officer's role."""

    ESTABLISHMENT = "establishment_office", _("编办")
    LEGISLATIVE = "legislative_office", _("法制办")
    GOVERNMENT = "government_office", _("政府办")
    LEGAL_OFFICER = "legal_officer", _("部门法制审核")


class ElementGroup(models.TextChoices):
    """The groups of fields that are reviewed together."""

    IDENTITY = "identity", _("名称、编号、主体、类型、依据")
    LEGALITY = "legality", _("收费依据、办理条件、程序合法性")
    HANDLING = "handling", _("时限、流程图、申报材料及其他")
    INTERNAL_FLOW = "internal_flow", _("内部审批流程")


class Verdict(models.TextChoices):
    """What an office says of its fields."""

    PENDING = "pending", _("待审核")
    AGREED = "agreed", _("同意")
    OBJECTED = "objected", _("有意见")


class Review(models.Model):
    """One office's review of one version in one round."""

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="reviews")
    office = models.CharField(max_length=32, choices=ReviewOffice)
    round = models.PositiveSmallIntegerField(default=1)
    verdict = models.CharField(max_length=16, choices=Verdict, default=Verdict.PENDING)
    comment = models.TextField(blank=True)
    by = models.CharField(max_length=150, blank=True)
    by_name = models.CharField(max_length=100, blank=True)
    opened_at = models.DateTimeField(db_default=Now())
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "office", "round"], name="review_once_per_round"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="pending", decided_at=None)
                | (~models.Q(verdict="pending") & models.Q(decided_at__isnull=False)),
                name="review_decided_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(verdict="objected") | ~models.Q(comment=""),
                name="review_objection_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.round} {self.verdict}"
