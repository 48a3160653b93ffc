"""Questions and fields that depend on the answers before them."""

import re

import pgtrigger
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onewindow.cases.models import Case
from onewindow.catalogue.field_values import table_rows
from onewindow.catalogue.models import ItemVersion, Question
from onewindow.orgs.models import Region
from tests import cast
from tests.cases.building import City
from tests.documents.samples import pdf
from tests.portal.building import FIELDS, fill_in, html_of, make_draft_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(city: City, version: ItemVersion) -> Case:
    return make_draft_of(version, city.applicant)


def path(case: Case, page: str) -> str:
    return f"/drafts/{case.uid}/{page}"


def test_an_answer_that_leads_to_another_question_asks_it_next(mine: Client, draft: Case) -> None:
    question = Question(
        version=draft.version, position=3, code="lamps", text="用几盏灯？", kind="number",
        when={"field": "facility", "op": "==", "value": "large"},
    )  # fmt: skip
    with pgtrigger.ignore():
        question.save()
    first = html_of(mine.get(path(draft, "answers/")))
    assert "用几盏灯？" not in first
    shown: dict[str, str | list[str]] = {
        "asked": ["facility", "by_agent"],
        "facility": "large",
        "by_agent": "no",
    }
    answer = mine.post(path(draft, "answers/"), shown)
    assert (answer.status_code, answer["Location"]) == (302, path(draft, "answers/"))
    page = html_of(mine.get(path(draft, "answers/")))
    assert "用几盏灯？" in page
    shown |= {"asked": ["facility", "by_agent", "lamps"], "lamps": ""}
    assert mine.post(path(draft, "answers/"), shown).status_code == 422
    shown["lamps"] = "3"
    assert mine.post(path(draft, "answers/"), shown).status_code == 302
    draft.refresh_from_db()
    assert draft.answers == {"facility": "large", "by_agent": False, "lamps": 3}
    # Another answer before it: the question is not asked any more, what was said is gone.
    mine.post(path(draft, "answers/"), shown | {"facility": "banner"})
    draft.refresh_from_db()
    assert draft.answers == {"facility": "banner", "by_agent": False}


def test_a_field_that_a_situation_does_not_need_is_not_asked(mine: Client, draft: Case) -> None:
    with pgtrigger.ignore():
        draft.version.fields.filter(code="width").update(
            when={"field": "facility", "op": "==", "value": "large"}
        )
    mine.post(path(draft, "answers/"), {"facility": "banner", "by_agent": "no"})
    assert "宽度（米）" not in html_of(mine.get(path(draft, "fields/")))
    mine.post(path(draft, "answers/"), {"facility": "large", "by_agent": "no"})
    assert "宽度（米）" in html_of(mine.get(path(draft, "fields/")))


def test_a_table_is_filled_in_row_by_row(mine: Client, draft: Case) -> None:
    columns = [
        {"code": "name", "label": "姓名", "kind": "text", "is_required": True, "choices": []},
        {"code": "age", "label": "年龄", "kind": "number", "is_required": False, "choices": []},
    ]
    with pgtrigger.ignore():
        draft.version.fields.filter(code="owner").update(kind="table", columns=columns)
    page = html_of(mine.get(path(draft, "fields/")))
    assert 'name="owner-0-name"' in page
    sent = {"owner-0-name": "示例·甲", "owner-0-age": "四十", "owner-1-age": "30"}
    refused = html_of(mine.post(path(draft, "fields/"), FIELDS | sent))
    assert "第 1 行“年龄”：请填写数字" in refused
    assert 'value="四十"' in refused
    sent |= {"owner-0-age": "４０"}
    assert "第 2 行“姓名”：请填写" in html_of(mine.post(path(draft, "fields/"), FIELDS | sent))
    sent |= {"owner-1-name": "示例·乙", "owner-2-name": "", "owner-2-age": ""}
    more = mine.post(path(draft, "fields/"), FIELDS | sent | {"more": "owner"})
    assert more["Location"].endswith("#id_owner")
    assert 'name="owner-3-name"' in html_of(mine.get(path(draft, "fields/")))
    assert mine.post(path(draft, "fields/"), FIELDS | sent).status_code == 302
    draft.refresh_from_db()
    assert table_rows(draft.fields["owner"]) == [
        {"name": "示例·甲", "age": "40"}, {"name": "示例·乙", "age": "30"},
    ]  # fmt: skip
    assert "姓名：示例·乙；年龄：30" in text_of(mine.get(path(draft, "check/")))


def test_an_address_keeps_the_code_of_its_division(mine: Client, draft: Case) -> None:
    county = Region.objects.create(
        code="999977", name="测试区", level="county", parent=cast.make_region()
    )
    sent = FIELDS | {"place": "样板路 8 号", "place-division": county.code}
    assert mine.post(path(draft, "fields/"), sent).status_code == 302
    draft.refresh_from_db()
    assert draft.fields["place"] == "示例市测试区样板路 8 号〔999977〕"
    page = html_of(mine.get(path(draft, "fields/")))
    assert 'value="样板路 8 号"' in page
    assert '<option value="999977" selected>' in page
    assert "示例市测试区样板路 8 号" in text_of(mine.get(path(draft, "check/")))
    assert "〔" not in text_of(mine.get(path(draft, "check/")))


def test_what_is_known_is_filled_in_and_a_field_has_its_own_message(
    mine: Client, draft: Case, city: City
) -> None:
    cast.make_person(city.applicant.username)
    with pgtrigger.ignore():
        draft.version.fields.filter(code="phone").update(prefill="person.phone")
        draft.version.fields.filter(code="width").update(message="请写招牌的宽度，例如 4.5。")
    page = html_of(mine.get(path(draft, "fields/")))
    assert 'value="15400000001"' in page
    assert "已自动填写，请核对。" in page
    refused = html_of(mine.post(path(draft, "fields/"), FIELDS | {"width": "很宽"}))
    assert "请写招牌的宽度，例如 4.5。" in refused


def test_what_the_situation_does_not_ask_for_is_not_handed_in(mine: Client, draft: Case) -> None:
    fill_in(draft, mine)
    with pgtrigger.ignore():
        draft.version.fields.filter(code="width").update(
            when={"field": "facility", "op": "==", "value": "banner"}
        )
    assert mine.post(path(draft, "submission/")).status_code == 302
    draft.refresh_from_db()
    assert "width" not in draft.fields
    assert draft.fields["place"] == FIELDS["place"]


@pytest.mark.long
def test_a_file_of_the_form_goes_all_the_way_to_the_desk(
    mine: Client, draft: Case, city: City
) -> None:
    with pgtrigger.ignore():
        draft.version.fields.filter(code="owner").update(kind="file", is_required=True)
    fill_in(draft, mine)
    assert mine.post(path(draft, "submission/")).status_code == 422
    wrong = SimpleUploadedFile("平面图.pdf", b"no pdf at all")
    refused = mine.post(path(draft, "fields/"), FIELDS | {"owner": wrong})
    assert refused.status_code == 422
    plan = FIELDS | {"owner": SimpleUploadedFile("平面图.pdf", pdf())}
    assert mine.post(path(draft, "fields/"), plan).status_code == 302
    page = html_of(mine.get(path(draft, "fields/")))
    removal = re.search(r'formaction="([^"]*removal/)"', page)
    assert removal
    assert "平面图.pdf" in text_of(mine.get(path(draft, "check/")))
    assert mine.post(removal[1])["Location"].endswith("/fields/#id_owner")
    assert mine.post(path(draft, "submission/")).status_code == 422
    plan = FIELDS | {"owner": SimpleUploadedFile("平面图.pdf", pdf())}
    mine.post(path(draft, "fields/"), plan)
    assert mine.post(path(draft, "submission/")).status_code == 302
    draft.refresh_from_db()
    clerk = cast.signed_in(city.officer("hall", "counter_clerk"))
    seen = html_of(clerk.get(f"/desk/cases/{draft.number}/"))
    found = re.search(r'href="(/desk/cases/[^"]*files/\d+/)">平面图.pdf', seen)
    assert found
    assert b"".join(clerk.get(found[1])).startswith(b"%PDF")
