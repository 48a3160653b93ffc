"""The three special seals of a department, as registered images."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.delegation.models.period import Period, PeriodQuerySet
from onewindow.documents.models import Document
from onewindow.orgs.models import Department


class SealKind(models.TextChoices):
    """What a special seal is for."""

    LICENSING = "licensing", _("行政许可专用章")
    CONFIRMATION = "confirmation", _("行政确认专用章")
    FILING = "filing", _("备案专用章")


class SealQuerySet(PeriodQuerySet["Seal"]):
    """Which seals."""


class Seal(Period):
    """One registered seal; a department has at most one of a kind that is not over."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="seals")
    kind = models.CharField(max_length=16, choices=SealKind)
    image = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="seal")

    objects = SealQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=SealKind.values), name="seal_kind_known"
            ),
            models.UniqueConstraint(
                fields=["department", "kind"],
                condition=models.Q(revoked_at=None, closed_at=None),
                name="seal_one_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The seal as it is called: the department and what it is for."""
        return f"{self.department.name}{self.get_kind_display()}"

    @property
    def chain(self) -> str:
        """The ledger chain of a department's seals of this kind."""
        return f"seal/{self.department.short_code}/{self.kind}"
