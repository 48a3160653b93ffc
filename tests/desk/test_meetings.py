"""会商 through the pages: call, answer, minutes, resolutions; who may read and do what."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from onewindow.cases.meetings.calendar import calendar_of
from onewindow.cases.models import Case, Meeting, Resolution
from onewindow.events.models import Event
from onewindow.orgs.models import Department, Officer
from tests.cases.building import City, build_city, make_accepted, make_officer
from tests.desk.pages import at_desk, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return build_city()


@pytest.fixture
def case(city: City) -> Case:
    return make_accepted(city)


@pytest.fixture
def lead(city: City) -> Officer:
    return city.officer("lead", "decider")


def form(city: City, *departments: Department, **changes: object) -> dict[str, object]:
    day = localdate() + timedelta(days=2)
    return {
        "title": "关于示例事项的会商", "day": day.isoformat(), "time": "14:30", "length": "90",
        "place": "一楼会议室", "agenda": "一、情况；\n二、意见", "others": "",
        "departments": [each.pk for each in departments], **changes,
    }  # fmt: skip


def unit(city: City, name: str) -> Department:
    return city.officer(name, "reviewer").department


def call(city: City, case: Case, lead: Officer, *names: str) -> Meeting:
    asked = form(city, *(unit(city, name) for name in names))
    assert at_desk(lead).post(f"/desk/cases/{case.number}/meeting/", asked).status_code == 302
    return Meeting.objects.get()


def begun(meeting: Meeting) -> Meeting:
    """Let it have begun, so that minutes can be written."""
    Meeting.objects.filter(pk=meeting.pk).update(begins_at=now())
    return meeting


def listed_by(*clients: Client) -> list[list[bool]]:
    """Say on whose work list, and on whose page of meetings, stands what the meeting asked for."""
    places = ("/desk/", "/desk/meetings/")
    return [["出具加固复核意见" in text_of(each.get(at)) for at in places] for each in clients]


@pytest.mark.long
def test_from_the_call_to_the_last_request(city: City, case: Case, lead: Officer) -> None:
    meeting = call(city, case, lead, "planning", "traffic")
    page = f"/desk/meetings/{meeting.number}/"
    planner = at_desk(city.officer("planning", "reviewer"))
    assert begun(meeting).title in text_of(planner.get("/desk/meetings/"))
    refused = planner.post(f"{page}answer/", {"reply": "no", "said": ""})
    assert (refused.status_code, "为什么不参加" in text_of(refused)) == (422, True)
    answered = {"reply": "substitute", "said": "示例·张工"}
    assert planner.post(f"{page}answer/", answered).status_code == 302
    assert "示例·张工" in text_of(at_desk(lead).get(page))
    due = localdate() + timedelta(days=5)
    written = {
        "came": [str(unit(city, "planning").pk)], "minutes": "各方同意加固方案。",
        "text-1": "出具加固复核意见", "owner-1": f"request:{unit(city, 'planning').pk}",
        "due-1": due.isoformat(),
    }  # fmt: skip
    lacking = at_desk(lead).post(f"{page}minutes/", written | {"due-1": ""})
    assert (lacking.status_code, "请填写期限" in text_of(lacking)) == (422, True)
    assert at_desk(lead).post(f"{page}minutes/", written).status_code == 302
    assert listed_by(planner, at_desk(lead)) == [[True, True], [False, False]]
    again = at_desk(lead).post(f"{page}minutes/", written)
    assert (again.status_code, Resolution.objects.count()) == (422, 1)
    assert at_desk(lead).get(f"{page}minutes.pdf").getvalue().startswith(b"%PDF")
    Resolution.objects.update(due_on=localdate() - timedelta(days=1))
    assert "已超期" in text_of(planner.get("/desk/meetings/"))
    done = f"{page}requests/1/completion/"
    other = at_desk(city.officer("traffic", "reviewer"))
    assert other.post(done, {"result": "不是我的"}).status_code == 404
    assert planner.post(done, {"result": "已出具"}).status_code == 302
    assert planner.post(done, {"result": "再来"}).status_code == 404
    told = text_of(at_desk(lead).get(f"/desk/cases/{case.number}/"))
    for said in ("发起会商", "会商形成纪要", "会商交办事项办结", "出具加固复核意见：已出具"):
        assert said in told
    codes = Event.objects.filter(chain=case.chain, code__startswith="meeting.")
    assert [each.code for each in codes.order_by("seq")] == [
        "meeting.called", "meeting.held", "meeting.request_done",
    ]  # fmt: skip


def test_minutes_wait_for_the_meeting_and_every_row_says_what(
    city: City, case: Case, lead: Officer
) -> None:
    meeting = call(city, case, lead, "planning")
    path = f"/desk/meetings/{meeting.number}/minutes/"
    written = {
        "came": [], "minutes": "同意。", "due-2": localdate().isoformat(),
        "owner-2": f"request:{unit(city, 'planning').pk}",
    }  # fmt: skip
    unsaid = at_desk(lead).post(path, written)
    assert (unsaid.status_code, "请写明决议内容" in text_of(unsaid)) == (422, True)
    early = at_desk(lead).post(path, {"minutes": "同意。"})
    assert (early.status_code, "会商还没有开始" in text_of(early)) == (422, True)
    begun(meeting)
    assert at_desk(lead).post(path, {"minutes": "同意。"}).status_code == 302


@pytest.mark.long
def test_only_who_is_concerned_reads_it(city: City, case: Case, lead: Officer) -> None:
    meeting = call(city, case, lead, "planning")
    page = f"/desk/meetings/{meeting.number}/"
    # Traffic has a step in the case, the stranger's department nothing; nobody else is invited.
    stranger = make_officer(unit(build_city_again(), "planning"), "reviewer", "somebody.else")
    supervisor = make_officer(lead.department, "supervisor", "watcher")
    manager = make_officer(lead.department, "item_manager", "manager.here")
    for officer, wanted in (
        (lead, 200), (city.officer("planning", "reviewer"), 200),
        (city.officer("traffic", "reviewer"), 200), (supervisor, 200), (stranger, 404),
        (manager, 404),
    ):  # fmt: skip
        browser = at_desk(officer)
        for path in ("", "calendar.ics"):
            assert browser.get(f"{page}{path}").status_code == wanted, officer
        is_listed = meeting.title in text_of(browser.get("/desk/meetings/"))
        assert is_listed == (wanted == 200), officer
    for officer in (city.officer("traffic", "reviewer"), stranger, supervisor):
        browser = at_desk(officer)
        assert browser.post(f"{page}answer/", {"reply": "yes"}).status_code == 404
        assert browser.post(f"{page}cancellation/", {"reason": "不开了"}).status_code == 404
        assert browser.get(f"{page}minutes/").status_code == 404


def build_city_again() -> City:
    """Return another city, whose departments have nothing to do with the first."""
    return build_city()


@pytest.mark.long
def test_only_the_deciding_department_calls_one_and_in_time(
    city: City, case: Case, lead: Officer
) -> None:
    path = f"/desk/cases/{case.number}/meeting/"
    asked = form(city, unit(city, "planning"))
    reviewer = at_desk(city.officer("planning", "reviewer"))
    assert reviewer.post(path, asked).status_code == 404
    wrong: dict[str, object] = {
        "day": "2020-01-01", "departments": [], "others": "SL20200101-000001", "agenda": "",
        "title": "关于😀的会商",
    }  # fmt: skip
    for name, value in [*wrong.items(), ("day", "9999-12-31")]:
        assert at_desk(lead).post(path, asked | {name: value}).status_code == 422
    assert not Meeting.objects.exists()


def test_an_ended_case_is_not_met_about(city: City, case: Case, lead: Officer) -> None:
    ended = make_accepted(city)
    Case.objects.filter(pk=ended.pk).update(status="withdrawn")
    asked = form(city, unit(city, "planning"))
    closed = at_desk(lead).post(f"/desk/cases/{ended.number}/meeting/", asked)
    assert (closed.status_code, "只有正在办理的办件" in text_of(closed)) == (422, True)
    beside = asked | {"others": str(ended.number)}
    refused = at_desk(lead).post(f"/desk/cases/{case.number}/meeting/", beside)
    assert (refused.status_code, "不在办理中" in text_of(refused)) == (422, True)
    assert not Meeting.objects.exists()


def test_a_meeting_is_called_off_with_its_reason(city: City, case: Case, lead: Officer) -> None:
    meeting = call(city, case, lead, "planning")
    page = f"/desk/meetings/{meeting.number}/"
    assert at_desk(lead).post(f"{page}cancellation/", {"reason": ""}).status_code == 422
    assert at_desk(lead).post(f"{page}cancellation/", {"reason": "并入专题会"}).status_code == 302
    assert at_desk(lead).post(f"{page}cancellation/", {"reason": "再"}).status_code == 422
    event = Event.objects.get(chain=case.chain, code="meeting.cancelled")
    assert json.loads(event.data)["reason"] == "并入专题会"
    meeting.refresh_from_db()
    assert "STATUS:CANCELLED" in calendar_of(meeting, host="x")


def test_a_calendar_entry_keeps_lines_short_and_texts_whole(
    city: City, case: Case, lead: Officer
) -> None:
    meeting = call(city, case, lead, "planning")
    meeting.title = "关于，示例;会商\\" * 12
    lines = calendar_of(meeting, host="example").split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    joined = calendar_of(meeting, host="example").replace("\r\n ", "")
    assert "关于，示例\\;会商\\\\" in joined
    assert f"UID:{meeting.number}@example" in joined
    assert meeting.begins_at > now()
