"""A version of an item: everything it says, immutable once published."""

from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue import codes
from onewindow.catalogue.codes import Audience
from onewindow.catalogue.models.items import ServiceItem

if TYPE_CHECKING:
    from onewindow.catalogue.models.halts import ItemSuspension


class VersionStatus(models.TextChoices):
    """Where a version stands on its way to the public."""

    DRAFT = "draft", _("草稿")
    IN_REVIEW = "in_review", _("联合审核中")
    RETURNED = "returned", _("退回修改")
    SCHEDULED = "scheduled", _("待生效")
    PUBLISHED = "published", _("已发布")
    SUSPENDED = "suspended", _("暂停办理")
    SUPERSEDED = "superseded", _("已被新版取代")
    WITHDRAWN = "withdrawn", _("已停止")


EDITABLE = (VersionStatus.DRAFT, VersionStatus.RETURNED)
PUBLIC = (VersionStatus.PUBLISHED,)
# What the public reads; while an item is suspended nobody can apply.
IN_FORCE = (VersionStatus.PUBLISHED, VersionStatus.SUSPENDED)


# Under review only its status moves on, once published only the end of its life is still written;
# see `rows.FROZEN` for its rows.
FROZEN = """
IF OLD.status IN ('draft', 'returned') THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END IF;
IF TG_OP = 'UPDATE'
    AND (OLD.status, NEW.status) IN (
        ('in_review', 'in_review'), ('in_review', 'returned'), ('in_review', 'scheduled'),
        ('in_review', 'published'), ('scheduled', 'published'), ('scheduled', 'returned'),
        ('published', 'published'), ('published', 'suspended'), ('published', 'superseded'),
        ('published', 'withdrawn'), ('suspended', 'published'), ('suspended', 'superseded'),
        ('suspended', 'withdrawn'), ('superseded', 'superseded'), ('withdrawn', 'withdrawn'))
    AND to_jsonb(NEW) - ARRAY['status', 'published_at', 'ended_at', 'effective_on']
        = to_jsonb(OLD) - ARRAY['status', 'published_at', 'ended_at', 'effective_on']
    AND (NEW.effective_on IS NOT DISTINCT FROM OLD.effective_on
        OR OLD.status IN ('in_review', 'scheduled'))
    AND (NEW.published_at IS NOT DISTINCT FROM OLD.published_at
        OR OLD.status IN ('in_review', 'scheduled')) THEN
    RETURN NEW;
END IF;
RAISE EXCEPTION 'a version under review or published does not change'
    USING ERRCODE = 'integrity_constraint_violation';
"""


class ItemVersionQuerySet(models.QuerySet["ItemVersion"]):
    """Which versions."""

    def public(self) -> "ItemVersionQuerySet":
        """The versions that a citizen sees."""
        return self.filter(status=VersionStatus.PUBLISHED, item__is_standard=False)

    def readable(self) -> "ItemVersionQuerySet":
        """The versions whose guide a citizen can read: those of suspended items too."""
        return self.filter(status__in=IN_FORCE, item__is_standard=False)

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
    main_name = models.CharField(max_length=300, blank=True)
    local_code = models.CharField(max_length=100, blank=True)
    exercise_levels = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    power_source = models.CharField(
        max_length=16, choices=codes.PowerSource, default=codes.PowerSource.STATUTORY
    )
    subject_kind = models.CharField(
        max_length=16, choices=codes.SubjectKind, default=codes.SubjectKind.STATUTORY_BODY
    )
    entrusted_body = models.CharField(max_length=200, blank=True)
    joint_departments = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    service_objects = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.BOTH)
    themes = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    life_stages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    aliases = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    summary = models.TextField(blank=True)
    licence_reform = models.CharField(max_length=16, choices=codes.LicenceReform, blank=True)

    case_type = models.CharField(
        max_length=16, choices=codes.CaseType, default=codes.CaseType.PROMISED
    )
    review_kind = models.CharField(
        max_length=24, choices=codes.ReviewKind, default=codes.ReviewKind.AFTER_ACCEPTANCE
    )
    # 预审: working days to look at what came in online, before it counts as received; 0: none.
    pre_review_limit = models.PositiveSmallIntegerField(default=0)
    acceptance_limit = models.PositiveSmallIntegerField()
    acceptance_limit_unit = models.CharField(
        max_length=16, choices=codes.LimitUnit, default=codes.LimitUnit.WORKING
    )
    # The promised limit, counted from acceptance.
    review_limit = models.PositiveSmallIntegerField()
    review_limit_unit = models.CharField(
        max_length=16, choices=codes.LimitUnit, default=codes.LimitUnit.WORKING
    )
    statutory_limit = models.PositiveSmallIntegerField()
    statutory_limit_unit = models.CharField(
        max_length=16, choices=codes.LimitUnit, default=codes.LimitUnit.WORKING
    )
    limit_note = models.TextField(blank=True)
    # 容缺受理: working days to bring what may follow later; 0: nothing may.
    deferral_limit = models.PositiveSmallIntegerField(default=0)
    # 告知承诺: working days to verify a promise after the decision; 0: not offered.
    commitment_limit = models.PositiveSmallIntegerField(default=0)
    commitment_terms = ArrayField(models.TextField(), default=list, blank=True)
    guarded_fields = ArrayField(models.CharField(max_length=16), default=list, blank=True)

    handling_forms = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    handling_range = models.CharField(max_length=16, choices=codes.HandlingRange, blank=True)
    is_online = models.BooleanField(default=True)
    offline_reason = models.TextField(blank=True)
    is_on_provincial_platform = models.BooleanField(default=True)
    online_depth = models.PositiveSmallIntegerField(
        choices=codes.OnlineGrade, default=codes.OnlineGrade.WHOLE
    )
    online_services = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    is_in_hall = models.BooleanField(default=True)
    visits = models.PositiveSmallIntegerField(default=0)
    visits_reason = models.TextField(blank=True)
    takes_appointments = models.BooleanField(default=False)
    pays_online = models.BooleanField(default=False)
    sends_by_courier = models.BooleanField(default=False)
    is_on_terminals = models.BooleanField(default=False)

    internal_hall = models.CharField(max_length=100, blank=True)
    public_hall = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=40)
    complaint_phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=100, blank=True)
    postal_address = models.CharField(max_length=300, blank=True)

    periodic_inspection = models.TextField(blank=True)
    quantity_limit = models.TextField(blank=True)
    process = models.TextField(blank=True)
    conditions = ArrayField(models.TextField(), default=list, blank=True)

    filled_by = models.CharField(max_length=100, blank=True)
    filled_by_phone = models.CharField(max_length=40, blank=True)
    filled_on = models.CharField(max_length=40, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)
    # The version of the standard whose shared elements this one has.
    standard_version = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="claimed_versions"
    )
    drafted_by = models.CharField(max_length=150)
    drafted_at = models.DateTimeField(db_default=Now())
    submitted_at = models.DateTimeField(null=True, blank=True)
    # The day from which it is to hold; empty means at once.
    effective_on = models.DateField(null=True, blank=True)
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
                condition=models.Q(status__in=["published", "suspended"]),
                name="item_version_one_published",
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=models.Q(status__in=["draft", "in_review", "returned", "scheduled"]),
                name="item_version_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "returned"])
                | ~models.Q(statutory_limit_unit=models.F("review_limit_unit"))
                | models.Q(statutory_limit__gte=models.F("review_limit")),
                name="item_version_promised_within_statutory",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"

    @property
    def suspension(self) -> "ItemSuspension | None":
        """Why it takes no applications now, or None."""
        if self.status != VersionStatus.SUSPENDED:
            return None
        return self.suspensions.filter(resumed_at=None).first()

    def is_open_to(self, *, company: bool) -> bool:
        """Whether a company (or, if not, a person) may apply."""
        wanted = Audience.COMPANY if company else Audience.PERSON
        return self.audience in {wanted, Audience.BOTH}
