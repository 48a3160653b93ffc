"""The result reaches the applicant: online at once, at a window, or by post, with its proof."""

from datetime import date, timedelta

import pytest

from onewindow.cases import actions
from onewindow.cases.actions import Recipient
from onewindow.cases.letters import content_of
from onewindow.cases.models import Case, Delivery, Letter
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer
from tests.cases.building import MONDAY, City, build_city, make_reviewed, step

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
AGENT = Recipient("示例·白露", "agent")


@pytest.fixture
def city() -> City:
    return build_city()


def send(city: City, case: Case, *, tracking: str = "SF0001", sent_on: date | None = None) -> None:
    actions.send_off(
        case, carrier="示例快递", tracking=tracking, sent_on=sent_on or TUESDAY.date(),
        by=clerk(city), at=TUESDAY,
    )  # fmt: skip


def clerk(city: City) -> Officer:
    return city.officer("hall", "counter_clerk")


def made(city: City, method: str, *, is_granted: bool = True) -> Case:
    case = make_reviewed(city)
    Case.objects.filter(pk=case.pk).update(delivery_method=method)
    actions.decide(
        step(case, "decide"), by=city.officer("lead", "decider"), is_granted=is_granted,
        reason="" if is_granted else "面积不足。", at=MONDAY,
    )  # fmt: skip
    actions.make_letter(Letter.objects.decisions().get(case=case).pk, at=MONDAY)
    case.refresh_from_db()
    return case


def codes(case: Case) -> list[str]:
    return list(
        Event.objects.filter(chain=case.chain).order_by("seq").values_list("code", flat=True)
    )


def test_online_the_result_arrives_when_it_is_made(city: City) -> None:
    case = made(city, "online")
    assert case.status == "finished"
    assert case.delivery.received_at == MONDAY
    told = codes(case)
    assert told.index("case.result_made") < told.index("case.finished") == len(told) - 1


@pytest.mark.parametrize("is_granted", [True, False])
def test_at_a_window_somebody_signs_for_it(city: City, *, is_granted: bool) -> None:
    case = made(city, "window", is_granted=is_granted)
    assert case.status == "made"
    assert not Delivery.objects.filter(case=case).exists()
    delivery = actions.hand_over(case, AGENT, by=clerk(city), at=TUESDAY)
    case.refresh_from_db()
    assert (case.status, case.ended_at, delivery.recipient) == ("finished", TUESDAY, "示例·白露")
    assert case.steps.get(code="deliver").outcome == "delivered"
    proof = str(content_of(Letter.objects.get(case=case, kind="delivery_receipt")).content())
    for said in ("窗口领取", "示例·白露", "受委托代办人", Letter.objects.decisions().get().number):
        assert said in proof
    with pytest.raises(NotAllowedNow):
        actions.hand_over(case, AGENT, by=clerk(city), at=TUESDAY)
    assert Letter.objects.filter(case=case, kind="delivery_receipt").count() == 1


def test_by_post_it_is_sent_and_then_received(city: City) -> None:
    case = made(city, "post")
    with pytest.raises(NotAllowedNow, match="还没有寄出"):
        actions.confirm_receipt(case, AGENT, by=clerk(city), at=TUESDAY)
    send(city, case)
    case.refresh_from_db()
    assert case.status == "made"
    with pytest.raises(NotAllowedNow, match="已经寄出"):
        send(city, case)
    with pytest.raises(NotAllowedNow, match="登记签收"):
        actions.hand_over(case, AGENT, by=clerk(city), at=TUESDAY)
    arrived = TUESDAY + timedelta(days=2)
    actions.confirm_receipt(case, Recipient("示例·乔木", "self"), by=clerk(city), at=arrived)
    case.refresh_from_db()
    assert case.status == "finished"
    told = [code for code in codes(case) if code.startswith(("case.result", "case.delivered"))]
    assert told == ["case.result_made", "case.result_sent", "case.delivered"]
    proof = str(content_of(Letter.objects.get(case=case, kind="delivery_receipt")).content())
    assert "SF0001" in proof
    assert "邮寄送达" in proof


def test_what_is_posted_has_a_number_and_a_day(city: City) -> None:
    case = made(city, "post")
    with pytest.raises(DomainError, match="邮件号码"):
        send(city, case, tracking=" ")
    with pytest.raises(DomainError, match="不能晚于今天"):
        send(city, case, sent_on=TUESDAY.date() + timedelta(days=1))


@pytest.mark.parametrize("to", [Recipient(" ", "self"), Recipient("示例·乔木", "neighbour")])
def test_who_takes_it_is_named_with_his_relation(city: City, to: Recipient) -> None:
    with pytest.raises(DomainError, match="谁收件"):
        actions.hand_over(made(city, "window"), to, by=clerk(city), at=TUESDAY)


def test_the_archive_keeps_how_a_case_really_ended(city: City) -> None:
    seen = made(city, "window")
    actions.hand_over(seen, AGENT, by=clerk(city), at=TUESDAY)
    # The page that sends it away may have been opened before.
    assert seen.status == "made"
    actions.archive(seen, by=clerk(city), at=TUESDAY)
    assert Case.objects.get(pk=seen.pk).archived_from == "finished"
