"""Filling in an application: checked in plain words, saved at every step, handed in once."""

import pytest
from django.test import Client

from onewindow.cases.models import Case
from onewindow.catalogue.models import ItemVersion
from onewindow.events.models import Event
from tests import cast
from tests.cases.building import City
from tests.mandates.giving import make_head
from tests.portal.building import ANSWERS, FIELDS, fill_in, make_draft_of, make_guide, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(city: City, version: ItemVersion) -> Case:
    return make_draft_of(version, city.applicant)


def path(draft: Case, page: str = "") -> str:
    return f"/drafts/{draft.uid}/{page}"


def test_starting_keeps_the_answers_of_the_guide(
    mine: Client, version: ItemVersion, guide_path: str
) -> None:
    start = f"{guide_path}application/?facility=banner&by_agent=maybe"
    assert "为谁办理" in text_of(mine.get(start))
    answer = mine.post(start, {"identity": "self"})
    draft = Case.objects.get(version=version)
    assert answer["Location"] == path(draft, "answers/")
    assert draft.answers == {"facility": "banner"}
    assert "您还有没提交的草稿" in text_of(mine.get(start))


def test_an_agent_applies_for_his_company_only(version: ItemVersion, guide_path: str) -> None:
    agent = cast.make_person("agent")
    company, other = cast.make_company(agent), cast.make_company(name="别家公司")
    browser = cast.signed_in(agent)
    start = f"{guide_path}application/"
    refused = browser.post(start, {"identity": other.uscc})
    assert refused.status_code == 422
    assert not Case.objects.filter(version=version).exists()
    browser.post(start, {"identity": company.uscc})
    assert Case.objects.get(version=version).applicant_name == company.name


def test_an_item_for_companies_says_so_to_a_person(city: City, mine: Client) -> None:
    version = make_guide(city, audience="company")
    start = f"/guides/{version.item.slug}/application/"
    assert "这个事项由企业申请" in text_of(mine.get(start))
    assert mine.post(start, {"identity": "self"}).status_code == 422


# Field, what is typed, what is kept of it if anything else, what is said of it if it is wrong.
TYPED = [
    ("width", "１２．５", "12.5", ""), ("width", "十二米", "", "请填写数字，不带单位"),
    ("width", "-3", "", "不能填负数"), ("width", "", "", "请填写这一项"),
    ("width", "1e999", "", "太大"), ("phone", "+86 15400009003", "15400009003", ""),
    ("phone", "0900-0000042", "0900-0000042", ""), ("phone", "12345", "", "11 位手机号"),
    ("opens", "2026年12月1日", "2026-12-01", ""), ("opens", "2026-02-30", "", "没有这一天"),
    ("opens", "明天", "", "2026-12-21"), ("cost", "1,200.50元", "1200.50", ""),
    ("cost", "1.234", "", "两位小数"),
    ("owner", "11999919960708004x", "11999919960708004X", ""),
    ("owner", "119999199607080041", "", "校验位"), ("maker", "91119999MA9900028N", "", ""),
    ("maker", "9111", "", "18"), ("light", "蜡烛", "", "请从列出的选项"), ("light", "", "", ""),
    ("place", "长" * 301, "", "最多 300 个字"),
    ("place", "大道 21 号😀", "", "公文里印不出这些字，请换一种写法：😀"),
    ("place", "大道\x07", "", "印不出这些字，请换一种写法：U+0007"),
]  # fmt: skip


@pytest.mark.long
def test_each_kind_is_checked_in_plain_words(mine: Client, draft: Case) -> None:
    for code, value, kept, message in TYPED:
        answer = mine.post(path(draft, "fields/"), FIELDS | {code: value})
        draft.refresh_from_db()
        if message:
            assert answer.status_code == 422, (code, value)
            page = text_of(answer)
            assert "有几处需要改一下" in page
            assert message in page
            assert draft.fields[code] == value
        else:
            assert answer["Location"] == path(draft, "materials/"), (code, value)
            assert draft.fields[code] == (kept or value)


def test_a_character_the_database_cannot_store_is_left_out(mine: Client, draft: Case) -> None:
    answer = mine.post(path(draft, "fields/"), FIELDS | {"place": "大\0道"})
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.fields["place"] == "大道"


def test_what_was_typed_is_kept_for_later(mine: Client, draft: Case) -> None:
    answer = mine.post(path(draft, "fields/"), {"place": "示范大道", "width": "十", "later": "yes"})
    assert answer["Location"] == path(draft)
    assert 'value="示范大道"' in mine.get(path(draft, "fields/")).content.decode()
    assert "还差 3 项" in text_of(mine.get(path(draft)))


def test_questions_want_an_answer_and_keep_the_others(mine: Client, draft: Case) -> None:
    answer = mine.post(path(draft, "answers/"), {"facility": "large"})
    assert answer.status_code == 422
    assert "请选择一项" in text_of(answer)
    draft.refresh_from_db()
    assert draft.answers == {"facility": "large"}


def test_the_way_leads_to_what_is_missing(mine: Client, draft: Case) -> None:
    mine.post(path(draft, "answers/"), ANSWERS)
    page = text_of(mine.get(path(draft)))
    assert "继续：填写表单" in page
    check = text_of(mine.get(path(draft, "check/")))
    assert "还不能提交" in check
    assert "填写表单：设置地点" in check
    assert "上传材料：申请表" in check


def test_checking_shows_every_answer_with_a_way_back(mine: Client, draft: Case) -> None:
    fill_in(draft, mine)
    answer = mine.get(path(draft, "check/"))
    page, html = text_of(answer), answer.content.decode()
    for words in ("大型设施", "示范大道 21 号", "申请表.pdf", "效果图.png", "没有上传（可容缺）"):
        assert words in page, words
    for target in ("answers/#id_facility_0", "fields/#id_place", "materials/#material-form"):
        assert path(draft, target) in html
    assert "授权委托书" not in page


def test_submitting_twice_is_one_case(mine: Client, draft: Case) -> None:
    fill_in(draft, mine)
    first = mine.post(path(draft, "submission/"))
    again = mine.post(path(draft, "submission/"))
    draft.refresh_from_db()
    assert first["Location"] == again["Location"] == f"/applications/{draft.number}/"
    assert Event.objects.filter(chain=draft.chain, code="case.submitted").count() == 1
    for page in ("", "answers/", "fields/", "materials/", "check/"):
        assert mine.get(path(draft, page))["Location"] == f"/applications/{draft.number}/"


@pytest.mark.parametrize("page", ["answers", "fields", "materials"])
def test_an_incomplete_application_is_refused(mine: Client, draft: Case, page: str) -> None:
    fill_in(draft, mine)
    if page == "materials":
        mine.post(path(draft, f"files/{draft.submissions.earliest('pk').pk}/removal/"))
    else:
        mine.post(path(draft, f"{page}/"), {"later": "yes"})
    answer = mine.post(path(draft, "submission/"))
    assert answer.status_code == 422
    assert "有几处需要改一下" in text_of(answer)
    draft.refresh_from_db()
    assert draft.number is None


def test_a_draft_can_be_thrown_away(mine: Client, draft: Case) -> None:
    fill_in(draft, mine)
    answer = mine.post(path(draft))
    assert answer["Location"] == "/applications/"
    assert not Case.objects.filter(pk=draft.pk).exists()
    assert "草稿已删除" in text_of(mine.get("/applications/"))


@pytest.mark.parametrize("is_head", [False, True])
def test_a_company_is_offered_with_what_he_is_there(guide_path: str, *, is_head: bool) -> None:
    agent = cast.make_person("agent")
    company = cast.make_company(agent)
    if is_head:
        agent = make_head(company)
    page = text_of(cast.signed_in(agent).get(f"{guide_path}application/"))
    assert ("企业，您是法定代表人" in page) == is_head
    assert ("企业，您是代办人" in page) != is_head
