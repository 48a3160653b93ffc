"""Nobody fills the disk with a request: what is too large is refused unread."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client

from onewindow.accounts.models import User
from tests.cast import signed_in

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
TWO_AND_A_HALF_MB = 5 * 512 * 1024


@pytest.fixture
def _nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_request: WSGIRequest) -> None:
        raise AssertionError("the body was read")

    monkeypatch.setattr(WSGIRequest, "_load_post_and_files", read)


def upload(browser: Client, *, claimed: int = 0) -> int:
    file = SimpleUploadedFile("plan.pdf", b"x" * TWO_AND_A_HALF_MB)
    size = {"Content-Length": str(claimed)} if claimed else {}
    return browser.post(LOGIN, {"file": file}, headers=size).status_code


@pytest.mark.usefixtures("_nothing_is_read")
def test_who_is_not_signed_in_uploads_nothing(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert (upload(client), upload(strict)) == (413, 413)


def test_who_is_signed_in_does(applicant: User) -> None:
    assert upload(signed_in(applicant)) != 413


@pytest.mark.usefixtures("_nothing_is_read")
def test_but_no_more_than_an_application_takes(applicant: User) -> None:
    most = settings.UPLOAD_FILE_BYTES * settings.UPLOAD_FILES
    assert upload(signed_in(applicant), claimed=2 * most) == 413
