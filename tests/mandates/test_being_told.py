"""Who hears of a case: the applicant, and who may follow it for him now."""

import pytest

from onewindow.cases import actions
from onewindow.cases.acting import people_of
from onewindow.cases.models import Case
from onewindow.cases.notices.telling import tell
from onewindow.events.models import Event
from onewindow.mandates import actions as mandates
from onewindow.mandates.models import Mandate
from onewindow.messages.models import Notice
from tests.cases.building import MONDAY, City, build_city, make_submitted
from tests.cast import make_company, make_person
from tests.mandates.giving import make_head, make_mandate

pytestmark = pytest.mark.django_db


def test_a_companys_agents_hear_of_its_case_while_they_are_its_agents() -> None:
    city = build_city()
    filer = make_person("filer")
    company = make_company(filer)
    head = make_head(company)
    case = actions.start_draft(city.version, by=filer, company=company, at=MONDAY)
    assert people_of(case, MONDAY.date()) == [filer, head]
    mandates.revoke(Mandate.objects.get(agent=filer), by=head, at=MONDAY)
    assert people_of(case, MONDAY.date()) == [head]


def test_a_person_hears_of_his_case_himself_and_so_does_the_agent_who_began_it() -> None:
    mother, son, other = (make_person(name) for name in ("mother", "son", "other"))
    city = build_city()
    case = make_submitted(City(city.version, mother, city.officers))
    mandate = make_mandate(mother, son)
    make_mandate(mother, other)
    Case.objects.filter(pk=case.pk).update(agent=son, mandate=mandate)
    event = Event.objects.get(chain=case.chain, code="case.submitted")
    for _ in range(2):
        tell(event, MONDAY)
    assert set(Notice.objects.values_list("user", flat=True)) == {mother.pk, son.pk}
    assert Notice.objects.count() == 2
