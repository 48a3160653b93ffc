"""A step that nobody can do raises an alarm."""

import pytest

from onewindow.cases.unattended import unattended
from onewindow.orgs.models import OfficerRole
from tests.cases.building import MONDAY, build_city, make_accepted, make_submitted, step
from tests.desk.pages import at_desk, message_after, text_of

pytestmark = pytest.mark.django_db


def test_the_supervisor_and_who_accepted_are_told() -> None:
    city = build_city()
    case = make_accepted(city)
    assert not unattended(MONDAY.date()).exists()
    watching = at_desk(city.officer("lead", "decider"))
    planning = city.officer("planning", "reviewer").department
    OfficerRole.objects.filter(officer__department=planning).delete()
    assert unattended(MONDAY.date()).count() == 1
    supervisor = city.officer("lead", "decider")
    assert "没有人能办" not in text_of(watching.get("/desk/"))
    OfficerRole.objects.create(officer=supervisor, role="supervisor", valid_from=MONDAY.date())
    page = text_of(at_desk(supervisor).get("/desk/"))
    assert "有 1 个环节没有人能办" in page
    assert f"{case.number} · planning审查" in page
    other = make_submitted(city)
    clerk = at_desk(city.officer("hall", "counter_clerk"))
    done = clerk.post(
        f"/desk/cases/{other.number}/steps/{step(other, 'accept').code}/completion/",
        {"outcome": "accepted", "opinion": ""},
    )
    assert "现在没有人能办" in message_after(clerk, done)
