"""The work list: an officer's own open steps, what is due first on top."""

from datetime import timedelta

import pytest
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from onewindow.cases import actions
from onewindow.cases.clocks import local_day
from onewindow.cases.models import CaseStep
from onewindow.desk.work import views
from tests.cases.building import City, build_city, make_accepted, make_submitted, step
from tests.desk.pages import at_desk, body_of, links_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return build_city()


def steps_in(page: list[str]) -> list[str]:
    return [link for link in page if "/steps/" in link]


def test_it_lists_the_steps_of_his_own_department_and_role(city: City) -> None:
    case = make_accepted(city, at=now())
    waiting = make_submitted(city, at=now())
    planner = at_desk(city.officer("planning", "reviewer")).get("/desk/")
    assert steps_in(links_of(planner)) == [f"/desk/cases/{case.number}/steps/planning/"]
    clerk = at_desk(city.officer("hall", "counter_clerk")).get("/desk/")
    assert steps_in(links_of(clerk)) == [f"/desk/cases/{waiting.number}/steps/accept/"]
    assert "示例·申请人" in text_of(clerk)


def test_what_is_due_first_is_on_top(city: City) -> None:
    later, sooner = make_accepted(city, at=now()), make_accepted(city, at=now())
    for case, days in ((later, 9), (sooner, 1)):
        due = local_day(now()) + timedelta(days=days)
        case.steps.filter(code="planning").update(due_on=due)
    page = links_of(at_desk(city.officer("planning", "reviewer")).get("/desk/"))
    assert steps_in(page) == [
        f"/desk/cases/{case.number}/steps/planning/" for case in (sooner, later)
    ]


def test_the_filters_count_and_narrow(city: City) -> None:
    officer = city.officer("planning", "reviewer")
    today = local_day(now())
    cases = [make_accepted(city, at=now()) for _ in range(4)]
    for case, days in zip(cases, (-1, 0, 5, 5), strict=True):
        case.steps.filter(code="planning").update(due_on=today + timedelta(days=days))
    actions.start_step(step(cases[3], "planning"), by=officer, at=now())
    client = at_desk(officer)
    assert "全部 4 今日到期 1 已超期 1 我在办 1" in text_of(client.get("/desk/"))
    for chosen, place in (("late", 0), ("today", 1), ("mine", 3)):
        narrowed = steps_in(links_of(client.get("/desk/", {"filter": chosen})))
        assert narrowed == [f"/desk/cases/{cases[place].number}/steps/planning/"]
    assert len(steps_in(links_of(client.get("/desk/", {"filter": "unknown"})))) == 4


def test_a_late_step_says_so_in_words(city: City) -> None:
    case = make_accepted(city, at=now() - timedelta(days=30))
    page = text_of(at_desk(city.officer("planning", "reviewer")).get("/desk/"))
    assert "超期" in page
    assert case.number is not None
    assert case.number in page


def test_an_empty_list_says_why(city: City) -> None:
    client = at_desk(city.officer("planning", "reviewer"))
    assert "待办都办完了" in text_of(client.get("/desk/"))
    assert "这一类没有待办" in text_of(client.get("/desk/", {"filter": "late"}))


def test_a_long_list_has_pages(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 2)
    for _ in range(3):
        make_accepted(city, at=now())
    client = at_desk(city.officer("planning", "reviewer"))
    first = client.get("/desk/")
    assert len(steps_in(links_of(first))) == 2
    assert 'rel="next"' in body_of(first)
    assert len(steps_in(links_of(client.get("/desk/", {"page": "2"})))) == 1


@pytest.mark.long
def test_the_number_of_rows_costs_no_queries(
    city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = at_desk(city.officer("planning", "reviewer"))
    counts = []
    for _ in range(2):
        for _ in range(4):
            make_accepted(city, at=now())
        with django_assert_max_num_queries(14) as seen:
            client.get("/desk/")
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert CaseStep.objects.filter(code="planning", status="open").count() == 8
