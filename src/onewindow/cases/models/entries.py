"""What the lists of cases read: who may find a case, and by which words."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from onewindow.cases.models.case import Case


class CaseEntry(models.Model):
    """The departments that have to do with a submitted case, and the words it is found by.

    Triggers of the database keep it true: nobody writes it.
    """

    case = models.OneToOneField(
        Case, on_delete=models.CASCADE, primary_key=True, related_name="entry"
    )
    units = ArrayField(models.BigIntegerField())
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["units", "words"], name="case_entry_units_words")]

    def __str__(self) -> str:
        return str(self.case)
