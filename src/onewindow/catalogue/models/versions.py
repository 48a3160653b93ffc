"""A version of an item: everything it says, immutable once published."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.models.items import ServiceItem


class VersionStatus(models.TextChoices):
    """Where a version stands on its way to the public."""

    DRAFT = "draft", _("草稿")
    IN_REVIEW = "in_review", _("联合审核中")
    RETURNED = "returned", _("退回修改")
    PUBLISHED = "published", _("已发布")
    SUPERSEDED = "superseded", _("已被新版取代")
    WITHDRAWN = "withdrawn", _("已停止")


EDITABLE = (VersionStatus.DRAFT, VersionStatus.RETURNED)
PUBLIC = (VersionStatus.PUBLISHED,)


class Audience(models.TextChoices):
    """Who applies (服务对象): a person or a company."""

    PERSON = "person", _("个人")
    COMPANY = "company", _("企业和其他组织")
    BOTH = "both", _("个人和企业")


class CaseType(models.TextChoices):
    """Decided on the spot or within a promised limit (GB/T 39046 办件类型)."""

    INSTANT = "instant", _("即办件")
    PROMISED = "promised", _("承诺件")


# Under review only its status moves on, once published only the end of its life is still written;
# see `elements.FROZEN` for its rows.
FROZEN = """
IF OLD.status IN ('draft', 'returned') THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END IF;
IF TG_OP = 'UPDATE' AND OLD.status = 'in_review'
    AND NEW.status IN ('in_review', 'returned', 'published')
    AND to_jsonb(NEW) - ARRAY['status', 'published_at']
        = to_jsonb(OLD) - ARRAY['status', 'published_at'] THEN
    RETURN NEW;
END IF;
IF TG_OP = 'UPDATE' AND OLD.status IN ('published', 'superseded', 'withdrawn')
    AND NEW.status IN (OLD.status, 'superseded', 'withdrawn')
    AND to_jsonb(NEW) - ARRAY['status', 'ended_at']
        = to_jsonb(OLD) - ARRAY['status', 'ended_at'] THEN
    RETURN NEW;
END IF;
RAISE EXCEPTION 'a version under review or published does not change'
    USING ERRCODE = 'integrity_constraint_violation';
"""


class ItemVersionQuerySet(models.QuerySet["ItemVersion"]):
    """Which versions."""

    def public(self) -> "ItemVersionQuerySet":
        """The versions that a citizen sees."""
        return self.filter(status=VersionStatus.PUBLISHED)

    def for_audience(self, audience: str) -> "ItemVersionQuerySet":
        """The versions for people, for companies, or (no audience given) for all."""
        return self.filter(audience__in=[audience, Audience.BOTH]) if audience else self

    def editable(self) -> "ItemVersionQuerySet":
        """The versions that their department may still change."""
        return self.filter(status__in=EDITABLE)


class ItemVersion(models.Model):
    """What an item says from its publication until the next version. Limits are in working days."""

    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(
        max_length=16, choices=VersionStatus, default=VersionStatus.DRAFT, db_default="draft"
    )
    name = models.CharField(max_length=300)
    form_number = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    item_type = models.CharField(max_length=32)
    case_type = models.CharField(max_length=16, choices=CaseType, default=CaseType.PROMISED)
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.BOTH)
    themes = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    aliases = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    summary = models.TextField(blank=True)

    acceptance_limit = models.PositiveSmallIntegerField()
    review_limit = models.PositiveSmallIntegerField()
    statutory_limit = models.PositiveSmallIntegerField()
    limit_note = models.TextField(blank=True)
    visits = models.PositiveSmallIntegerField(default=0)
    visits_reason = models.TextField(blank=True)
    # 网上办理深度, GB/T 39046: 1 consult, 2 book, 3 apply, 4 the whole case online.
    online_depth = models.PositiveSmallIntegerField(default=4)

    internal_hall = models.CharField(max_length=100, blank=True)
    public_hall = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=40)
    email = models.CharField(max_length=100, blank=True)
    postal_address = models.CharField(max_length=300, blank=True)

    periodic_inspection = models.TextField(blank=True)
    process = models.TextField(blank=True)
    conditions = ArrayField(models.TextField(), default=list, blank=True)
    result_name = models.CharField(max_length=200, blank=True)

    filled_by = models.CharField(max_length=100, blank=True)
    filled_by_phone = models.CharField(max_length=40, blank=True)
    filled_on = models.CharField(max_length=40, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)
    drafted_by = models.CharField(max_length=150)
    drafted_at = models.DateTimeField(db_default=Now())
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ItemVersionQuerySet.as_manager()

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="published_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=FROZEN,
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="item_version_number_once"),
            models.UniqueConstraint(
                fields=["item"],
                condition=models.Q(status="published"),
                name="item_version_one_published",
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=models.Q(status__in=["draft", "in_review", "returned"]),
                name="item_version_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(statutory_limit__gte=models.F("review_limit")),
                name="item_version_promised_within_statutory",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"

    def is_open_to(self, *, company: bool) -> bool:
        """Whether a company (or, if not, a person) may apply."""
        wanted = Audience.COMPANY if company else Audience.PERSON
        return self.audience in {wanted, Audience.BOTH}
