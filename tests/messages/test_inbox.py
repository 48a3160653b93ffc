"""The inbox on the page: what is new, what it leads to, and where else it goes."""

import pytest
from django.test import Client
from django.utils.timezone import now

from onewindow.accounts.models import User
from onewindow.cases.notices import tell_of_work
from onewindow.messages.actions import choose_channels
from onewindow.messages.models import LeftOver, Notice, Sending, SendingStatus
from onewindow.orgs.models import Officer
from tests import cast
from tests.cases.building import MONDAY, City, build_city, make_submitted
from tests.messages.test_sending import notify
from tests.portal.building import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(applicant: User) -> Client:
    return cast.signed_in(applicant)


def test_what_is_new_is_counted_until_it_is_opened(mine: Client, applicant: User) -> None:
    notice = notify(applicant)
    Notice.objects.update(address="/applications/")
    page = text_of(mine.get("/messages/"))
    assert "已受理 SL1" in page
    assert "未读" in page
    assert "消息 1条未读" in page
    assert mine.post(f"/messages/{notice.pk}/").headers["Location"] == "/applications/"
    assert "未读" not in text_of(mine.get("/messages/"))


def test_all_are_read_at_once_and_nobody_elses(mine: Client, applicant: User) -> None:
    other = notify(cast.make_person("stranger"))
    for key in ("1", "2"):
        notify(applicant, key)
    assert "全部标为已读（2）" in text_of(mine.get("/messages/"))
    mine.post("/messages/read/")
    assert applicant.notices.unread().count() == 0
    other.refresh_from_db()
    assert other.read_at is None


def test_who_reads_english_is_told_in_english(applicant: User) -> None:
    notify(applicant)
    assert "Accepted: SL1" in text_of(
        cast.signed_in(applicant, accept_language="en").get("/messages/")
    )


def test_a_channel_needs_an_address(mine: Client, applicant: User) -> None:
    refused = mine.post("/messages/contact/", {"channels": ["mail", "wechat"], "language": "en"})
    assert refused.status_code == 422
    assert "要收邮件，请填写电子邮箱。" in text_of(refused)
    assert "您还没有关注并绑定本市的微信公众号。" in text_of(refused)
    chosen = {"channels": ["mail", "sms"], "mail": "a@example.org", "language": "en"}
    assert mine.post("/messages/contact/", chosen).status_code == 302
    applicant.refresh_from_db()
    assert applicant.contact.channels == ["mail", "sms"]
    assert 'value="a@example.org"' in mine.get("/messages/contact/").content.decode()


def test_officers_are_told_once_a_working_day_what_waits() -> None:
    city: City = build_city()
    make_submitted(city)
    make_submitted(city)
    for _again in range(2):
        assert tell_of_work(MONDAY) == 2
    clerk = city.officer("hall", "counter_clerk")
    (notice,) = Notice.objects.filter(user=clerk.user)
    assert notice.texts["zh-hans"]["title"] == "今天的待办：2 件"
    assert "其中 2 件在下一个工作日前到期" in notice.texts["zh-hans"]["text"]
    assert tell_of_work(MONDAY.replace(day=7)) == 0, "a Saturday"
    assert "今天的待办" in text_of(cast.signed_in(clerk).get("/desk/messages/"))


def test_the_administrator_sends_again_what_was_given_up(
    administrator: Officer, applicant: User
) -> None:
    desk = cast.signed_in(administrator)
    assert "都发出去了" in text_of(desk.get("/desk/outbox/"))
    choose_channels(
        applicant, mail="a@example.org", wechat="", channels=["mail"], language="en", at=now()
    )
    notify(applicant)
    LeftOver.objects.create(event_id=7, tries=10, problem="没有这件申请")
    Sending.objects.update(status=SendingStatus.DEAD, problem="550 no such user", tries=8)
    page = text_of(desk.get("/desk/outbox/"))
    assert "550 no such user" in page
    assert "试了 8 次" in page
    assert "第 7 号事件" in page
    sending = Sending.objects.get()
    assert desk.post(f"/desk/outbox/{sending.pk}/retry/").status_code == 302
    assert Sending.objects.get().status == SendingStatus.WAITING
    assert desk.post(f"/desk/outbox/{sending.pk}/retry/").status_code == 404
    assert Sending.objects.get().next_at > MONDAY
