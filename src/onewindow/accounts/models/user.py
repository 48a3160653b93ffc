"""The account somebody signs in with: an applicant's or an official's, never both."""

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.events.rules import Actor


class UserKind(models.TextChoices):
    """The two kinds of account; a person who is both has two."""

    APPLICANT = "applicant", _("申请人")
    OFFICIAL = "official", _("工作人员")


class UserManager(BaseUserManager["User"]):
    """Make accounts with a hashed password."""

    def create_user(
        self, username: str, password: str | None, *, name: str, kind: UserKind
    ) -> "User":
        """Create an account; without a password nobody can sign in with it."""
        user = self.model(username=username, name=name, kind=kind)
        user.set_password(password)
        user.save(force_insert=True)
        return user


class User(AbstractBaseUser):
    """One account. What it may do follows from its kind and, for officials, the officer's roles."""

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=16, choices=UserKind)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name", "kind"]

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=UserKind.values), name="user_kind_known"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="kind_stays", fields=["kind"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_applicant(self) -> bool:
        """Whether this account belongs to somebody who applies."""
        return self.kind == UserKind.APPLICANT

    @property
    def is_official(self) -> bool:
        """Whether this account belongs to an official."""
        return self.kind == UserKind.OFFICIAL

    @property
    def actor(self) -> Actor:
        """This account as the ledger names it: a stable code, not a foreign key."""
        kind = "officer" if self.is_official else "applicant"
        return Actor(code=f"{kind}/{self.username}", name=self.name)

    @property
    def chain(self) -> str:
        """The chain of the ledger that tells of this account."""
        return f"account/{self.username}"
