"""An item handed down (下放) or entrusted (委托) to another department, street or township."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.models import ServiceItem
from onewindow.delegation.models.period import Period, PeriodQuerySet, Power
from onewindow.documents.models import Document
from onewindow.orgs.models import Department


class DelegationKind(models.TextChoices):
    """Handed down to a lower level, or entrusted (行政许可法 Art 24)."""

    HANDED_DOWN = "handed_down", _("下放")
    ENTRUSTED = "entrusted", _("委托")


class DelegationQuerySet(PeriodQuerySet["Delegation"]):
    """Which delegations."""

    def listed(self) -> "DelegationQuerySet":
        """Return them with what every list shows."""
        return self.select_related("item__department__region", "to__region", "document")


class Delegation(Period):
    """Who else may handle an item; `scope` limits it in words and is empty for the whole item.

    The register number is ours, the filing number (备案文号) that of whoever it was filed with.
    """

    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="delegations")
    to = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="delegations_received"
    )
    kind = models.CharField(max_length=16, choices=DelegationKind)
    powers = ArrayField(models.CharField(max_length=16, choices=Power))
    scope = models.TextField(blank=True, default="")
    number = models.CharField(max_length=60)
    filing_number = models.CharField(max_length=100)
    filed_on = models.DateField()
    basis = models.TextField()
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="delegation"
    )

    objects = DelegationQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=DelegationKind.values), name="delegation_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(powers__contained_by=Power.values, powers__len__gt=0),
                name="delegation_powers_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(filing_number="") & ~models.Q(basis=""),
                name="delegation_filed_with_basis",
            ),
            models.UniqueConstraint(
                fields=["item", "to"],
                condition=models.Q(revoked_at=None, closed_at=None),
                name="delegation_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["to", "valid_from"], name="delegation_received")]

    def __str__(self) -> str:
        return self.number

    @property
    def chain(self) -> str:
        """The ledger chain of this delegation."""
        return f"delegation/{self.item.department.short_code}/{self.number}"

    @property
    def is_whole(self) -> bool:
        """Whether the whole item was handed over, from intake to decision."""
        return not self.scope and set(self.powers) == set(Power.values)
