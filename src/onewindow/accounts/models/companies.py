"""A company that applies through the people who act for it."""

from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts import fields
from onewindow.accounts.errors import AlreadyRegistered
from onewindow.accounts.names import check_name
from onewindow.events import Actor
from onewindow.kernel.identity import check_uscc

TABLE = "accounts_company"


class Company(models.Model):
    """A company or other organisation, known by its unified social credit code (GB 32100)."""

    name = models.CharField(max_length=200)
    uscc = models.CharField(max_length=18, unique=True)
    legal_representative = models.CharField(max_length=100)
    address_cipher = models.BinaryField(blank=True, default=b"")
    phone_cipher = models.BinaryField(blank=True, default=b"")
    # What an earlier release kept in plain text, until `seal_plain` has run.
    plain_address = models.CharField(max_length=300, blank=True, default="")
    plain_phone = models.CharField(max_length=40, blank=True, default="")
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
                    address_cipher=_sealed("address", address, code),
                    phone_cipher=_sealed("phone", phone, code),
                )
                events.record("account.registered", chain=company.chain, by=by, at=at)
        except IntegrityError as error:
            raise AlreadyRegistered(_("这个统一社会信用代码已经登记过。")) from error
        return company

    @classmethod
    def seal_plain(cls) -> int:
        """Encrypt what is still plain; return how many companies had something."""
        count = 0
        for each in cls.objects.exclude(plain_address="", plain_phone=""):
            each.address_cipher = _sealed("address", each.plain_address, each.uscc)
            each.phone_cipher = _sealed("phone", each.plain_phone, each.uscc)
            each.plain_address = each.plain_phone = ""
            each.save(
                update_fields=["address_cipher", "phone_cipher", "plain_address", "plain_phone"]
            )
            count += 1
        return count

    @property
    def address(self) -> str:
        """The address in full."""
        return _opened("address", bytes(self.address_cipher), self.uscc) or self.plain_address

    @property
    def phone(self) -> str:
        """The phone number in full."""
        return _opened("phone", bytes(self.phone_cipher), self.uscc) or self.plain_phone

    @property
    def chain(self) -> str:
        """The chain of the ledger that tells of this company."""
        return f"account/{self.uscc}"


def _sealed(column: str, text: str, uscc: str) -> bytes:
    return fields.encrypt(text, table=TABLE, column=column, row=uscc)


def _opened(column: str, stored: bytes, uscc: str) -> str:
    return fields.decrypt(stored, table=TABLE, column=column, row=uscc)
