"""Item managers give items the names that people use, and see what was looked for in vain."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onewindow.catalogue.models import Alias, BaseItem, ItemVersion, UnansweredQuery
from onewindow.catalogue.search import rebuild
from onewindow.orgs.models import Officer, Role
from tests.cases.building import MONDAY, build_city
from tests.cast import make_officer
from tests.desk.pages import at_desk, message_after, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> ItemVersion:
    return build_city().version


@pytest.fixture
def manager(version: ItemVersion) -> Officer:
    return make_officer("namer", Role.ITEM_MANAGER, department=version.item.department)


def test_what_found_nothing_becomes_a_name_in_one_click(
    client: Client, version: ItemVersion, manager: Officer
) -> None:
    rebuild()
    client.get("/search/", {"q": "示例摘星星"})
    client.get("/search/", {"q": "摘星星"})
    browser = at_desk(manager)
    page = browser.get("/desk/words/")
    assert "摘星星" in text_of(page)
    thing = f"item-{version.item_id}"
    answer = browser.post("/desk/words/aliases/", {"text": "摘星星", "thing": thing})
    assert "搜“摘星星”就能找到" in message_after(browser, answer)
    assert version.name in client.get("/search/", {"q": "摘星星"}).content.decode()
    again = browser.post("/desk/words/aliases/", {"text": "摘星星", "thing": thing})
    assert again.status_code == 422
    assert "已经有这个叫法" in text_of(again)
    alias = Alias.objects.get()
    assert "已去掉" in message_after(
        browser, browser.post(f"/desk/words/aliases/{alias.pk}/removal/")
    )
    assert not Alias.objects.exists()


def test_words_of_no_item_are_put_aside(manager: Officer) -> None:
    query = UnansweredQuery.objects.create(query="摘星星", last_at=MONDAY)
    browser = at_desk(manager)
    browser.post(f"/desk/words/queries/{query.pk}/dismissal/")
    assert "没有落空的搜索" in text_of(browser.get("/desk/words/"))
    assert browser.post(f"/desk/words/queries/{query.pk}/dismissal/").status_code == 404


def test_a_manager_names_his_own_items_an_administrator_all(manager: Officer) -> None:
    base = BaseItem.objects.create(
        code="1", name="犬类准养证核发", item_type="01", department_name="公安局", source="x"
    )
    rebuild()
    form = {"text": "遛狗本", "thing": f"base-{base.pk}"}
    for thing in (form["thing"], "base-x", "item-", "other-1", "item-" + "9" * 30):
        refused = at_desk(manager).post("/desk/words/aliases/", form | {"thing": thing})
        assert refused.status_code == 404
    administrator = at_desk(make_officer("admin", Role.ADMINISTRATOR))
    found = administrator.get("/desk/words/naming/", {"text": "遛狗本", "q": "养狗"})
    assert "犬类准养证核发" in text_of(found)
    assert administrator.post("/desk/words/aliases/", form).status_code == 302
    assert Alias.objects.get().base == base


def test_the_page_takes_a_bounded_number_of_queries(manager: Officer) -> None:
    rebuild()
    UnansweredQuery.objects.bulk_create(
        UnansweredQuery(query=f"示例摘星星{n}", last_at=MONDAY) for n in range(30)
    )
    browser = at_desk(manager)
    with CaptureQueriesContext(connection) as seen:
        browser.get("/desk/words/")
    assert len(seen) < 70
