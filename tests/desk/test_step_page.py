"""The page of a step: everything to decide, and what becomes of it."""

from datetime import datetime

import pytest
from django.test import Client
from django.utils.timezone import now

from onewindow.cases import actions
from onewindow.cases.models import Case, CaseStep, Letter
from onewindow.orgs.models import Officer
from tests.cases.building import (
    City,
    build_city,
    make_accepted,
    make_officer,
    make_reviewed,
    make_submitted,
    step,
)
from tests.desk.pages import at_desk, body_of, message_after, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return build_city()


def url(case: Case, code: str, action: str = "") -> str:
    return f"/desk/cases/{case.number}/steps/{code}/{action}"


def planner(city: City, place: int = 1) -> Client:
    return at_desk(city.officer("planning", "reviewer", place))


@pytest.mark.parametrize(
    ("code", "who", "outcomes"),
    [
        ("accept", "hall.counter_clerk.1", ["受理", "不予受理"]),
        ("planning", "planning.reviewer.1", ["同意", "不同意"]),
        ("decide", "lead.decider.1", ["准予", "不予许可"]),
    ],
)
def test_each_kind_of_step_has_its_outcomes(
    city: City, code: str, who: str, outcomes: list[str]
) -> None:
    make = {"accept": make_submitted, "planning": make_accepted, "decide": make_reviewed}[code]
    page = at_desk(city.officers[who]).get(url(make(city), code))
    assert page.status_code == 200
    source = body_of(page)
    assert source.count('name="outcome"') == 2
    for outcome in outcomes:
        assert outcome in text_of(page)
    assert "data-ow-phrase" in source
    assert "申请表.pdf" in source


def test_a_step_that_came_back_is_decided_again(city: City) -> None:
    case, decider = make_reviewed(city), city.officer("lead", "decider")
    actions.send_back(case, to="planning", by=decider, reason="图纸已换。", at=now())
    page = planner(city).get(url(case, "planning"))
    assert body_of(page).count('name="outcome"') == 2
    assert "办完：" not in text_of(page)


def test_accepting_tells_what_starts_now(city: City) -> None:
    case = make_submitted(city)
    client = at_desk(city.officer("hall", "counter_clerk"))
    done = client.post(url(case, "accept", "completion/"), {"outcome": "accepted", "opinion": ""})
    assert done.headers["Location"] == f"/desk/cases/{case.number}/"
    assert "3 个环节同时开始：planning审查" in message_after(client, done)


def test_agreeing_tells_who_is_still_reviewing_and_what_is_next(city: City) -> None:
    case, following = make_accepted(city), make_accepted(city)
    client = planner(city)
    done = client.post(url(case, "planning", "completion/"), {"outcome": "agreed"})
    page = client.get(done.headers["Location"])
    assert "还有 2 个部门在审查：structure审查" in text_of(page)
    assert url(following, "planning") in body_of(page)


def test_the_last_review_names_the_decision(city: City) -> None:
    case = make_accepted(city)
    for name in ("planning", "structure", "traffic"):
        client = at_desk(city.officer(name, "reviewer"))
        done = client.post(url(case, name, "completion/"), {"outcome": "agreed"})
    assert "下一步：决定" in message_after(client, done)


def test_granting_orders_the_letter(city: City) -> None:
    case = make_reviewed(city)
    client = at_desk(city.officer("lead", "decider"))
    done = client.post(url(case, "decide", "completion/"), {"outcome": "granted"})
    assert "正在制作决定书" in message_after(client, done)
    assert Letter.objects.decisions().filter(case=case).count() == 1


@pytest.mark.parametrize(
    ("code", "who", "outcome"),
    [
        ("accept", "hall.counter_clerk.1", "not_accepted"),
        ("planning", "planning.reviewer.1", "disagreed"),
        ("decide", "lead.decider.1", "refused"),
    ],
)
def test_a_refusal_needs_its_reasons(city: City, code: str, who: str, outcome: str) -> None:
    make = {"accept": make_submitted, "planning": make_accepted, "decide": make_reviewed}[code]
    case = make(city)
    client = at_desk(city.officers[who])
    refused = client.post(url(case, code, "completion/"), {"outcome": outcome, "opinion": " "})
    assert refused.status_code == 422
    assert "必须写明理由" in text_of(refused)
    assert step(case, code).status == "open"
    done = client.post(url(case, code, "completion/"), {"outcome": outcome, "opinion": "因为"})
    assert done.status_code == 302
    assert step(case, code).opinion == "因为"


def test_an_outcome_of_another_kind_is_refused(city: City) -> None:
    case = make_accepted(city)
    client = planner(city)
    for outcome in ("", "granted", "delivered", "nonsense"):
        refused = client.post(url(case, "planning", "completion/"), {"outcome": outcome})
        assert refused.status_code == 422, outcome
        assert step(case, "planning").status == "open", outcome


def test_two_officers_at_once_one_wins_the_other_reads_who_was_faster(city: City) -> None:
    case = make_accepted(city)
    first, second = planner(city, 1), planner(city, 2)
    for client in (first, second):
        assert "data-ow-main" in body_of(client.get(url(case, "planning")))
    address = url(case, "planning", "completion/")
    won = first.post(address, {"outcome": "agreed", "opinion": ""})
    lost = second.post(address, {"outcome": "disagreed", "opinion": "我看不行"})
    assert (won.status_code, lost.status_code) == (302, 422)
    said = text_of(lost)
    assert f"{city.officer('planning', 'reviewer').user.name}已在" in said
    assert "当前状态：同意" in said
    assert "我看不行" in said
    assert "data-ow-main" not in body_of(lost)
    assert step(case, "planning").outcome == "agreed"


def test_who_is_beaten_between_reading_and_writing_sees_how_things_stand(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_accepted(city)
    winner = city.officer("planning", "reviewer")

    def beaten(late: CaseStep, *, by: Officer, outcome: str, opinion: str, at: datetime) -> None:
        fresh = step(case, "planning")
        complete(fresh, by=winner, outcome="agreed", opinion="", at=at)
        complete(late, by=by, outcome=outcome, opinion=opinion, at=at)

    complete = actions.complete
    monkeypatch.setattr(actions, "complete", beaten)
    address = url(case, "planning", "completion/")
    lost = planner(city, 2).post(address, {"outcome": "disagreed", "opinion": "我看不行"})
    assert lost.status_code == 422
    assert f"{winner.user.name}已在" in text_of(lost)
    assert "当前状态：同意" in text_of(lost)
    assert "data-ow-main" not in body_of(lost)


def test_taking_a_step_shows_colleagues_who_is_on_it(city: City) -> None:
    case = make_accepted(city)
    name = city.officer("planning", "reviewer").user.name
    started = planner(city).post(url(case, "planning", "start/"))
    assert started.headers["Location"] == url(case, "planning")
    assert "我" in text_of(planner(city).get("/desk/"))
    colleague = planner(city, 2)
    assert name in text_of(colleague.get("/desk/"))
    page = colleague.get(url(case, "planning"))
    assert f"{name}从" in text_of(page)
    assert "data-ow-main" not in body_of(page)
    assert colleague.post(url(case, "planning", "start/")).status_code == 422


def test_taking_over_needs_a_reason_and_is_told(city: City) -> None:
    case = make_accepted(city)
    holder = city.officer("planning", "reviewer")
    actions.start_step(step(case, "planning"), by=holder, at=now())
    colleague = planner(city, 2)
    address = url(case, "planning", "takeover/")
    assert colleague.post(address, {"reason": ""}).status_code == 422
    assert step(case, "planning").officer == holder.actor.code
    assert colleague.post(address, {"reason": "同事休假"}).status_code == 302
    assert step(case, "planning").officer != holder.actor.code
    story = text_of(colleague.get(f"/desk/cases/{case.number}/"))
    assert f"从{holder.user.name}接手：同事休假" in story


def test_completing_what_a_colleague_holds_is_refused(city: City) -> None:
    case = make_accepted(city)
    actions.start_step(step(case, "planning"), by=city.officer("planning", "reviewer"), at=now())
    refused = planner(city, 2).post(url(case, "planning", "completion/"), {"outcome": "agreed"})
    assert refused.status_code == 422
    assert "接手办理" in text_of(refused)


def test_another_department_finds_nothing(city: City) -> None:
    case = make_accepted(city)
    neighbour = at_desk(city.officer("traffic", "reviewer"))
    assert neighbour.get(url(case, "planning")).status_code == 404
    for action in ("start/", "takeover/", "completion/"):
        sent = neighbour.post(url(case, "planning", action), {"outcome": "agreed", "reason": "x"})
        assert sent.status_code == 404
    assert step(case, "planning").status == "open"


def test_another_role_of_the_department_cannot_tell_that_it_exists(city: City) -> None:
    case = make_accepted(city)
    office = city.officer("planning", "reviewer").department
    manager = at_desk(make_officer(office, "item_manager", "manager-here"))
    assert manager.get(url(case, "planning")).status_code == 404
    refused = manager.post(url(case, "planning", "completion/"), {"outcome": "agreed"})
    assert refused.status_code == 404
    assert step(case, "planning").status == "open"


def test_htmx_gets_the_fragment_alone(city: City) -> None:
    case = make_accepted(city)
    fragment = planner(city).get(url(case, "planning"), headers={"HX-Request": "true"})
    assert "<html" not in body_of(fragment)
    assert "data-ow-main" in body_of(fragment)
    assert "HX-Request" in fragment.headers["Vary"]


@pytest.mark.parametrize("action", ["start/", "takeover/", "completion/"])
def test_actions_are_sent_not_visited(city: City, action: str) -> None:
    case = make_accepted(city)
    assert planner(city).get(url(case, "planning", action)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = planner(city).cookies
    assert strict.post(url(case, "planning", action)).status_code == 403
