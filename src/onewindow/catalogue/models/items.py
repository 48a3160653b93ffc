"""The base catalogue 基本目录 and the items a department runs 实施清单."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from onewindow.orgs.models import Department, Region


class BaseItem(models.Model):
    """An item of the base catalogue: the name and code that every place shares."""

    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    main_name = models.CharField(max_length=300, blank=True)
    item_type = models.CharField(max_length=32)
    department_name = models.CharField(max_length=100)
    department_code = models.CharField(max_length=40, blank=True)
    area_code = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=100)
    loaded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["name"], name="base_item_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_national(self) -> bool:
        """Whether its code was given out nationally; a province's own begin with its number."""
        return self.code.startswith("00")


class RowResolution(models.TextChoices):
    """What became of a row that was set aside."""

    CORRECTED = "corrected", _("已更正")
    DISMISSED = "dismissed", _("不再导入")


class QuarantinedRow(models.Model):
    """A row of a base catalogue that was set aside, with the reason why."""

    source = models.CharField(max_length=100)
    line = models.PositiveIntegerField()
    code = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=300, blank=True)
    reason_code = models.CharField(max_length=40)
    reason = models.CharField(max_length=300)
    row = models.TextField()
    # Kept when the same file is loaded again.
    resolution = models.CharField(max_length=16, choices=RowResolution, blank=True)
    resolution_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(resolution="dismissed") | ~models.Q(resolution_note=""),
                name="quarantined_row_dismissal_has_reason",
            ),
            models.UniqueConstraint(fields=["source", "line"], name="quarantined_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.line}"


class ServiceItem(models.Model):
    """One item as one department runs it in one region; what it says is in its versions."""

    code = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="items")
    # The form's 项目序号: by it a department's next form finds the item again.
    number = models.CharField(max_length=60)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="items")
    base = models.ForeignKey(
        BaseItem, on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )
    # A standard says what must be the same in every place; the public never sees it.
    is_standard = models.BooleanField(default=False)
    standard = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_standard=False) | models.Q(standard=None),
                name="service_item_standard_claims_none",
            ),
            models.UniqueConstraint(
                fields=["department", "number"], name="service_item_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def chain(self) -> str:
        """The ledger chain of this item."""
        return f"item/{self.code}"
