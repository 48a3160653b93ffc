"""Questions and fields that depend on the answers before them."""

import pgtrigger
import pytest
from django.test import Client

from onewindow.cases.models import Case
from onewindow.catalogue.models import ItemVersion, Question
from tests.cases.building import City
from tests.portal.building import html_of, make_draft_of

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
