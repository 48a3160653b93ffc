"""Questions about a guide: asked without a name, answered once, taken up by a draft."""

from datetime import timedelta

import pytest
from django.test import Client

from onewindow.catalogue import actions
from onewindow.catalogue.actions.questioning import MOST_PER_ITEM
from onewindow.catalogue.models import FrequentQuestion, GuideQuestion, ItemVersion
from onewindow.catalogue.personal_numbers import has_personal_number
from onewindow.events.models import Event
from onewindow.events.rules import SYSTEM
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer, Role
from tests import cast
from tests.cases.building import MONDAY, build_city
from tests.portal.building import make_guide, text_of

PERSONAL = [
    "我的身份证是119999199001011234",
    "身份证 119999 19900101 123X 能用吗",
    "老身份证 119999900101123 行不行",
    "请打 15400009001 找我",
    "请打 154-0000-9001",
    "全角１５４００００９００１",
    "电话 0900-0000042",
]
HARMLESS = [
    "2026-11-22 递交的，12 月 7 日能办好吗？",
    "注册资本 2000000 元要验资吗？",
    "12345 热线说可以，对吗？",
    "2018-03-04 到 2019-05-06 的合同行吗？",
]


@pytest.mark.parametrize("text", PERSONAL)
def test_personal_numbers_are_seen(text: str) -> None:
    assert has_personal_number(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_dates_amounts_and_hotlines_are_none(text: str) -> None:
    assert not has_personal_number(text)


@pytest.fixture
def version(db: None) -> ItemVersion:
    """Publish an item."""
    return make_guide(build_city())


@pytest.fixture
def manager(version: ItemVersion) -> Officer:
    """Make somebody who manages the items of its department."""
    department = version.item.department.short_code
    return cast.make_officer("manager", Role.ITEM_MANAGER, department=department)


def ask(version: ItemVersion, text: str = "换画面要重新办吗？") -> GuideQuestion:
    return actions.ask_about(version.item, text, at=MONDAY)


def test_from_the_guide_to_the_answer(version: ItemVersion, manager: Officer) -> None:
    visitor, desk = Client(), cast.signed_in(manager)
    start = f"/guides/{version.item.slug}/"
    assert f"{start}question/" in visitor.get(start).content.decode()
    sent = visitor.post(f"{start}question/", {"text": "晚上可以亮灯吗？"})
    address = sent["Location"]
    waiting = visitor.get(address)
    assert "还没有答复" in text_of(waiting)
    assert address in text_of(waiting)
    assert waiting["X-Robots-Tag"] == "noindex, nofollow"
    assert "晚上可以亮灯吗？" in text_of(desk.get("/desk/questions/"))
    asked = GuideQuestion.objects.get()
    path = f"/desk/questions/{asked.pk}/"
    assert desk.post(path, {"answer": "可以，二十二点以前。"}).status_code == 302
    assert desk.post(path, {"answer": "又一次"}).status_code == 422
    assert "可以，二十二点以前。" in text_of(visitor.get(address))
    assert "已答复" in text_of(desk.get("/desk/questions/?state=answered"))
    assert visitor.get(f"{start}questions/{'0' * 20}/").status_code == 404


def test_a_question_with_a_number_is_refused_with_advice(version: ItemVersion) -> None:
    path = f"/guides/{version.item.slug}/question/"
    answer = Client().post(path, {"text": "请打 15400009001 告诉我"})
    assert answer.status_code == 422
    assert "请删去身份证号、电话号码" in text_of(answer)
    assert not GuideQuestion.objects.exists()


def test_five_questions_a_day_and_session(version: ItemVersion) -> None:
    path, visitor = f"/guides/{version.item.slug}/question/", Client()
    codes = [visitor.post(path, {"text": "要带原件吗？"}).status_code for _ in range(6)]
    assert codes == [302] * 5 + [422]
    assert Client().post(path, {"text": "要带原件吗？"}).status_code == 302


def test_a_flood_is_held_up_for_a_day(version: ItemVersion) -> None:
    GuideQuestion.objects.bulk_create(
        GuideQuestion(item=version.item, code=f"{n:020}", text="示例", asked_at=MONDAY)
        for n in range(MOST_PER_ITEM)
    )
    with pytest.raises(DomainError, match="请明天再问"):
        ask(version)
    actions.ask_about(version.item, "要带原件吗？", at=MONDAY + timedelta(days=1, hours=1))
    assert GuideQuestion.objects.count() == MOST_PER_ITEM + 1


def test_the_ledger_knows_neither_text_nor_code(version: ItemVersion) -> None:
    asked = ask(version)
    event = Event.objects.get(code="question.asked")
    assert (event.actor, event.chain) == ("public", version.item.chain)
    assert asked.text not in event.data
    assert asked.code not in event.data


def test_an_answer_goes_into_the_draft_once(version: ItemVersion, manager: Officer) -> None:
    asked = ask(version)
    with pytest.raises(NotAllowedNow):
        actions.take_up(asked, by=SYSTEM, at=MONDAY)
    actions.answer_question(asked, "先打电话。", by=manager.actor, at=MONDAY)
    desk, path = cast.signed_in(manager), f"/desk/questions/{asked.pk}/faq/"
    assert "现在没有草稿" in text_of(desk.post(path, follow=True))
    draft = actions.start_version(version.item, by=SYSTEM, at=MONDAY)
    assert "已收进第 2 版" in text_of(desk.post(path, follow=True))
    added = FrequentQuestion.objects.filter(version=draft).order_by("-position")[0]
    assert (added.question, added.answer) == (asked.text, "先打电话。")
    assert "已经收进草稿" in text_of(desk.post(path, follow=True))
    assert draft.faq.count() == version.faq.count() + 1


def test_a_long_question_is_cut_to_what_a_frequent_one_may_have(version: ItemVersion) -> None:
    asked = ask(version, "问" * 300)
    actions.answer_question(asked, "答", by=SYSTEM, at=MONDAY)
    actions.start_version(version.item, by=SYSTEM, at=MONDAY)
    draft = actions.take_up(asked, by=SYSTEM, at=MONDAY)
    assert draft is not None
    longest = max(len(each.question) for each in draft.faq.all())
    assert longest == 200
