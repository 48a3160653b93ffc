"""A company that applies through the people who act for it."""

from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.errors import AlreadyRegistered
from onewindow.accounts.names import check_name
from onewindow.events import Actor
from onewindow.kernel.identity import check_uscc


class Company(models.Model):
    """A company or other organisation, known by its unified social credit code (GB 32100)."""

    name = models.CharField(max_length=200)
    uscc = models.CharField(max_length=18, unique=True)
    legal_representative = models.CharField(max_length=100)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name

    @classmethod
    def register(
        cls,
        *,
        name: str,
        uscc: str,
        legal_representative: str,
        address: str = "",
        phone: str = "",
        by: Actor,
        at: datetime,
    ) -> "Company":
        """Register a company; raise InvalidIdentity, AlreadyRegistered, UnprintableName."""
        check_name(name)
        code = check_uscc(uscc)
        try:
            with transaction.atomic():
                company = cls.objects.create(
                    name=name,
                    uscc=code,
                    legal_representative=legal_representative,
                    address=address,
                    phone=phone,
                )
                events.record("account.registered", chain=company.chain, by=by, at=at)
        except IntegrityError as error:
            raise AlreadyRegistered(_("这个统一社会信用代码已经登记过。")) from error
        return company

    @property
    def chain(self) -> str:
        """The chain of the ledger that tells of this company."""
        return f"account/{self.uscc}"
