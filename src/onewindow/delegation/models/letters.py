"""授权书: a department lets an officer accept and decide, perhaps one of another department."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onewindow.catalogue.models import ServiceItem
from onewindow.delegation.models.period import Period, PeriodQuerySet, Power
from onewindow.delegation.models.seals import Seal
from onewindow.documents.models import Document
from onewindow.orgs.models import Department, Officer

LETTER_POWERS = (Power.ACCEPT, Power.DECIDE)


class AuthorisationLetterQuerySet(PeriodQuerySet["AuthorisationLetter"]):
    """Which letters."""

    def listed(self) -> "AuthorisationLetterQuerySet":
        """Return them with what every list shows."""
        return self.select_related(
            "department__region", "officer__user", "officer__department", "document"
        ).prefetch_related("items", "seals__department")


class AuthorisationLetter(Period):
    """What one officer may do for a department, for all its items or for some; `code` proves it."""

    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="authorisation_letters"
    )
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="authorisation_letters"
    )
    number = models.CharField(max_length=60)
    code = models.CharField(max_length=20, unique=True)
    powers = ArrayField(models.CharField(max_length=16, choices=Power))
    covers_all = models.BooleanField()
    items = models.ManyToManyField(ServiceItem, related_name="authorisation_letters", blank=True)
    seals = models.ManyToManyField(Seal, related_name="letters", blank=True)
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="authorisation_letter"
    )

    objects = AuthorisationLetterQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=False), name="authorisationletter_has_an_end"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    powers__contained_by=[power.value for power in LETTER_POWERS],
                    powers__len__gt=0,
                ),
                name="authorisationletter_powers_known",
            ),
            models.UniqueConstraint(
                fields=["department", "number"], name="authorisationletter_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def chain(self) -> str:
        """The ledger chain of this letter."""
        return f"authorisation/{self.department.short_code}/{self.number}"
