"""The printed guide and the one-time notice over HTTP."""

import io
import re
from threading import BoundedSemaphore

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.storing import definition_at_once, definition_of
from onewindow.documents.actions import receive
from onewindow.events import SYSTEM
from onewindow.portal.guides.papers import views
from tests.cases.building import MONDAY, City
from tests.documents.samples import pdf
from tests.portal.building import INTERNAL, html_of, make_guide

pytestmark = pytest.mark.django_db
MONGOLIAN = "ᠵᠢᠱᠢᠶ\u180eᠡ\u202fᠶᠢᠨ ᠵᠥᠪᠰᠢᠶᠡᠷᠡᠯ"
TEXTS = [
    ("en", "name", "Shop sign permit"),
    ("en", "materials.form.name", "Application form"),
    ("mn", "name", MONGOLIAN),
]


def words_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return re.sub(r"[\s\u180e]", "", "".join(page.extract_text() for page in pages))


@pytest.mark.parametrize("query", ["", "?facility=large&by_agent=yes", "?facility=banner"])
def test_the_printed_guide_says_what_the_page_says(
    client: Client, guide_path: str, query: str
) -> None:
    text = words_of(client, f"{guide_path}guide.pdf{query}")
    for words in (
        "户外招牌设置审批", "今天（", "办结", "承诺8个工作日，法定20个工作日", "0次，全程网办",
        "申请表", "窗口核对原件", "可容缺后补", "不遮挡信号灯。", "每日2元", "《广告法》第四十一条",
        "换画面要办吗？", "0900-0000042", "批准书", "第1版", "步同时进行",
    ):  # fmt: skip
        assert words in text, words
    assert [each for each in INTERNAL if each in text] == []
    assert ("横幅" in text) is ("banner" in query)


@pytest.mark.parametrize(
    ("query", "mandate", "tag"),
    [
        ("", True, "需要的情形：“是否委托他人？”选“是”"),
        ("?by_agent=yes", True, "是否委托他人？是"),
        ("?by_agent=no", False, "是否委托他人？否"),
    ],
)
def test_a_notice_lists_what_this_applicant_needs(
    client: Client, guide_path: str, query: str, mandate: bool, tag: str
) -> None:
    text = words_of(client, f"{guide_path}notice.pdf{query}")
    assert ("授权委托书" in text) is mandate
    assert tag in text
    for words in ("一次性告知单", "已齐", "还缺", "占道费：每日2元", "0900-0000042", "告知人"):
        assert words in text, words
    assert "✓" not in text
    assert "✓" in words_of(client, f"{guide_path}notice.pdf?missing=form")


@pytest.mark.long
def test_a_paper_is_printed_again_only_when_it_says_something_else(
    client: Client, guide_path: str
) -> None:
    path = f"{guide_path}guide.pdf"
    first = client.get(path)
    assert "no-cache" in first["Cache-Control"]
    seen = {"If-None-Match": first["ETag"]}
    again = client.get(path, headers=seen)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    for other in ("guide.pdf?by_agent=no", "guide.pdf?lang=zh-en", "notice.pdf"):
        assert client.get(guide_path + other, headers=seen).status_code == 200


def test_a_paper_takes_few_queries(client: Client, guide_path: str) -> None:
    # Again it asks only for what changes: the version, where else to go, the names of the units.
    for most in (8, 3):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{guide_path}guide.pdf?facility=large")
        assert len(queries) <= most, most


def test_a_language_nobody_knows_and_a_guide_that_is_gone(client: Client, guide_path: str) -> None:
    assert client.get(f"{guide_path}guide.pdf?lang=fr").status_code == 404
    for name in ("guide.pdf", "notice.pdf"):
        assert client.get(f"/guides/never-was/{name}").status_code == 404


@pytest.mark.long
def test_the_second_column_has_the_translations(client: Client, city: City) -> None:
    version = make_guide(city, texts=TEXTS)
    path = f"/guides/{version.item.slug}/guide.pdf?lang="
    english = words_of(client, f"{path}zh-en")
    assert "Shopsignpermit" in english
    assert english.index("申请表") < english.index("Applicationform")
    assert "—" in english
    assert MONGOLIAN.translate({0x180E: "", 0x202F: "", 0x20: ""}) in words_of(
        client, f"{path}zh-mn"
    )
    assert "Shopsignpermit" not in words_of(client, f"{path}zh")


def test_a_definition_read_at_once_is_the_one_read_by_tables(version: ItemVersion) -> None:
    assert definition_at_once(version.pk) == definition_of(version)


def test_forms_of_materials_are_downloads_of_the_published_version(
    client: Client, city: City
) -> None:
    form = receive(io.BytesIO(pdf()), name="申请表（空白）.pdf").record(by=SYSTEM, at=MONDAY)
    version = make_guide(city, blank_form=form)
    path = f"/guides/{version.item.slug}/"
    address = f"{path}files/form/blank/"
    assert f'href="{address}"' in html_of(client.get(path))
    assert "空白表格和示例可在网上指南下载" in words_of(client, f"{path}guide.pdf")
    answer = client.get(address)
    assert b"".join(answer) == pdf()
    assert "attachment" in answer["Content-Disposition"]
    for wrong in ("form/sample", "form/other", "plan/blank", "none/blank"):
        assert client.get(f"{path}files/{wrong}/").status_code == 404, wrong
    ItemVersion.objects.filter(pk=version.pk).update(status="withdrawn")
    assert client.get(address).status_code == 404
    assert definition_at_once(version.pk) == definition_of(version)


def test_what_cannot_be_printed_leads_back_to_the_page_and_is_named(
    client: Client, city: City
) -> None:
    version = make_guide(city, texts=[("mn", "name", "\ue000")])
    path = f"/guides/{version.item.slug}/"
    answer = client.get(f"{path}guide.pdf?lang=zh-mn", follow=True)
    assert answer.redirect_chain == [(f"http://testserver{path}", 302)]
    assert "字库里没有这些字" in html_of(answer)


def test_a_page_with_mongolian_sets_it_vertically_and_loads_its_font(
    client: Client, city: City
) -> None:
    version = make_guide(city, texts=TEXTS)
    html = html_of(client.get(f"/guides/{version.item.slug}/"))
    assert f"<b>{MONGOLIAN}</b>" in html
    for there in ('class="mn-vertical" lang="mn', "design/mongolian.css", "lang=zh-mn"):
        assert there in html, there
    plain = html_of(client.get(f"/guides/{city.version.item.slug}/"))
    assert "mongolian" not in plain
    assert "lang=zh-" not in plain


def test_the_guide_leads_to_its_papers(client: Client, guide_path: str) -> None:
    html = html_of(client.get(f"{guide_path}?by_agent=no"))
    assert f'href="{guide_path}notice.pdf?by_agent=no"' in html
    assert f'href="{guide_path}guide.pdf?by_agent=no"' in html


def test_who_would_wait_too_long_for_a_paper_is_sent_away(
    client: Client, guide_path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PRINTING", BoundedSemaphore(1))
    path = f"{guide_path}guide.pdf?facility=small"
    with views.PRINTING:
        busy = client.get(path)
        assert (busy.status_code, busy["Retry-After"]) == (503, "5")
        assert "请过几秒再试" in busy.content.decode()
    # Nothing of it is remembered, and what is printed already needs no turn.
    assert client.get(path).status_code == 200
    with views.PRINTING:
        assert client.get(path).status_code == 200
