"""The receipt: number, time and the digest of every file; for the applicant alone."""

import pytest
from django.test import Client

from onewindow.documents.models import Document
from tests import cast
from tests.cases.building import MONDAY, City, make_draft, make_submitted
from tests.portal.building import text_of

pytestmark = pytest.mark.django_db


def test_a_receipt_names_every_file_by_its_digest(mine: Client, city: City) -> None:
    case = make_submitted(city)
    page = text_of(mine.get(f"/applications/{case.number}/receipt/"))
    for said in (str(case.number), "2026年3月2日 10:00", "申请表.pdf", "0" * 64, "不表示已经受理"):
        assert said in page
    assert "收件凭证" in text_of(mine.get(f"/applications/{case.number}/"))


def test_it_names_what_was_handed_in_and_nothing_that_came_to_light_elsewhere(
    mine: Client, city: City
) -> None:
    case = make_submitted(city)
    Document.objects.create(
        sha256="f" * 64, name="别的.pdf", size=1, media_type="application/pdf", uploaded_by="x",
        created_at=MONDAY,
    )  # fmt: skip
    page = text_of(mine.get(f"/applications/{case.number}/receipt/"))
    assert "f" * 64 not in page


def test_nobody_else_gets_a_receipt_and_no_draft_has_one(mine: Client, city: City) -> None:
    case, draft = make_submitted(city), make_draft(city)
    stranger = cast.signed_in(cast.make_person("stranger"))
    assert stranger.get(f"/applications/{case.number}/receipt/").status_code == 404
    assert mine.get(f"/applications/{draft.number}/receipt/").status_code == 404
