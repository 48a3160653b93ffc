"""The outbox: sent at least once, tried again later and later, dead when it is of no use."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage

from onewindow.accounts.models import User
from onewindow.messages import actions, sending
from onewindow.messages.channels import Channel, Message
from onewindow.messages.channels.file import FileChannel
from onewindow.messages.channels.mail import MailChannel
from onewindow.messages.models import Notice, Sending
from onewindow.messages.texts import SOURCE_LANGUAGE, templates
from tests.cases.building import MONDAY

pytestmark = pytest.mark.django_db
FACTS = {"number": "SL1", "item": "示例事项", "unit": "示例局", "day": "2026-03-12"}


@pytest.fixture(autouse=True)
def _outbox(tmp_path: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "OUTBOX_ROOT", tmp_path / "outbox")
        yield


def choose(
    user: User, *channels: str, address: str = "a@example.org", language: str = "en"
) -> None:
    actions.choose_channels(
        user, mail=address, wechat="open-1", channels=channels, language=language, at=MONDAY
    )


def notify(user: User, key: str = "1") -> Notice:
    actions.enqueue(user, "case.accepted", key=key, facts=FACTS, at=MONDAY)
    return Notice.objects.get(user=user, key=key)


def states() -> list[tuple[str, str, int]]:
    rows = Sending.objects.order_by("channel")
    return [(each.channel, each.status, each.tries) for each in rows]


def lines(channel: str) -> list[dict[str, str]]:
    path = settings.OUTBOX_ROOT / f"{channel}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_key_tells_and_sends_once(applicant: User) -> None:
    choose(applicant, "sms", "wechat")
    notify(applicant)
    notify(applicant)
    assert sending.send_waiting(at=MONDAY) == 2
    assert sending.send_waiting(at=MONDAY + timedelta(days=1)) == 0
    (text,) = lines("sms")
    assert (text["to"], text["title"]) == ("15400000001", "Accepted: SL1")
    assert [each["to"] for each in lines("wechat")] == ["open-1"]
    assert applicant.notices.count() == 1


def test_who_chose_nothing_or_has_no_address_finds_it_in_the_inbox_only(applicant: User) -> None:
    notify(applicant)
    assert states() == []
    choose(applicant, "mail", address="")
    notify(applicant, "2")
    assert sending.send_waiting(at=MONDAY) == 0
    assert states() == [("mail", "skipped", 1)]


class Broken:
    """A channel that takes messages only now and then."""

    def __init__(self, failures: int) -> None:
        self.failures, self.taken = failures, [""][:0]

    def send(self, address: str, message: Message) -> None:
        self.failures -= 1
        if self.failures >= 0:
            raise ConnectionError("no line")
        self.taken.append(message.reference)


def send(channel: Channel, at: datetime) -> int:
    return sending.send_waiting(at=at, by={"mail": channel})


def test_what_fails_is_tried_again_later_and_later_and_then_left(applicant: User) -> None:
    choose(applicant, "mail")
    notify(applicant)
    channel, at = Broken(failures=99), MONDAY
    for wait in sending.WAITS:
        assert send(channel, at) == 0
        assert send(channel, at + wait - timedelta(seconds=1)) == 0
        at += wait
    send(channel, at)
    assert states() == [("mail", "dead", len(sending.WAITS) + 1)]
    assert send(channel, at + timedelta(days=9)) == 0
    dead = Sending.objects.get()
    assert dead.problem == "no line"
    channel.failures = 0
    sending.retry(dead, at=at)
    assert send(channel, at) == 1
    assert states() == [("mail", "sent", 1)]


def test_who_is_killed_after_sending_sends_again_under_the_same_reference(
    applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(applicant, "mail")
    notify(applicant)
    channel = Broken(failures=0)

    class Killed(BaseException):
        pass

    def die(*_args: object, **_more: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_settle", die)
        with pytest.raises(Killed):
            send(channel, MONDAY)
    assert send(channel, MONDAY) == 0, "it is still claimed"
    assert send(channel, MONDAY + sending.CLAIMED) == 1
    assert len(channel.taken) == 2
    assert len(set(channel.taken)) == 1


def test_a_mail_has_its_words_and_one_message_id(applicant: User) -> None:
    choose(applicant, "mail", language=SOURCE_LANGUAGE)
    notify(applicant)
    send(MailChannel("mail"), MONDAY)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["a@example.org"], "已受理 SL1")
    assert "承诺在 2026-03-12 前办结" in str(sent.body)
    assert sent.extra_headers["Message-ID"].startswith(f"<notice-{Sending.objects.get().pk}@")


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (SMTPRecipientsRefused({"a@example.org": (550, b"no such user")}), "dead"),
        (SMTPRecipientsRefused({"a@example.org": (450, b"later")}), "waiting"),
        (SMTPServerDisconnected("gone"), "waiting"),
    ],
)
def test_an_address_that_is_refused_for_good_is_not_tried_again(
    applicant: User, monkeypatch: pytest.MonkeyPatch, error: Exception, state: str
) -> None:
    def refuse(_mail: EmailMessage) -> int:
        raise error

    choose(applicant, "mail")
    notify(applicant)
    monkeypatch.setattr(EmailMessage, "send", refuse)
    send(MailChannel("mail"), MONDAY)
    assert states() == [("mail", state, 1)]


def test_addresses_are_sealed(applicant: User) -> None:
    choose(applicant, "mail")
    contact = applicant.contact
    assert contact.mail == "a@example.org"
    assert b"example" not in bytes(contact.mail_cipher)


@pytest.mark.parametrize("kind", templates())
def test_every_notice_has_words_in_both_languages_for_the_facts_there_are(kind: str) -> None:
    hearing = {"until": "2026-03-09", "time": "3月20日 9:00", "place": "示例大厅"}
    facts = FACTS | hearing | {"by": "甲", "count": "1", "due": "0", "overdue": "0"}
    facts |= {"project": "示例楼", "stage": "施工许可", "days": "10", "used": "4"}
    texts = templates()[kind].fill(facts)
    assert set(texts) == {"zh-hans", "en"}
    assert all(each["title"] and each["text"] for each in texts.values())
    assert set(templates()[kind].channels) <= {"mail", "sms", "wechat"}


def test_a_file_grows_line_by_line(tmp_path: Path) -> None:
    for reference in ("a", "b"):
        FileChannel("sms").send("1", Message(reference, "题", "文"))
    assert [line["reference"] for line in lines("sms")] == ["a", "b"]
