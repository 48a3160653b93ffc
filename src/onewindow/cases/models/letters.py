"""Letters of a case and their numbers without gaps."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.cases.models.case import Case
from onewindow.documents.models import Document
from onewindow.kernel.crypto import mask_name
from onewindow.orgs.models import Department


class LetterKind(models.TextChoices):
    """The letters made so far."""

    GRANT = "grant", _("准予行政许可决定书")
    REFUSAL = "refusal", _("不予行政许可决定书")


class LetterNumber(models.Model):
    """The last number a department gave in one series and year; taken while deciding."""

    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="letter_numbers"
    )
    series = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "series", "year"], name="letter_number_series_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.series}〔{self.year}〕{self.last}号"


def new_code() -> str:
    """Return a code that nobody can guess, in three groups that people can type."""
    text = secrets.token_hex(6).upper()
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


class LetterQuerySet(models.QuerySet["Letter"]):
    """Which letters."""

    def failed(self) -> "LetterQuerySet":
        """Return those that could not be made so far."""
        return self.filter(document=None, failed_at__isnull=False)


class Letter(models.Model):
    """A letter that was ordered in a transaction and typeset by the worker afterwards."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=16, choices=LetterKind)
    # Once per department by `LetterNumber`; departments of two regions may share a letter name.
    number = models.CharField(max_length=60, db_index=True)
    code = models.CharField(max_length=20, unique=True)
    ordered_at = models.DateTimeField()
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="letter"
    )
    made_at = models.DateTimeField(null=True, blank=True)
    # Why the last attempt to make it failed, and when; nothing once it is made.
    problem = models.TextField(blank=True, default="", db_default="")
    failed_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="letter_once_per_case"),
            models.CheckConstraint(
                condition=models.Q(document=None, made_at=None)
                | models.Q(document__isnull=False, made_at__isnull=False),
                name="letter_made_has_document",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def shown_applicant(self) -> str:
        """The applicant as a stranger with the code may read it: a person's name is masked."""
        name = self.case.applicant_name
        return name if self.case.company_id else mask_name(name)
