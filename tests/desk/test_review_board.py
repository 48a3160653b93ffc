"""The way of a version through two rounds on the pages, and the board that shows where it hangs."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from onewindow.catalogue import actions
from onewindow.catalogue.models import ItemVersion, ReviewComment
from onewindow.desk.reviews import board_views
from onewindow.events.rules import Actor
from onewindow.orgs.models import Department, Officer, Role
from tests.cast import make_department, make_officer, make_post
from tests.catalogue.drafts import make_draft
from tests.desk.pages import at_desk, body_of, links_of, message_after, text_of

pytestmark = pytest.mark.django_db

OFFICES = ("establishment_office", "legislative_office", "government_office", "legal_officer")
SOMEBODY = Actor("official/somebody", "示例·某人")


@pytest.fixture
def office() -> Department:
    office = make_department("slj", name="示例市示例局")
    office.short_name = "市示例局"
    office.save(update_fields=["short_name"])
    make_post(office, code="sample", name="示例岗")
    return office


@pytest.fixture
def manager(office: Department) -> Officer:
    return make_officer("manager", Role.ITEM_MANAGER, department=office)


@pytest.fixture
def version(manager: Officer) -> ItemVersion:
    """Handed in a long time ago."""
    version = actions.store_draft(make_draft(), by=manager.actor, at=now())
    actions.submit_for_review(version, by=manager.actor, at=now() - timedelta(days=60))
    return version


def speak(version: ItemVersion, objecting: str, comments: dict[str, str]) -> None:
    """Have every office speak long ago; one objects."""
    at = now() - timedelta(days=40)
    for each in version.reviews.filter(verdict="pending"):
        is_objecting = each.office == objecting
        said = comments if is_objecting else {}
        actions.review(each, by=SOMEBODY, agrees=not is_objecting, comments=said, at=at)
    version.refresh_from_db()


def test_comment_answer_and_second_round(
    version: ItemVersion, manager: Officer, establishment_officer: Officer
) -> None:
    speak(version, "establishment_office", {"name": "名称不规范", "subject": "主体不对"})
    client = at_desk(manager)
    answers = f"/desk/items/{version.pk}/answers/"
    page = client.get(f"/desk/items/{version.pk}/")
    assert answers in links_of(page)
    assert "超期" in text_of(page)
    comments = {each.element: each.pk for each in ReviewComment.objects.all()}
    shown = text_of(client.get(answers))
    assert "名称不规范" in shown
    assert "和送审时一样" in shown
    silent = {f"how-{comments['subject']}": "explained", "then": "save"}
    assert client.post(answers, silent).status_code == 422
    form = {
        f"how-{comments['name']}": "changed",
        f"how-{comments['subject']}": "explained",
        f"text-{comments['subject']}": "与三定方案一致",
    }
    untrue = client.post(answers, form | {"then": "submit"})
    assert untrue.status_code == 422
    assert "没有修改：事项名称" in text_of(untrue)
    # The answers were kept; the form is handed in anew with the name changed.
    ItemVersion.objects.filter(pk=version.pk).update(name="示例许可（规范名称）")
    done = client.post(answers, form | {"then": "submit"})
    assert "已答复并再次提交" in message_after(client, done)
    assert client.get(answers).status_code == 404
    review = at_desk(establishment_officer).get(
        f"/desk/items/{version.pk}/reviews/establishment_office/"
    )
    said = text_of(review)
    assert said.index("您上一轮的意见和部门的答复") < said.index("请您审核这些内容")
    assert "与三定方案一致" in said
    assert "上一轮以来有修改" in said
    board = text_of(at_desk(establishment_officer).get("/desk/reviews/board/"))
    assert "轮到谁" in board
    assert "同意（沿用）" in board


@pytest.mark.parametrize(
    ("role", "department", "sees"),
    [
        (Role.GOVERNMENT_OFFICE, "zfb", True),
        (Role.SUPERVISOR, "jcj", True),
        (Role.ITEM_MANAGER, "slj", True),
        (Role.ITEM_MANAGER, "qxj", False),
        (Role.LEGAL_OFFICER, "qxj", False),
    ],
)
def test_offices_follow_all_versions_departments_their_own(
    version: ItemVersion, role: Role, department: str, sees: bool
) -> None:
    client = at_desk(make_officer("who", role, department=department))
    assert (version.name in text_of(client.get("/desk/reviews/board/"))) is sees
    assert (version.name in body_of(client.get("/desk/reviews/board.csv"))) is sees


@pytest.mark.long
def test_the_board_counts_filters_and_names_what_is_overdue(
    version: ItemVersion,
    manager: Officer,
    supervisor: Officer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft = replace(make_draft(), number="SL-002", name="=第二项")
    second = actions.store_draft(draft, by=manager.actor, at=now())
    actions.submit_for_review(second, by=manager.actor, at=now())
    speak(version, "government_office", {"phone": "电话不通"})
    client = at_desk(supervisor)
    page = client.get("/desk/reviews/board/")
    assert "2 个版本在审" in text_of(page)
    assert "部门修改、答复" in text_of(page)
    assert body_of(page).count('class="dk-overdue"') == 1
    assert "超期" in text_of(page)
    for query, names in {
        "turn=department": {version.name},
        "turn=government_office": {second.name},
        "overdue=1": {version.name},
        "department=slj": {version.name, second.name},
        "department=nobody": set(),
    }.items():
        text = client.get(f"/desk/reviews/board.csv?{query}").content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert {row["事项"].removeprefix("'") for row in rows} == names, query
        shown = text_of(client.get(f"/desk/reviews/board/?{query}"))
        assert all(name in shown for name in names)
    assert rows == []
    monkeypatch.setattr(board_views, "PER_PAGE", 1)
    pages = [text_of(client.get(f"/desk/reviews/board/?page={number}")) for number in (1, 2)]
    shown_on = [[name for name in (version.name, second.name) if name in page] for page in pages]
    assert sorted(map(len, shown_on)) == [1, 1]
    assert shown_on[0] != shown_on[1]
    everything = client.get("/desk/reviews/board.csv").content.decode("utf-8-sig")
    assert "'=第二项" in everything
    assert "政府办" in everything.splitlines()[0]


@pytest.mark.long
def test_the_board_asks_no_more_for_many_versions(
    version: ItemVersion,
    manager: Officer,
    supervisor: Officer,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = at_desk(supervisor)
    for number in ("SL-002", "SL-003", "SL-004"):
        draft = replace(make_draft(), number=number)
        second = actions.store_draft(draft, by=manager.actor, at=now())
        actions.submit_for_review(second, by=manager.actor, at=now())
    with django_assert_max_num_queries(12):
        assert "4 个版本在审" in text_of(client.get("/desk/reviews/board/"))
