"""Who applies: a person, or a company through its agent."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from onewindow.accounts.models.user import User

ONLY_APPLICANTS = """
IF (SELECT kind FROM accounts_user WHERE id = NEW.user_id) <> 'applicant' THEN
    RAISE EXCEPTION 'only the account of an applicant can apply'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


def only_applicants() -> pgtrigger.Trigger:
    """Return the trigger that keeps officials out of a table with `user_id`."""
    return pgtrigger.Trigger(
        name="applicant_account",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.Before,
        func=ONLY_APPLICANTS,
    )


class Person(models.Model):
    """A natural person. The citizen ID and the phone are stored encrypted."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="person")
    name = models.CharField(max_length=100)
    citizen_id_cipher = models.BinaryField()
    citizen_id_index = models.BinaryField(unique=True)
    phone_cipher = models.BinaryField(blank=True, default=b"")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = [only_applicants()]

    def __str__(self) -> str:
        return self.name


class Company(models.Model):
    """A company or other organisation, known by its unified social credit code (GB 32100)."""

    name = models.CharField(max_length=200)
    uscc = models.CharField(max_length=18, unique=True)
    legal_representative = models.CharField(max_length=100)
    address = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name


class CompanyAgent(models.Model):
    """A person who may apply in a company's name, from a day until another (exclusive)."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="agents")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="company_roles")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "user"],
                condition=models.Q(valid_to=None),
                name="company_agent_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="company_agent_ends_after_start",
            ),
        ]
        triggers = [only_applicants()]

    def __str__(self) -> str:
        return f"{self.user} → {self.company}"
