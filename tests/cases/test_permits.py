"""What was granted: recorded, changed, renewed, run out, revoked, retracted, cancelled."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onewindow.cases import actions
from onewindow.cases.actions import Ending
from onewindow.cases.letters import content_of
from onewindow.cases.models import Case, CaseKind, Grant, GrantEnding, GrantStatus, Letter
from onewindow.cases.validity import TooLateToRenew
from onewindow.documents.models import Document
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer
from tests.cases.building import MONDAY, REVIEWS, City, build_city, make_reviewed, step

pytestmark = pytest.mark.django_db
# One year from 2 March 2026.
LAST = date(2027, 3, 1)
IN_TIME = datetime(2027, 1, 28, 10, 0, tzinfo=MONDAY.tzinfo)


@pytest.fixture
def city() -> City:
    return build_city(validity="1年")


def decider(city: City) -> Officer:
    return city.officer("lead", "decider")


def decide(city: City, case: Case, at: datetime, *, is_granted: bool = True) -> Grant | None:
    reason = "" if is_granted else "条件不符。"
    actions.decide(
        step(case, "decide"), by=decider(city), is_granted=is_granted, reason=reason, at=at
    )
    actions.make_letter(Letter.objects.decisions().get(case=case).pk, at=at)
    case.refresh_from_db()
    return Grant.objects.filter(case=case).first()


def granted(city: City) -> Grant:
    grant = decide(city, make_reviewed(city), MONDAY)
    assert grant is not None
    return grant


def handed_in(city: City, grant: Grant, kind: CaseKind, at: datetime) -> Case:
    case = actions.start_follow_up(grant, kind, by=city.applicant, at=at)
    document = Document.objects.create(
        sha256="1" * 64, name="新申请表.pdf", size=1, media_type="application/pdf",
        uploaded_by=city.applicant.actor.code, created_at=at,
    )  # fmt: skip
    actions.attach_file(case, city.version.materials.get(), document, at=at)
    return actions.submit(case, at=at)


def reviewed(city: City, case: Case, at: datetime) -> Case:
    actions.accept(step(case, "accept"), by=city.officer("hall", "counter_clerk"), at=at)
    for name in REVIEWS:
        actions.complete_review(
            step(case, name), by=city.officer(name, "reviewer"), outcome="agreed", opinion="", at=at
        )
    case.refresh_from_db()
    return case


def codes(case: Case) -> set[str]:
    return set(Event.objects.filter(chain=case.chain).values_list("code", flat=True))


def test_a_grant_is_recorded_with_its_days(city: City) -> None:
    grant = granted(city)
    assert (grant.valid_from, grant.valid_to, grant.status) == (MONDAY.date(), LAST, "valid")
    assert grant.number == grant.letter.number
    assert "2026年3月2日至2027年3月1日" in str(content_of(grant.letter).content())
    assert "grant.recorded" in codes(grant.case)


def test_a_refusal_is_no_permit(city: City) -> None:
    assert decide(city, make_reviewed(city), MONDAY, is_granted=False) is None


def test_a_change_follows_and_keeps_the_last_day(city: City) -> None:
    before = granted(city)
    at = MONDAY + timedelta(days=60)
    case = reviewed(city, handed_in(city, before, CaseKind.CHANGE, at), at)
    assert case.fields == before.case.fields
    after = decide(city, case, at)
    assert after is not None
    before.refresh_from_db()
    assert (before.status, after.previous, after.valid_to) == ("changed", before, LAST)
    assert after.letter.kind == "change_grant"
    text = str(content_of(after.letter).content())
    assert before.number in text
    assert "第四十九条" in text


@pytest.mark.long
def test_a_refused_change_leaves_the_permit_as_it_is(city: City) -> None:
    before = granted(city)
    at = MONDAY + timedelta(days=60)
    case = reviewed(city, handed_in(city, before, CaseKind.CHANGE, at), at)
    assert decide(city, case, at, is_granted=False) is None
    before.refresh_from_db()
    assert before.status == "valid"
    letter = Letter.objects.decisions().get(case=case)
    assert letter.kind == "change_refusal"
    assert "行政复议" in str(content_of(letter).content())


def test_a_renewal_begins_where_the_permit_ends(city: City) -> None:
    before = granted(city)
    case = reviewed(city, handed_in(city, before, CaseKind.RENEWAL, IN_TIME), IN_TIME)
    after = decide(city, case, IN_TIME)
    assert after is not None
    before.refresh_from_db()
    assert before.status == "renewed"
    assert (after.valid_from, after.valid_to) == (date(2027, 3, 2), date(2028, 3, 1))


@pytest.mark.parametrize(
    ("day", "is_late"), [(date(2027, 1, 30), False), (date(2027, 1, 31), True)]
)
def test_a_renewal_comes_thirty_days_before_the_end(
    city: City, day: date, *, is_late: bool
) -> None:
    grant = granted(city)
    at = datetime(day.year, day.month, day.day, 23, 0, tzinfo=MONDAY.tzinfo)
    if is_late:
        with pytest.raises(TooLateToRenew, match="2027-01-30"):
            actions.start_follow_up(grant, CaseKind.RENEWAL, by=city.applicant, at=at)
    else:
        assert actions.start_follow_up(grant, CaseKind.RENEWAL, by=city.applicant, at=at).grant


def test_a_renewal_drafted_in_time_and_handed_in_late_is_refused(city: City) -> None:
    case = actions.start_follow_up(granted(city), CaseKind.RENEWAL, by=city.applicant, at=IN_TIME)
    document = Document.objects.create(
        sha256="1" * 64, name="x.pdf", size=1, media_type="application/pdf",
        uploaded_by=city.applicant.actor.code, created_at=IN_TIME,
    )  # fmt: skip
    actions.attach_file(case, city.version.materials.get(), document, at=IN_TIME)
    with pytest.raises(TooLateToRenew):
        actions.submit(case, at=IN_TIME + timedelta(days=5))


def test_one_follow_up_at_a_time(city: City) -> None:
    grant = granted(city)
    actions.start_follow_up(grant, CaseKind.CHANGE, by=city.applicant, at=IN_TIME)
    with pytest.raises(NotAllowedNow, match="已经有一件"):
        actions.start_follow_up(grant, CaseKind.RENEWAL, by=city.applicant, at=IN_TIME)


def test_silence_until_the_end_renews(city: City) -> None:
    before = granted(city)
    case = reviewed(city, handed_in(city, before, CaseKind.RENEWAL, IN_TIME), IN_TIME)
    last_evening = datetime(2027, 3, 1, 23, 59, tzinfo=MONDAY.tzinfo)
    assert actions.sweep_silent_renewals(last_evening) == 0
    after_midnight = last_evening + timedelta(minutes=2)
    with CaptureQueriesContext(connection) as queries:
        assert actions.sweep_silent_renewals(after_midnight) == 1
    # Whoever revokes the permit just now waits, or is waited for.
    locked = [each["sql"] for each in queries if "FOR UPDATE" in each["sql"]]
    assert any('FROM "cases_grant"' in sql for sql in locked)
    assert actions.sweep_silent_renewals(after_midnight) == 0
    assert actions.sweep_expired_grants(after_midnight) == 0
    before.refresh_from_db()
    after = Grant.objects.get(case=case)
    assert (before.status, after.valid_from) == ("renewed", date(2027, 3, 2))
    assert "视为准予延续" in str(content_of(after.letter).content())
    actions.make_letter(after.letter_id, at=after_midnight)
    case.refresh_from_db()
    assert case.status == "finished"
    with pytest.raises(NotAllowedNow):
        decide(city, case, after_midnight)


def test_without_a_renewal_it_runs_out(city: City) -> None:
    grant = granted(city)
    assert actions.sweep_expired_grants(datetime(2027, 3, 1, 20, 0, tzinfo=MONDAY.tzinfo)) == 0
    assert actions.sweep_expired_grants(datetime(2027, 3, 2, 0, 5, tzinfo=MONDAY.tzinfo)) == 1
    grant.refresh_from_db()
    assert grant.status == "expired"
    with pytest.raises(NotAllowedNow, match="已到期"):
        actions.start_follow_up(grant, CaseKind.CHANGE, by=city.applicant, at=IN_TIME)


ENDINGS = {
    GrantStatus.REVOKED: Ending("fraud", "证明系伪造。", statement="告知后没有陈述。"),
    GrantStatus.RETRACTED: Ending("law_changed", "办法废止。", compensation="另行补偿。"),
    GrantStatus.CANCELLED: Ending("terminated", "主体已经注销。"),
}


@pytest.mark.parametrize(("to", "why"), list(ENDINGS.items()))
def test_a_permit_is_ended_with_record_event_and_letter(
    city: City, to: GrantStatus, why: Ending
) -> None:
    grant = granted(city)
    actions.end_grant(grant, to, why, by=decider(city), at=IN_TIME)
    grant.refresh_from_db()
    assert grant.status == to
    assert GrantEnding.objects.get(grant=grant).reason == why.reason
    assert f"grant.{to.value}" in codes(grant.case)
    letter = Letter.objects.get(
        case=grant.case, kind__in=["revocation", "retraction", "cancellation"]
    )
    text = str(content_of(letter).content())
    assert why.reason in text
    assert "行政复议" in text
    with pytest.raises(NotAllowedNow):
        actions.end_grant(grant, to, why, by=decider(city), at=IN_TIME)


UNFOUNDED = [
    (GrantStatus.REVOKED, Ending("fraud", "伪造。"), "陈述和申辩"),
    (GrantStatus.REVOKED, Ending("law_changed", "伪造。", "无"), "法定情形"),
    (GrantStatus.CANCELLED, Ending("terminated", " "), "事实和理由"),
    (GrantStatus.CANCELLED, Ending("expired", "期满。"), "有效，不能按这个理由"),
    (GrantStatus.CANCELLED, Ending("taken_away", "已撤销。"), "有效，不能按这个理由"),
]


def test_what_the_law_asks_for_is_asked_for(city: City) -> None:
    grant = granted(city)
    for to, why, words in UNFOUNDED:
        with pytest.raises(DomainError, match=words):
            actions.end_grant(grant, to, why, by=decider(city), at=IN_TIME)
        grant.refresh_from_db()
        assert grant.status == GrantStatus.VALID
    assert not Letter.objects.filter(case=grant.case, kind="revocation").exists()


def test_a_revoked_permit_is_struck_off_afterwards(city: City) -> None:
    grant = granted(city)
    revoke = ENDINGS[GrantStatus.REVOKED]
    actions.end_grant(grant, GrantStatus.REVOKED, revoke, by=decider(city), at=IN_TIME)
    strike = Ending("taken_away", "已被撤销。")
    actions.end_grant(grant, GrantStatus.CANCELLED, strike, by=decider(city), at=IN_TIME)
    grant.refresh_from_db()
    assert grant.status == "cancelled"
    assert grant.endings.count() == 2
