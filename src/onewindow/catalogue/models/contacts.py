"""Whom to call about a department's items (联系表)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.orgs.models import Department


class ContactRole(models.TextChoices):
    """What a contact answers for."""

    LEADER = "leader", _("主管领导")
    LEGAL = "legal", _("法制审核")
    LIAISON = "liaison", _("联络人")


class ItemContact(models.Model):
    """One line of the list of contacts of a department."""

    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, related_name="item_contacts"
    )
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=16, choices=ContactRole)
    name = models.CharField(max_length=100)
    title = models.CharField(max_length=100, blank=True)
    office_phone = models.CharField(max_length=40, blank=True)
    mobile = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "position"], name="item_contact_position_once"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="item_contact_named"),
            models.CheckConstraint(
                condition=models.Q(role__in=ContactRole.values), name="item_contact_role_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
