"""A request that comes again with its key is answered again and does nothing again."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from onewindow.accounts.keeping import drop_old_answers
from onewindow.accounts.models import KeptAnswer
from onewindow.cases.models import Case, Submission
from onewindow.catalogue.models import GuideQuestion
from onewindow.design import once
from tests import cast
from tests.cases.building import City, build_city, make_draft
from tests.documents.samples import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return build_city()


@pytest.fixture
def mine(city: City) -> Client:
    return cast.signed_in(city.applicant)


def start_path(city: City) -> str:
    return f"/guides/{city.version.item.slug}/application/"


def form(**more: str) -> dict[str, str]:
    return {"identity": "self", once.FIELD: uuid4().hex} | more


def drafts(city: City) -> int:
    return Case.objects.filter(applicant=city.applicant).count()


def test_the_same_again_gives_the_same_answer_and_nothing_more(city: City, mine: Client) -> None:
    sent = form()
    first = mine.post(start_path(city), sent)
    second = mine.post(start_path(city), sent)
    assert (first.status_code, drafts(city)) == (302, 1)
    assert (second.status_code, second.headers["Location"]) == (302, first.headers["Location"])
    assert second.headers[once.REPLAYED] == "true"
    assert once.REPLAYED not in mine.post(start_path(city), form()).headers


def test_what_the_answer_said_is_said_again(city: City, mine: Client) -> None:
    sent = {once.FIELD: uuid4().hex}
    path = f"/drafts/{make_draft(city).uid}/"
    for _time in range(2):
        answer = mine.post(path, sent, follow=True)
        assert "草稿已删除" in answer.content.decode()
        assert "草稿已删除" not in mine.get("/applications/").content.decode()


def test_something_else_under_a_used_key_is_refused_and_may_be_sent_as_new(
    city: City, mine: Client
) -> None:
    sent = form()
    mine.post(start_path(city), sent)
    refused = mine.post(start_path(city), sent | {"note": "别的"})
    page = refused.content.decode()
    assert (refused.status_code, drafts(city)) == (422, 1)
    assert "这一页已经提交过了" in page
    assert sent[once.FIELD] not in page
    assert '<input type="hidden" name="note" value="别的">' in page
    elsewhere = mine.post(f"/drafts/{make_draft(city).uid}/", sent)
    assert (elsewhere.status_code, drafts(city)) == (422, 2)


def test_a_key_is_one_persons_alone(city: City, mine: Client) -> None:
    sent = form()
    mine.post(start_path(city), sent)
    other = cast.make_person("other.person")
    answer = cast.signed_in(other).post(start_path(city), sent)
    assert (answer.status_code, drafts(city)) == (302, 1)
    assert Case.objects.filter(applicant=other).count() == 1


def test_a_refused_request_holds_no_key(city: City, mine: Client) -> None:
    sent = form(identity="nobody")
    assert mine.post(start_path(city), sent).status_code == 422
    assert mine.post(start_path(city), sent | {"identity": "self"}).status_code == 302
    assert drafts(city) == 1


def test_a_program_sends_the_key_as_a_header(city: City, mine: Client) -> None:
    key = {once.HEADER: uuid4().hex}
    for _time in range(2):
        mine.post(start_path(city), form(), headers=key)
    assert drafts(city) == 1
    assert mine.post(start_path(city), form(), headers={once.HEADER: "短"}).status_code == 400


def test_htmx_sends_one_form_many_times(city: City, mine: Client) -> None:
    sent = form()
    for note in ("一", "二"):
        answer = mine.post(start_path(city), sent | {"note": note}, headers={"HX-Request": "true"})
        assert (answer.status_code, once.REPLAYED in answer.headers) == (302, False)
    assert KeptAnswer.objects.count() == 0


def test_who_is_not_signed_in_is_known_by_his_browser(city: City) -> None:
    path = f"/guides/{city.version.item.slug}/question/"
    sent = {"text": "要预约吗？", once.FIELD: uuid4().hex}
    asked = []
    for _browser in range(2):
        browser = Client()
        browser.get(path)
        asked.append([browser.post(path, sent).headers["Location"] for _time in range(2)])
    assert GuideQuestion.objects.count() == 2
    assert [len(set(pair)) for pair in asked] == [1, 1]


@pytest.mark.parametrize("other", [b"% other", b""])
def test_another_file_is_another_request(city: City, mine: Client, other: bytes) -> None:
    draft = make_draft(city)
    before = Submission.objects.count()
    key, path = uuid4().hex, f"/drafts/{draft.uid}/materials/"

    def send(content: bytes) -> int:
        file = SimpleUploadedFile("表.pdf", content)
        sent = {"material": "m1", "files": file, once.FIELD: key}
        return mine.post(path, sent).status_code

    assert [send(pdf()), send(pdf()), send(pdf(other) if other else b"x")] == [302, 302, 422]
    assert Submission.objects.count() == before + 1


def test_answers_are_forgotten_after_thirty_days(city: City, mine: Client) -> None:
    mine.post(start_path(city), form())
    assert drop_old_answers(at=now() + timedelta(days=29)) == 0
    assert drop_old_answers(at=now() + timedelta(days=30, minutes=1)) == 1


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_at_once_waits_for_the_answer_of_the_first(city: City) -> None:
    sent, started = form(), threading.Barrier(6)

    def send(_number: int) -> str:
        browser = cast.signed_in(city.applicant)
        started.wait()
        try:
            return browser.post(start_path(city), sent).headers["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        led_to = set(pool.map(send, range(6)))
    assert (len(led_to), drafts(city)) == (1, 1)
