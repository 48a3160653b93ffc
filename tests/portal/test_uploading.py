"""Uploading materials: the good files stay, a bad one is refused beside its material."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onewindow.cases.models import Case
from onewindow.catalogue.models import ItemVersion
from onewindow.documents.models import Document
from tests.cases.building import City
from tests.portal.building import (
    a_pdf,
    a_picture,
    fill_in,
    html_of,
    make_draft_of,
    text_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(city: City, version: ItemVersion) -> Case:
    return make_draft_of(version, city.applicant)


def path(draft: Case, page: str = "materials/") -> str:
    return f"/drafts/{draft.uid}/{page}"


def names(draft: Case) -> list[str]:
    return list(draft.submissions.order_by("pk").values_list("document__name", flat=True))


def test_materials_say_what_they_take(mine: Client, draft: Case) -> None:
    page = text_of(mine.get(path(draft)))
    for words in (
        "需提交",
        "可容缺",
        "申请表的要求。",
        "照片或扫描图",
        "每个不超过 20 MB",
        "可以选多个",
    ):
        assert words in page, words
    assert 'accept=".jpg' in html_of(mine.get(path(draft)))


def test_several_files_go_up_at_once_and_are_listed(mine: Client, draft: Case) -> None:
    files = [a_pdf("甲.pdf", mark=b"1"), a_pdf("乙.pdf", mark=b"2"), a_picture("丙.png")]
    answer = mine.post(path(draft), {"material": "form", "files": files})
    assert answer["Location"] == path(draft, "materials/#material-form")
    assert names(draft) == ["甲.pdf", "乙.pdf", "丙.png"]
    page = text_of(mine.get(path(draft)))
    assert "已上传 3 个文件。" in page
    assert "已传 3 个" in page


def test_a_bad_file_costs_nothing_but_itself(mine: Client, draft: Case) -> None:
    bad = SimpleUploadedFile("网页.pdf", b"<html><script>x</script></html>")
    answer = mine.post(path(draft), {"material": "form", "files": [a_pdf(), bad, a_picture()]})
    assert answer.status_code == 422
    html, page = html_of(answer), text_of(answer)
    assert "“网页.pdf”含有网页或脚本内容" in page
    assert 'id="id_form_files_error"' in html
    assert names(draft) == ["申请表.pdf", "效果图.png"]
    assert "申请表.pdf" in page


@pytest.mark.parametrize(
    ("material", "file", "message"),
    [
        ("plan", a_pdf("图.pdf"), "不符合这项材料的要求"),
        ("form", SimpleUploadedFile("空.pdf", b""), "空文件"),
        ("form", None, "请选择要上传的文件"),
    ],
)
def test_refusals_say_why(
    mine: Client, draft: Case, material: str, file: SimpleUploadedFile | None, message: str
) -> None:
    data = {"material": material} | ({"files": file} if file else {})
    answer = mine.post(path(draft), data)
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert not Document.objects.exists()


def test_a_file_that_is_too_large_or_one_too_many(
    mine: Client, draft: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "UPLOAD_FILES", 1)
    files = [a_pdf(f"{name}.pdf", mark=name.encode()) for name in "甲乙丙"]
    answer = mine.post(path(draft), {"material": "form", "files": files})
    # Once in the summary, once at the field, however many are too many.
    assert text_of(answer).count("最多上传 1 个文件") == 2
    assert names(draft) == ["甲.pdf"]
    monkeypatch.setattr(settings, "UPLOAD_FILES", 30)
    monkeypatch.setattr(settings, "UPLOAD_FILE_BYTES", 40)
    answer = mine.post(path(draft), {"material": "plan", "files": a_picture()})
    assert answer.status_code == 422
    assert names(draft) == ["甲.pdf"]


def test_the_same_file_again_is_there_once(mine: Client, draft: Case) -> None:
    for _time in range(2):
        mine.post(path(draft), {"material": "form", "files": a_pdf()})
    assert names(draft) == ["申请表.pdf"]


def test_files_are_sent_back_and_removed(mine: Client, draft: Case) -> None:
    mine.post(path(draft), {"material": "form", "files": a_pdf()})
    file = draft.submissions.get()
    sent = mine.get(path(draft, f"files/{file.pk}/"))
    assert sent.getvalue().startswith(b"%PDF")
    assert sent["Content-Type"] == "application/pdf"
    assert sent["X-Content-Type-Options"] == "nosniff"
    answer = mine.post(path(draft, f"files/{file.pk}/removal/"))
    assert answer["Location"] == path(draft, "materials/#material-form")
    assert names(draft) == []


def test_a_material_that_this_case_does_not_need_is_a_404(mine: Client, draft: Case) -> None:
    draft.answers = {"facility": "large", "by_agent": False}
    draft.save(update_fields=["answers"])
    for code in ("mandate", "nothing", ""):
        answer = mine.post(path(draft), {"material": code, "files": a_pdf()})
        assert answer.status_code == 404, code


def test_nothing_is_taken_after_submission(mine: Client, draft: Case) -> None:
    fill_in(draft, mine)
    mine.post(path(draft, "submission/"))
    file = draft.submissions.earliest("pk")
    before = names(draft)
    assert mine.post(path(draft, f"files/{file.pk}/removal/")).status_code == 422
    answer = mine.post(path(draft), {"material": "form", "files": a_picture("晚.png")})
    assert answer["Location"].startswith("/applications/")
    assert names(draft) == before
