"""The public flow chart: a page, a picture, a file, each for the answers in the address."""

import pytest
from django.test import Client
from lxml import etree
from pytest_django.fixtures import DjangoAssertNumQueries

from onewindow.procedure.bpmn import read_bpmn
from onewindow.procedure.bpmn.names import tag
from tests.portal.building import INTERNAL, html_of, text_of

pytestmark = pytest.mark.django_db
BANNER = "?facility=banner&by_agent=yes"


def test_the_guide_leads_to_the_chart_for_the_same_answers(client: Client, guide_path: str) -> None:
    page = html_of(client.get(guide_path + BANNER))
    assert f'href="{guide_path}flow/{BANNER.replace("&", "&amp;")}"' in page


@pytest.mark.parametrize(
    ("query", "said", "unsaid"),
    [
        ("", "需要的情形：“设置哪一种？”不是“横幅”", "这种情形不需要"),
        (BANNER, "这种情形不需要：第 3 步 structure审查", "需要的情形"),
        ("?facility=large", "第 3 步 structure审查", "视情形办理"),
        ("?facility=nonsense", "需要的情形", "这种情形不需要"),
    ],
)
def test_page_and_picture_say_what_the_answers_leave(
    client: Client, guide_path: str, query: str, said: str, unsaid: str
) -> None:
    page = text_of(client.get(f"{guide_path}flow/{query}"))
    picture = client.get(f"{guide_path}flow.svg{query}").content
    told = "".join(etree.fromstring(picture).itertext())
    for text in (page, told):
        assert said in text
        assert unsaid not in text


def test_nothing_internal_is_on_the_page_or_in_the_files(client: Client, guide_path: str) -> None:
    for path in ("flow/", "flow.svg", "flow.bpmn"):
        answer = client.get(guide_path + path)
        assert answer.status_code == 200
        assert [each for each in INTERNAL if each in answer.content.decode()] == []


def test_the_picture_is_shown_and_the_file_saved(client: Client, guide_path: str) -> None:
    picture = client.get(f"{guide_path}flow.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture["Content-Disposition"].startswith("inline;")
    assert "style-src 'sha256-" in picture["Content-Security-Policy"]
    saved = client.get(f"{guide_path}flow.bpmn{BANNER}")
    assert saved["Content-Disposition"].startswith("attachment;")
    root = etree.fromstring(saved.content)
    assert len(list(root.iter(tag("bpmn", "userTask")))) == len(read_bpmn(saved.content)) > 4
    assert len(list(root.iter(tag("bpmn", "conditionExpression")))) > 1


def test_what_is_not_published_has_no_chart(client: Client, guide_path: str) -> None:
    page = client.get("/guides/never-was/flow/")
    assert page.status_code == 404
    assert "看全部可以办的事项" in text_of(page)
    assert client.get("/guides/never-was/flow.svg").status_code == 404
    assert client.get("/guides/never-was/flow.bpmn").status_code == 404


def test_the_page_takes_few_queries(
    client: Client, guide_path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(4):
        client.get(f"{guide_path}flow/{BANNER}")
