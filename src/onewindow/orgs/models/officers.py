"""Officers, the posts they hold and the roles they have for a time."""

from datetime import date

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.accounts import fields
from onewindow.accounts.models import User
from onewindow.events.rules import Actor
from onewindow.orgs.models.departments import Department, Hall, Post

TABLE = "orgs_officer"
ONLY_OFFICIALS = """
IF (SELECT kind FROM accounts_user WHERE id = NEW.user_id) <> 'official' THEN
    RAISE EXCEPTION 'an officer needs the account of an official'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class Role(models.TextChoices):
    """What an officer may do; the permission table has a column for each."""

    COUNTER_CLERK = "counter_clerk", _("综合窗口人员")
    REVIEWER = "reviewer", _("审查人员")
    DECIDER = "decider", _("审批负责人")
    ITEM_MANAGER = "item_manager", _("事项管理员")
    LEGAL_OFFICER = "legal_officer", _("法制审核人员")
    ESTABLISHMENT_OFFICE = "establishment_office", _("编办")
    LEGISLATIVE_OFFICE = "legislative_office", _("法制办")
    GOVERNMENT_OFFICE = "government_office", _("政府办")
    REFORM_OFFICE = "reform_office", _("流程再造推进组")
    SUPERVISOR = "supervisor", _("效能督查人员")
    ADMINISTRATOR = "administrator", _("系统管理员")


class OfficerQuerySet(models.QuerySet["Officer"]):
    """Which officers."""

    def active(self) -> "OfficerQuerySet":
        """Return those who still serve and may sign in."""
        return self.filter(is_active=True, user__is_active=True)

    def in_post(self, department: str, post: str = "") -> "OfficerQuerySet":
        """Return the active officers of a department (its code) who hold a post (its code)."""
        officers = self.active().filter(department__code=department)
        return officers.filter(posts__code=post) if post else officers

    def with_role(self, role: Role, on: date) -> "OfficerQuerySet":
        """Return the active officers who have a role on a day."""
        held = OfficerRole.objects.held(on).filter(officer=models.OuterRef("pk"), role=role)
        return self.active().filter(models.Exists(held))


class Officer(models.Model):
    """An official in a department."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="officer")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="officers")
    posts = models.ManyToManyField(Post, related_name="officers", blank=True)
    hall = models.ForeignKey(
        Hall, on_delete=models.PROTECT, null=True, blank=True, related_name="officers"
    )
    title = models.CharField(max_length=100, blank=True, default="")
    phone_cipher = models.BinaryField(blank=True, default=b"")
    # What an earlier release kept in plain text, until `seal_plain` has run.
    plain_phone = models.CharField(max_length=40, blank=True, default="")
    is_active = models.BooleanField(default=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="official_account",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=ONLY_OFFICIALS,
            ),
        ]

    def __str__(self) -> str:
        return self.user.name

    @property
    def actor(self) -> Actor:
        """This officer as the ledger names him, with his department as the unit."""
        actor = self.user.actor
        return Actor(code=actor.code, name=actor.name, unit=self.department.code)

    @property
    def phone(self) -> str:
        """The phone number in full."""
        row = str(self.user_id)
        sealed = bytes(self.phone_cipher)
        return fields.decrypt(sealed, table=TABLE, column="phone", row=row) or self.plain_phone

    @classmethod
    def sealed_phone(cls, user: User, phone: str) -> bytes:
        """Return the phone number of an officer's account as it is stored."""
        return fields.encrypt(phone, table=TABLE, column="phone", row=str(user.pk))

    @classmethod
    def seal_plain(cls) -> int:
        """Encrypt the numbers that are still plain; return how many."""
        count = 0
        for each in cls.objects.exclude(plain_phone="").select_related("user"):
            each.phone_cipher = cls.sealed_phone(each.user, each.plain_phone)
            each.plain_phone = ""
            each.save(update_fields=["phone_cipher", "plain_phone"])
            count += 1
        return count

    def role_codes(self, on: date) -> frozenset[str]:
        """Return the roles held on a day."""
        return frozenset(self.roles.held(on).values_list("role", flat=True))

    def holds_post(self, post: str) -> bool:
        """Say whether he holds a post of his department, by its code."""
        return self.posts.filter(code=post, department=self.department_id).exists()


class OfficerRoleQuerySet(models.QuerySet["OfficerRole"]):
    """Which roles."""

    def held(self, on: date) -> "OfficerRoleQuerySet":
        """Return the roles in force on a day; `valid_to` is exclusive."""
        return self.filter(models.Q(valid_to=None) | models.Q(valid_to__gt=on), valid_from__lte=on)


class OfficerRole(models.Model):
    """A role that an officer has from a day until another (exclusive)."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=32, choices=Role)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = OfficerRoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="officer_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="officer_role_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["officer", "role"],
                condition=models.Q(valid_to=None),
                name="officer_role_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id}: {self.role}"
