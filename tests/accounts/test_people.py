"""What is stored about people and companies, and for whom they may apply."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from pytest_django import Settings

from onewindow.accounts.errors import AlreadyRegistered, NotAnApplicant, UnprintableName
from onewindow.accounts.models import Company, Person, User, UserKind
from onewindow.events import SYSTEM
from onewindow.events.models import Event
from onewindow.kernel.crypto import CryptoError
from onewindow.kernel.identity import InvalidIdentity
from onewindow.orgs.models import Officer
from tests.cast import AT, make_citizen_id, make_company, make_user

pytestmark = pytest.mark.django_db
NUMBER = "11010519491231002X"


def register(user: User, number: str = NUMBER) -> Person:
    return Person.register(user, citizen_id=number, phone="15412345678", by=SYSTEM, at=AT)


def test_a_citizen_id_is_stored_encrypted_and_found_again() -> None:
    register(make_user("li"))
    person = Person.objects.by_citizen_id("11010519491231002x")
    assert (person.citizen_id, person.phone) == (NUMBER, "15412345678")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(p)::text FROM accounts_person p")
        stored = str(cursor.fetchone())
    for secret in (NUMBER, NUMBER.encode().hex(), "15412345678", b"15412345678".hex()):
        assert secret not in stored


def test_pages_get_masks() -> None:
    person = register(make_user("li"))
    assert person.masked_citizen_id == "110***********002X"
    assert person.masked_phone == "154****5678"


def test_the_ledger_hears_of_the_registration_but_not_the_number() -> None:
    register(make_user("li"))
    event = Event.objects.get(code="account.registered")
    assert event.chain == "account/li"
    assert json.loads(event.data) == {}


def test_a_value_copied_to_another_person_does_not_decrypt() -> None:
    first, second = register(make_user("li")), register(make_user("wu"), make_citizen_id())
    Person.objects.filter(pk=second.pk).update(citizen_id_cipher=first.citizen_id_cipher)
    second.refresh_from_db()
    with pytest.raises(CryptoError):
        _ = second.citizen_id


def test_another_key_finds_and_reads_nothing(settings: Settings) -> None:
    person = register(make_user("li"))
    settings.FIELD_KEY = settings.INDEX_KEY = "ab" * 32
    with pytest.raises(CryptoError):
        _ = person.citizen_id
    with pytest.raises(Person.DoesNotExist):
        Person.objects.by_citizen_id(NUMBER)


def test_contact_data_changes() -> None:
    person = register(make_user("li"))
    person.change_contact(phone="15499990000", address="示例市示例路 1 号")
    person.refresh_from_db()
    assert (person.phone, person.address) == ("15499990000", "示例市示例路 1 号")
    assert person.citizen_id == NUMBER


@pytest.mark.parametrize("number", ["110105194912310021", "11010519491331002X", "123", ""])
def test_a_wrong_citizen_id_is_refused(number: str) -> None:
    with pytest.raises(InvalidIdentity):
        register(make_user("li"), number)


def test_nobody_is_registered_twice() -> None:
    register(make_user("li"))
    with pytest.raises(AlreadyRegistered):
        register(make_user("li-again"))
    assert Event.objects.filter(code="account.registered").count() == 1


def test_an_officials_account_cannot_apply(counter_clerk: Officer) -> None:
    with pytest.raises(NotAnApplicant):
        register(counter_clerk.user)
    with pytest.raises(IntegrityError, match="applicant"), transaction.atomic():
        Person.objects.create(user=counter_clerk.user, name="某", citizen_id_index=b"x")


def test_an_account_never_changes_its_kind(applicant: User) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        User.objects.filter(pk=applicant.pk).update(kind=UserKind.OFFICIAL)


def test_a_company_needs_a_valid_credit_code() -> None:
    with pytest.raises(InvalidIdentity):
        Company.register(
            name="示例", uscc="911199990MA9900029", legal_representative="某", by=SYSTEM, at=AT
        )


def test_a_company_is_registered_once() -> None:
    company = make_company()
    with pytest.raises(AlreadyRegistered):
        Company.register(
            name="另一家", uscc=company.uscc, legal_representative="某", by=SYSTEM, at=AT
        )


def test_a_name_that_no_letter_can_show_is_not_registered() -> None:
    with pytest.raises(UnprintableName, match=r"U\+E000"):
        register(User.objects.create_user("li", None, name="示例\ue000", kind=UserKind.APPLICANT))
    with pytest.raises(UnprintableName, match="😀"):
        Company.register(
            name="示例😀有限公司", uscc="91119999MA9900028N", legal_representative="示例",
            by=SYSTEM, at=AT,
        )  # fmt: skip
    assert not Person.objects.exists()
    assert not Company.objects.exists()
