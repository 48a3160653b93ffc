"""A hearing from the right to it until its record; its clocks, its letters, its refusals."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from onewindow.cases import actions
from onewindow.cases.actions import Minutes, Place
from onewindow.cases.clocks import Duty
from onewindow.cases.letters import content_of
from onewindow.cases.models import Case, Hearing, HearingStage
from onewindow.cases.notices import CODES, tell
from onewindow.cases.recheck import recheck
from onewindow.cases.why import why
from onewindow.documents.letters import render
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.messages.models import Notice
from onewindow.orgs.calendars import override_day
from onewindow.orgs.models import Officer
from tests.cases.building import MONDAY, City, build_city, make_officer, make_reviewed, step

pytestmark = pytest.mark.django_db


def on(day: str, hour: int = 10) -> datetime:
    return datetime.combine(date.fromisoformat(day), MONDAY.timetz()).replace(hour=hour)


@pytest.fixture
def city() -> City:
    return build_city()


@pytest.fixture
def case(city: City) -> Case:
    return make_reviewed(city)


@pytest.fixture
def lead(city: City) -> Officer:
    return city.officer("lead", "decider")


@pytest.fixture
def presider(city: City, case: Case) -> Officer:
    return make_officer(case.department, "legal_officer", f"{city.version.item.slug}-presider")


@pytest.fixture
def told(case: Case, lead: Officer) -> Hearing:
    return actions.tell_hearing_right(case, subject="影响相邻采光", by=lead, at=MONDAY)


@pytest.fixture
def asked(told: Hearing, city: City) -> Hearing:
    return actions.ask_for_hearing(
        told, by=city.applicant.actor, name=city.applicant.name, at=on("2026-03-09")
    )


def call(hearing: Hearing, lead: Officer, presider: Officer, day: str, at: str) -> Hearing:
    place = Place(on(day), "三楼会议室", presider, "示例·记录员", is_announced=True)
    return actions.give_notice(hearing, place, by=lead, at=on(at))


def decide(case: Case, lead: Officer, at: str) -> None:
    actions.decide(step(case, "decide"), by=lead, is_granted=True, reason="", at=on(at))


def test_all_the_way(
    case: Case, asked: Hearing, city: City, lead: Officer, presider: Officer
) -> None:
    assert (asked.request_by, asked.hold_by) == (date(2026, 3, 9), date(2026, 4, 7))
    case.refresh_from_db()
    # Twenty working days from 10 March until 7 April stand still.
    assert case.statutory_due_on == date(2026, 4, 28)
    with pytest.raises(NotAllowedNow, match="听证"):
        decide(case, lead, "2026-03-10")
    hearing = call(asked, lead, presider, "2026-03-24", "2026-03-12")
    minutes = Minutes(
        on("2026-03-24"),
        on("2026-03-24", 12),
        "申请人：示例·申请人",
        "申请人：采光不受影响。\n散会",
    )
    hearing = actions.record_hearing(hearing, minutes, by=lead, at=on("2026-03-24", 15))
    assert hearing.stage == HearingStage.HELD
    case.refresh_from_db()
    # 10 to 24 March stood still: eleven working days.
    assert (case.suspended_at, case.statutory_due_on) == (None, date(2026, 4, 15))
    assert list(recheck()) == []
    late = [each.duty for each in why(case).duties if each.is_late(date(2026, 6, 1))]
    assert late == []
    kinds = set(case.letters.filter(about__gt="").values_list("kind", flat=True))
    assert kinds == {
        "special_time", "hearing_right", "hearing_notice", "hearing_announcement", "hearing_record",
    }  # fmt: skip
    decide(case, lead, "2026-03-25")


def test_its_letters_print(case: Case, city: City, lead: Officer, presider: Officer) -> None:
    actions.tell_party(case, name="示例·邻居", interest="采光", by=lead, at=MONDAY)
    told = actions.tell_hearing_right(case, subject="影响相邻采光", by=lead, at=MONDAY)
    asked = actions.ask_for_hearing(told, by=lead.actor, name="示例·邻居", at=on("2026-03-03"))
    hearing = call(asked, lead, presider, "2026-03-24", "2026-03-12")
    minutes = Minutes(on("2026-03-24"), on("2026-03-24", 12), "主持人：示例·主持", "邻居：不同意。")
    actions.record_hearing(hearing, minutes, by=lead, at=on("2026-03-25"))
    letters = list(
        case.letters.filter(about__gt="").select_related(
            "case__version", "case__department__region"
        )
    )
    assert len(letters) == 8
    assert {letter.data.get("addressee") for letter in letters} == {None, "示例·邻居"}
    for letter in letters:
        content_of(letter)
    assert render(content_of(letters[-1])).startswith(b"%PDF")


def test_who_asks_too_late_or_twice_is_told(told: Hearing, city: City) -> None:
    by = city.applicant.actor
    with pytest.raises(NotAllowedNow, match="第四十七条"):
        actions.ask_for_hearing(told, by=by, name="x", at=on("2026-03-10"))
    actions.ask_for_hearing(told, by=by, name="x", at=on("2026-03-09", 23))
    with pytest.raises(NotAllowedNow):
        actions.ask_for_hearing(told, by=by, name="x", at=on("2026-03-09", 23))


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2026-03-20", "最早是 2026-03-23"),
        ("2026-04-08", "最迟是 2026-04-07"),
    ],
)
def test_a_hearing_is_called_in_time(
    asked: Hearing, lead: Officer, presider: Officer, day: str, message: str
) -> None:
    with pytest.raises(DomainError, match=message):
        call(asked, lead, presider, day, "2026-03-12")


def test_who_reviews_the_case_does_not_preside(asked: Hearing, city: City, lead: Officer) -> None:
    with pytest.raises(DomainError, match="第四十八条"):
        call(asked, lead, city.officer("planning", "reviewer"), "2026-03-24", "2026-03-12")


def test_a_hearing_that_is_put_off_is_called_again(
    asked: Hearing, lead: Officer, presider: Officer
) -> None:
    hearing = call(asked, lead, presider, "2026-03-24", "2026-03-12")
    hearing = call(hearing, lead, presider, "2026-03-27", "2026-03-13")
    assert hearing.notices == 2
    assert hearing.case.letters.filter(kind="hearing_notice").count() == 2
    notice = [each for each in why(hearing.case).duties if each.duty is Duty.HEARING_NOTICE]
    assert notice[0].clock.due.on == date(2026, 3, 18)


def test_nobody_asked(case: Case, told: Hearing, lead: Officer) -> None:
    with pytest.raises(NotAllowedNow, match="五个工作日还没有过"):
        actions.drop_hearing(told, by=lead.actor, at=on("2026-03-09"))
    with pytest.raises(NotAllowedNow, match="不能作出决定"):
        decide(case, lead, "2026-03-09")
    decide(case, lead, "2026-03-10")


def test_a_last_day_that_became_a_day_off_takes_no_hearing_away(
    case: Case, told: Hearing, lead: Officer
) -> None:
    actions.tell_party(case, name="示例·邻居", interest="采光", by=lead, at=MONDAY)
    region = case.department.region_id
    override_day(region, date(2026, 3, 9), is_workday=False, name="暴雪停工")
    with pytest.raises(NotAllowedNow, match="五个工作日还没有过"):
        actions.drop_hearing(told, by=lead.actor, at=on("2026-03-10"))
    with pytest.raises(NotAllowedNow, match="申请听证的期限还没有过"):
        decide(case, lead, "2026-03-10")
    Hearing.objects.filter(pk=told.pk).update(stage=HearingStage.DROPPED)
    with pytest.raises(NotAllowedNow, match="第三十六条"):
        decide(case, lead, "2026-03-10")
    decide(case, lead, "2026-03-11")


def test_a_request_that_is_taken_back_lets_the_clock_run(
    case: Case, asked: Hearing, lead: Officer
) -> None:
    with pytest.raises(NotAllowedNow, match="申请人的权利"):
        actions.drop_hearing(asked, by=lead.actor, at=on("2026-03-11"))
    actions.drop_hearing(asked, waiver="当面提交声明", by=lead.actor, at=on("2026-03-11"))
    duty = next(each for each in why(case).duties if each.duty is Duty.HEARING_HOLD)
    assert duty.is_void
    told_of = {each.code for each in Event.objects.filter(chain=case.chain)} & CODES
    assert {"hearing.told", "hearing.dropped"} <= told_of
    for event in Event.objects.filter(chain=case.chain, code__in=CODES):
        tell(event, on("2026-03-11"))
    kinds = Notice.objects.filter(user=case.applicant).values_list("kind", flat=True)
    assert {"hearing.told", "hearing.dropped"} <= set(kinds)
    case.refresh_from_db()
    assert (case.suspended_at, case.statutory_due_on) == (None, date(2026, 4, 1))
    with pytest.raises(NotAllowedNow):
        actions.drop_hearing(asked, waiver="x", by=lead.actor, at=on("2026-03-12"))
    ordered = actions.order_hearing(case, subject="公共利益", by=lead, at=on("2026-03-12"))
    with pytest.raises(NotAllowedNow, match="第四十六条"):
        actions.drop_hearing(ordered, waiver="x", by=lead.actor, at=on("2026-03-13"))
    with pytest.raises(NotAllowedNow, match="已经有一次听证"):
        actions.order_hearing(case, subject="公共利益", by=lead, at=on("2026-03-12"))


@pytest.mark.parametrize("moment", [lambda: on("2026-03-23"), lambda: on("2026-03-24", 9)])
def test_no_minutes_before_it_was_held(
    asked: Hearing, lead: Officer, presider: Officer, moment: Callable[[], datetime]
) -> None:
    hearing = call(asked, lead, presider, "2026-03-24", "2026-03-12")
    minutes = Minutes(moment(), moment() + timedelta(hours=1), "", "x")
    with pytest.raises(DomainError):
        actions.record_hearing(hearing, minutes, by=lead, at=on("2026-03-24", 9))


def test_an_interested_party_is_heard_before_the_decision(case: Case, lead: Officer) -> None:
    party = actions.tell_party(case, name="示例·邻居", interest="采光", by=lead, at=MONDAY)
    with pytest.raises(NotAllowedNow, match="第三十六条"):
        decide(case, lead, "2026-03-05")
    actions.hear_party(party, statement="不同意。", by=lead, at=on("2026-03-05"))
    with pytest.raises(NotAllowedNow):
        actions.hear_party(party, statement="还有。", by=lead, at=on("2026-03-05"))
    decide(case, lead, "2026-03-05")
