"""Looks, languages, and the pages that say what went wrong."""

from urllib.parse import quote

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from onewindow.design import views
from onewindow.documents.storage import FileDamaged
from onewindow.orgs.models import Officer
from tests.cast import signed_in


def test_large_type_and_dark_are_remembered_without_scripts(client: Client) -> None:
    answer = client.post("/design/look/", {"type": "large", "next": "/design/#type"})
    assert (answer.status_code, answer["Location"]) == (302, "/design/#type")
    client.post("/design/look/", {"scheme": "dark", "next": "/design/"})
    page = client.get("/design/").content.decode()
    assert 'data-type="large"' in page
    assert 'data-scheme="dark"' in page
    client.post("/design/look/", {"type": "", "next": "/design/"})
    assert 'data-type="large"' not in client.get("/design/").content.decode()


def test_a_script_gets_the_switches_back(client: Client) -> None:
    answer = client.post("/design/look/", {"type": "large", "in_place": "yes"})
    assert answer.status_code == 200
    assert "标准字号" in answer.content.decode()
    assert answer.cookies["ow_type"].value == "large"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_the_switch_leads_nowhere_else(client: Client, target: str) -> None:
    assert client.post("/design/look/", {"type": "large", "next": target})["Location"] == "/"


def test_an_unknown_look_is_refused(client: Client) -> None:
    assert client.post("/design/look/", {"type": '"><script>'}).status_code == 400
    client.cookies["ow_type"] = "huge"
    assert "huge" not in client.get("/design/").content.decode()
    assert client.get("/design/look/").status_code == 405


def test_the_language_switch(client: Client) -> None:
    assert '<html lang="zh-CN"' in client.get("/design/").content.decode()
    assert client.post("/language/", {"language": "en", "next": "/design/"}).status_code == 302
    assert '<html lang="en"' in client.get("/design/").content.decode()


def test_the_policy_of_a_page_allows_only_our_own_files(client: Client) -> None:
    policy = client.get("/design/")["Content-Security-Policy"]
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_missing_page_is_plain(client: Client) -> None:
    answer = client.get("/nirgends/")
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.content.decode()


class BrokenUser:
    """Stands for a session that cannot be read because the database is away."""

    def __getattr__(self, name: str) -> object:
        raise ConnectionError(name)


def broken_request() -> HttpRequest:
    """Return a request whose user and session cannot be read."""
    request = RequestFactory().get("/", HTTP_COOKIE="ow_type=large")
    request.__dict__["user"] = request.__dict__["session"] = BrokenUser()
    return request


def test_a_damaged_file_is_explained() -> None:
    try:
        raise FileDamaged("ab")
    except FileDamaged:
        answer = views.server_error(broken_request())
    assert answer.status_code == 500
    assert "损坏或缺失" in answer.content.decode()


def test_errors_need_no_database() -> None:
    request = broken_request()
    fault = Exception("x")
    answers = [
        (views.server_error(request), 500, "系统出了问题"),
        (views.not_found(request, fault), 404, "没有找到"),
        (views.permission_denied(request, fault), 403, "没有权限"),
        (views.bad_request(request, fault), 400, "看不懂"),
        (views.csrf_failure(request), 403, "重新提交"),
    ]
    for answer, status, words in answers:
        text = answer.content.decode()
        assert answer.status_code == status
        assert words in text
        assert 'data-type="large"' in text
        assert 'href="/"' in text


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/desk/?filter=late", "/desk/?filter=late"),
        ("https://evil.example/desk/", "/desk/items/7/"),
        ("http://testserver/desk/items/7/submission/", "/desk/items/7/"),
        ("http://testserver/accounts/login/?next=/x/", "/desk/items/7/"),
        ("", "/desk/items/7/"),
    ],
)
def test_a_form_that_was_open_too_long(referer: str, back: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/desk/items/7/submission/", headers={"Referer": referer})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "请重新提交" in page
    assert "重新登录" in page
    assert f'href="/accounts/login/?next={quote(back, safe="")}"' in page


def test_an_address_that_only_takes_what_is_sent_leads_to_its_page(supervisor: Officer) -> None:
    answer = signed_in(supervisor).get("/desk/items/7/submission/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert "没有再次提交" in page
    assert 'href="/desk/items/7/"' in page
    assert 'href="/"' in signed_in(supervisor).get("/design/look/").content.decode()
