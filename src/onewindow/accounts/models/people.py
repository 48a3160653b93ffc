"""A natural person who applies."""

from datetime import datetime

import pgtrigger
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts import fields
from onewindow.accounts.errors import AlreadyRegistered, NotAnApplicant
from onewindow.accounts.models.user import User
from onewindow.accounts.names import check_name
from onewindow.events import Actor
from onewindow.kernel.crypto import mask_citizen_id, mask_phone
from onewindow.kernel.identity import check_citizen_id

TABLE = "accounts_person"
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


class PersonQuerySet(models.QuerySet["Person"]):
    """Which people."""

    def by_citizen_id(self, citizen_id: str) -> "Person":
        """Return the person with a citizen ID; raise Person.DoesNotExist."""
        return self.get(citizen_id_index=fields.blind_index(citizen_id, column="citizen_id"))


class Person(models.Model):
    """A natural person. Citizen ID, phone and address are stored encrypted and shown masked."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="person")
    name = models.CharField(max_length=100)
    citizen_id_cipher = models.BinaryField()
    citizen_id_index = models.BinaryField(unique=True)
    phone_cipher = models.BinaryField(blank=True, default=b"")
    phone_index = models.BinaryField(blank=True, default=b"", db_index=True)
    address_cipher = models.BinaryField(blank=True, default=b"")
    created_at = models.DateTimeField(db_default=Now())

    objects = PersonQuerySet.as_manager()

    class Meta:
        triggers = [only_applicants()]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def register(
        cls,
        user: User,
        *,
        citizen_id: str,
        phone: str = "",
        address: str = "",
        by: Actor,
        at: datetime,
    ) -> "Person":
        """Say who is behind an applicant's account.

        Raise InvalidIdentity, AlreadyRegistered, UnprintableName.
        """
        if not user.is_applicant:
            raise NotAnApplicant(_("工作人员的账户不能用来申请，请另开申请人账户。"))
        check_name(user.name)
        number = check_citizen_id(citizen_id)
        person = cls(
            user=user,
            name=user.name,
            citizen_id_index=fields.blind_index(number, column="citizen_id"),
        )
        person._store(citizen_id=number, phone=phone, address=address)
        try:
            with transaction.atomic():
                person.save(force_insert=True)
                events.record("account.registered", chain=user.chain, by=by, at=at)
        except IntegrityError as error:
            raise AlreadyRegistered(_("这个身份证号码或账户已经登记过。")) from error
        return person

    def change_contact(self, *, phone: str, address: str) -> None:
        """Store another phone number and address."""
        self._store(phone=phone, address=address)
        self.save(update_fields=["phone_cipher", "phone_index", "address_cipher"])

    @property
    def citizen_id(self) -> str:
        """The citizen ID in full; show `masked_citizen_id` unless the law wants it printed."""
        return self._read("citizen_id")

    @property
    def phone(self) -> str:
        """The phone number in full."""
        return self._read("phone")

    @property
    def address(self) -> str:
        """The address in full."""
        return self._read("address")

    @property
    def indexes(self) -> tuple[bytes, ...]:
        """The keyed digests of his citizen ID and phone; empty for a phone that is not known."""
        return bytes(self.citizen_id_index), bytes(self.phone_index)

    @property
    def masked_citizen_id(self) -> str:
        """The citizen ID as pages show it."""
        return mask_citizen_id(self.citizen_id)

    @property
    def masked_phone(self) -> str:
        """The phone number as pages show it."""
        return mask_phone(self.phone)

    def _store(self, **texts: str) -> None:
        row = str(self.user_id)
        for column, text in texts.items():
            stored = fields.encrypt(text, table=TABLE, column=column, row=row)
            setattr(self, f"{column}_cipher", stored)
        if "phone" in texts:
            phone = texts["phone"]
            self.phone_index = fields.blind_index(phone, column="phone") if phone else b""

    def _read(self, column: str) -> str:
        stored: bytes = getattr(self, f"{column}_cipher")
        return fields.decrypt(stored, table=TABLE, column=column, row=str(self.user_id))
