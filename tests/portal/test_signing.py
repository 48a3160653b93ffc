"""Who sees an applicant's pages: himself; for everybody else they do not exist."""

import pytest
from django.test import Client

from onewindow.accounts.models import User
from onewindow.catalogue.models import ItemVersion
from tests import cast
from tests.cases.building import City, make_submitted
from tests.portal.building import fill_in, make_draft_of

pytestmark = pytest.mark.django_db

GETS = [
    "/applications/", "/guides/{slug}/application/", "/drafts/{uid}/", "/drafts/{uid}/answers/",
    "/drafts/{uid}/fields/", "/drafts/{uid}/materials/", "/drafts/{uid}/files/{file}/",
    "/drafts/{uid}/check/", "/applications/{number}/", "/applications/{number}/withdrawal/",
    "/applications/{number}/letter/", "/applications/{number}/files/{sent}/",
]  # fmt: skip
POSTS = [
    "/drafts/{uid}/", "/drafts/{uid}/answers/", "/drafts/{uid}/fields/", "/drafts/{uid}/materials/",
    "/drafts/{uid}/files/{file}/removal/", "/drafts/{uid}/submission/",
    "/applications/{number}/withdrawal/",
]  # fmt: skip
OPEN_TO_ALL = {"/applications/", "/guides/{slug}/application/"}


@pytest.fixture
def places(city: City, version: ItemVersion, mine: Client) -> dict[str, object]:
    draft = make_draft_of(version, city.applicant)
    fill_in(draft, mine)
    case = make_submitted(city)
    return {
        "slug": version.item.slug, "uid": draft.uid, "file": draft.submissions.earliest("pk").pk,
        "number": case.number, "sent": case.submissions.get().pk,
    }  # fmt: skip


def test_anonymous_visitors_sign_in_and_come_back(
    client: Client, places: dict[str, object]
) -> None:
    for pattern in GETS:
        path = pattern.format(**places)
        assert client.get(path)["Location"] == f"/accounts/login/?next={path}"
    for pattern in POSTS:
        answer = client.post(pattern.format(**places))
        assert answer["Location"] == "/accounts/login/?next=/signed-in/", pattern


def test_a_stranger_cannot_tell_that_anything_exists(
    stranger: User, places: dict[str, object]
) -> None:
    browser = cast.signed_in(stranger)
    for pattern in GETS:
        expected = 200 if pattern in OPEN_TO_ALL else 404
        assert browser.get(pattern.format(**places)).status_code == expected, pattern
    for pattern in POSTS:
        assert browser.post(pattern.format(**places)).status_code == 404, pattern


def test_an_official_has_no_applications(city: City, places: dict[str, object]) -> None:
    browser = cast.signed_in(city.officer("lead", "decider"))
    for pattern in GETS:
        assert browser.get(pattern.format(**places)).status_code == 404, pattern
    for pattern in POSTS:
        assert browser.post(pattern.format(**places)).status_code == 404, pattern


def test_signing_in_leads_everybody_to_his_place(client: Client, city: City, mine: Client) -> None:
    official = cast.signed_in(city.officer("lead", "decider"))
    assert client.get("/signed-in/")["Location"] == "/accounts/login/?next=/signed-in/"
    assert mine.get("/signed-in/")["Location"] == "/applications/"
    assert official.get("/signed-in/")["Location"] == "/desk/"


@pytest.mark.long
def test_a_shared_browser_keeps_no_page_of_an_applicant(
    mine: Client, places: dict[str, object]
) -> None:
    for pattern in GETS:
        if "files" in pattern or "letter" in pattern:
            continue  # Files say so themselves, see tests/documents.
        answer = mine.get(pattern.format(**places))
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"], pattern


def test_the_part_that_refreshes_is_not_taken_for_the_page(
    mine: Client, places: dict[str, object]
) -> None:
    answer = mine.get("/applications/{number}/".format(**places))
    assert "HX-Request" in answer["Vary"]


def test_posting_pages_do_not_answer_to_get(mine: Client, places: dict[str, object]) -> None:
    for pattern in ("/drafts/{uid}/submission/", "/drafts/{uid}/files/{file}/removal/"):
        assert mine.get(pattern.format(**places)).status_code == 405


@pytest.fixture
def stranger(db: None) -> User:
    return cast.make_person("stranger", name="示例·路人")
