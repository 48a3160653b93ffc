"""The account somebody signs in with: an applicant's or an official's, never both."""

from datetime import datetime

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onewindow import events
from onewindow.accounts.errors import AlreadyRegistered
from onewindow.events.rules import Actor, Principal


class UserKind(models.TextChoices):
    """The two kinds of account; a person who is both has two."""

    APPLICANT = "applicant", _("申请人")
    OFFICIAL = "official", _("工作人员")


class UserManager(BaseUserManager["User"]):
    """Make accounts with a hashed password."""

    def create_user(
        self, username: str, password: str | None, *, name: str, kind: UserKind
    ) -> "User":
        """Create an account; without a password nobody can sign in with it.

        Raise AlreadyRegistered when somebody has the user name, in whatever case.
        """
        return self._insert(username, make_password(password), name=name, kind=kind)

    def ensure(self, username: str, *, name: str, kind: UserKind, hashed: str) -> "User":
        """Return the account of this name and kind, made with a hashed password when missing.

        Raise AlreadyRegistered when the name belongs to the other kind or is spelt in another case.
        """
        found = self.filter(username=username).first()
        if found is None:
            return self._insert(username, hashed, name=name, kind=kind)
        if found.kind != kind:
            raise AlreadyRegistered(
                gettext("用户名“%(username)s”是另一类账户。") % {"username": username}
            )
        return found

    def _insert(self, username: str, hashed: str, *, name: str, kind: UserKind) -> "User":
        user = self.model(username=username, name=name, kind=kind, password=hashed)
        try:
            with transaction.atomic():
                user.save(force_insert=True)
        except IntegrityError as error:
            if not self.filter(username__iexact=username).exists():
                raise
            message = gettext("用户名“%(username)s”已经有人用（不分大小写）。")
            raise AlreadyRegistered(message % {"username": username}) from error
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

    # For whom he does what he is about to do; set on a copy by `cases.acting` only.
    on_behalf: Principal | None = None

    class Meta:
        constraints = [
            # Signing in finds the account in any case, so two spellings must not be two accounts.
            models.UniqueConstraint(Lower("username"), name="user_username_any_case"),
            models.CheckConstraint(
                condition=models.Q(kind__in=UserKind.values), name="user_kind_known"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="kind_stays", fields=["kind"]),
        ]

    def __str__(self) -> str:
        return self.name

    def give_password(self, password: str, *, by: Actor, at: datetime) -> None:
        """Set another password; whoever is signed in with the old one is signed out."""
        self.set_password(password)
        with transaction.atomic():
            self.save(update_fields=["password"])
            events.record("account.password_set", chain=self.chain, by=by, at=at)

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
        """This account as the ledger names it: a stable code, and for whom it acts."""
        kind = "officer" if self.is_official else "applicant"
        return Actor(f"{kind}/{self.username}", self.name, on_behalf=self.on_behalf)

    @property
    def chain(self) -> str:
        """The chain of the ledger that tells of this account."""
        return f"account/{self.username}"
