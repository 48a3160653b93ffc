"""What was granted, how long it holds, and how it ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.accounts.models import Company, User
from onewindow.cases.models.case import Case
from onewindow.cases.models.letters import Letter
from onewindow.cases.models.records import Record
from onewindow.catalogue.models import ServiceItem
from onewindow.events.rules import JSONValue
from onewindow.orgs.models import Department


class GrantStatus(models.TextChoices):
    """Whether a permit holds, or how it ended (行政许可法 8, 49, 50, 69, 70)."""

    VALID = "valid", _("有效")
    CHANGED = "changed", _("已变更")
    RENEWED = "renewed", _("已延续")
    EXPIRED = "expired", _("已到期")
    REVOKED = "revoked", _("已撤销")
    RETRACTED = "retracted", _("已撤回")
    CANCELLED = "cancelled", _("已注销")


class GrantQuerySet(models.QuerySet["Grant"]):
    """Which permits."""

    def valid(self) -> "GrantQuerySet":
        """Return those that nobody ended; the day of expiry is up to the sweep."""
        return self.filter(status=GrantStatus.VALID)


class Grant(models.Model):
    """A permit (行政许可): granted by one case, perhaps following an earlier one of the same item.

    Both days count; without `valid_to` it has no end. `number` is that of the decision letter.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="granted")
    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="grants")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="grants")
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="grant")
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers"
    )
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=60)
    granted_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=GrantStatus, default=GrantStatus.VALID)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="grant_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(
                fields=["valid_to"],
                condition=models.Q(status="valid", valid_to__isnull=False),
                name="grant_running_out",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def as_data(self) -> dict[str, JSONValue]:
        """Return it as a letter freezes it."""
        return {
            "name": self.name,
            "number": self.number,
            "granted_on": self.granted_on.isoformat(),
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
        }


class GrantEnding(Record):
    """Who ended a permit, why, and what its holder had said (行政许可法 8, 69, 70)."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="endings")
    status = models.CharField(max_length=16, choices=GrantStatus)
    ground = models.CharField(max_length=24)
    reason = models.TextField()
    statement = models.TextField(blank=True, default="")
    compensation = models.TextField(blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["grant", "status"], name="grant_ended_once_each_way"),
            models.CheckConstraint(
                condition=~models.Q(status="revoked") | ~models.Q(statement=""),
                name="grant_revoked_after_hearing",
            ),
        ]
