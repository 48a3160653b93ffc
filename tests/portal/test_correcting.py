"""An applicant puts right what the notice asked for, on one page, once."""

import pgtrigger
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from onewindow.cases import actions
from onewindow.cases.actions import Wanted
from onewindow.catalogue.models import FormField
from tests.cases.building import build_city, make_submitted, step
from tests.cast import signed_in
from tests.documents.samples import pdf
from tests.portal.building import html_of, text_of

pytestmark = pytest.mark.django_db


def test_what_was_asked_for_is_handed_in_at_once_and_a_second_try_is_given_back() -> None:
    city = build_city()
    with pgtrigger.ignore():
        shop = FormField.objects.create(
            version=city.version, position=9, code="shop", label="店名", kind="text",
            is_required=False,
        )  # fmt: skip
    case = make_submitted(city)
    material = city.version.materials.get()
    notice = actions.ask_correction(
        step(case, "accept"), by=city.officer("hall", "counter_clerk"), at=case.changed_at,
        items=[Wanted(material, "请盖章"), Wanted(shop, "写全称")], days=10,
    )  # fmt: skip
    mine, url = signed_in(city.applicant), f"/applications/{case.number}/correction/"
    page = text_of(mine.get(url))
    assert "请盖章" in page
    assert "写全称" in page
    name = f"files-{notice.items.get(material=material).pk}"
    files = [SimpleUploadedFile("好.pdf", pdf()), SimpleUploadedFile("坏.pdf", b"not a PDF")]
    assert "坏.pdf" in text_of(mine.post(url, {"shop": "示例商店（总店）", name: files}))
    assert "已收到：好.pdf" in text_of(mine.get(url))
    assert "还没有补正：店名" in text_of(mine.post(url, {"shop": ""}))
    sent = mine.post(url, {"shop": "示例商店（总店）"})
    assert sent.status_code == 302, text_of(sent)
    assert sent["Location"] == f"/applications/{case.number}/"
    case.refresh_from_db()
    assert (case.status, case.fields["shop"]) == ("submitted", "示例商店（总店）")
    late = mine.post(url, {"shop": "又改了一次的店名"})
    assert late.status_code == 422
    assert "现在没有要补正的内容" in text_of(late)
    assert "又改了一次的店名" in html_of(late)
    assert mine.get(url).status_code == 200
