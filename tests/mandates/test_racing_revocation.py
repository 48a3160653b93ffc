"""A mandate is revoked while the agent acts: one comes first, never a bit of both."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from onewindow.accounts.models import User
from onewindow.cases import actions
from onewindow.cases.models import Case
from onewindow.mandates import actions as mandates
from onewindow.mandates.errors import NotMandated
from onewindow.mandates.models import Mandate, Power
from tests.cases.building import MONDAY, City, build_city, make_submitted
from tests.cast import make_person
from tests.delegation.test_racing_revocation import wait_for_a_lock
from tests.mandates.giving import make_mandate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case() -> Case:
    city = build_city()
    return make_submitted(City(city.version, make_person("mother"), city.officers))


@pytest.fixture
def mandate(case: Case) -> Mandate:
    return make_mandate(case.applicant, make_person("son"), Power.WITHDRAW)


def agent_of(mandate: Mandate) -> User:
    assert mandate.agent is not None
    return mandate.agent


@pytest.mark.long
def test_a_revocation_waits_for_what_the_agent_is_doing(case: Case, mandate: Mandate) -> None:
    order: list[str] = []

    def revoke() -> None:
        try:
            mandates.revoke(mandate, by=case.applicant, at=MONDAY)
            order.append("revoked")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            actions.withdraw(case, by=agent_of(mandate), reason="", at=MONDAY)
            revoking = pool.submit(revoke)
            wait_for_a_lock()
            order.append("withdrawn")
        revoking.result()
    assert order == ["withdrawn", "revoked"]


def test_an_agent_waits_for_the_revocation_and_is_refused(case: Case, mandate: Mandate) -> None:
    def withdraw() -> None:
        try:
            actions.withdraw(case, by=agent_of(mandate), reason="", at=MONDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            mandates.revoke(mandate, by=case.applicant, at=MONDAY)
            withdrawing = pool.submit(withdraw)
            wait_for_a_lock()
        with pytest.raises(NotMandated):
            withdrawing.result()
    case.refresh_from_db()
    assert case.status == "submitted"
