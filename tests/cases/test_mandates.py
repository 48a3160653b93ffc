"""Who acts for a company reaches its cases for as long as he does."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from onewindow.accounts.models import Company
from onewindow.cases import access, actions
from onewindow.cases.models import Case
from tests.cases.building import MONDAY, City, build_city
from tests.cast import make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return build_city()


@pytest.fixture
def company(city: City) -> Company:
    return make_company(city.applicant)


@pytest.fixture
def draft(city: City, company: Company) -> Case:
    return actions.start_draft(city.version, by=city.applicant, company=company, at=MONDAY)


def test_an_agent_reaches_the_drafts_he_began(city: City, draft: Case) -> None:
    assert access.draft_for(city.applicant, draft.uid) == draft


@pytest.mark.parametrize("valid", [(-30, 0), (1, None)], ids=["ended", "not begun"])
def test_nobody_acts_for_a_company_without_a_mandate(
    city: City, company: Company, draft: Case, valid: tuple[int, int | None]
) -> None:
    begins, ends = (None if days is None else _day(days) for days in valid)
    company.agents.update(valid_from=begins, valid_to=ends)
    with pytest.raises(Case.DoesNotExist):
        access.draft_for(city.applicant, draft.uid)
    assert not access.drafts_of(city.applicant, city.version).exists()


def test_his_own_cases_need_no_mandate(city: City) -> None:
    own = actions.start_draft(city.version, by=city.applicant, company=None, at=MONDAY)
    assert access.draft_for(city.applicant, own.uid) == own


def _day(days: int) -> date:
    return localdate() + timedelta(days=days)
