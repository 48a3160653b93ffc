"""The page of a case: clocks with their reasons, steps, files, opinions, events."""

import io
from datetime import timedelta

import pgtrigger
import pytest
from django.forms import ModelChoiceField
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext
from pytest_django import DjangoAssertNumQueries

from onewindow.cases import actions
from onewindow.cases.models import Case
from onewindow.catalogue.models import FormField, Question, QuestionOption
from onewindow.desk.cases.hearing_forms import NoticeForm
from onewindow.documents.actions import receive
from onewindow.events.codes import CODES
from onewindow.events.models import Event
from onewindow.orgs.models import Officer
from tests.cases.building import (
    City,
    build_city,
    make_accepted,
    make_draft,
    make_officer,
    make_reviewed,
    step,
)
from tests.cast import make_citizen_id, signed_in
from tests.desk.pages import at_desk, body_of, links_of, text_of
from tests.documents.samples import pdf

pytestmark = pytest.mark.django_db
PDF = pdf()


@pytest.fixture
def city() -> City:
    return build_city()


def url(case: Case) -> str:
    return f"/desk/cases/{case.number}/"


def reader(city: City) -> Officer:
    return city.officer("planning", "reviewer")


def test_it_shows_both_clocks_with_the_reason_of_each_date(city: City) -> None:
    case = make_accepted(city)
    page = text_of(at_desk(reader(city)).get(url(case)))
    assert "承诺时限 2026年3月12日" in page
    assert "法定时限 2026年3月30日" in page
    assert "期限 8 个工作日，2026-03-12（星期四）届满。" in page
    assert "依据：行政许可法第四十二条。" in page


def test_it_shows_steps_opinions_and_events(city: City) -> None:
    case = make_accepted(city)
    planner = reader(city)
    actions.complete_review(
        step(case, "planning"), by=planner, outcome="disagreed", opinion="与规划不符", at=now()
    )
    page = at_desk(planner).get(url(case))
    said = text_of(page)
    assert f"planning审查 不同意 {planner.department.short_name}" in said
    assert said.count("与规划不符") >= 2
    assert "轮到：planning审查、structure审查、traffic审查" in said
    assert "提交申请" in said
    assert 'role="img"' in body_of(page)


def test_it_shows_what_the_applicant_said_and_masks_his_number(city: City) -> None:
    citizen = make_citizen_id()
    version = city.version
    with pgtrigger.ignore():
        question = Question.objects.create(
            version=version, position=1, code="kind", text="哪一种？", kind="choice"
        )
        FormField.objects.create(
            version=version, position=1, code="id", label="身份证号", kind="citizen_id"
        )
        QuestionOption.objects.create(question=question, position=1, code="a", text="甲种")
    draft = make_draft(city)
    actions.save_answers(draft, answers={"kind": "a"}, fields={"id": citizen}, at=now())
    case = actions.submit(draft, at=now())
    clerk = at_desk(city.officer("hall", "counter_clerk"))
    page = text_of(clerk.get(url(case)))
    assert "哪一种？甲种" in page.replace(" ", "")
    assert citizen not in page
    assert f"{citizen[:3]}***" in page
    assert citizen not in text_of(clerk.get(f"{url(case)}steps/accept/"))
    asked = clerk.post(f"{url(case)}personal/", {"fields_wanted": ["id"], "reason": ""})
    assert (asked.status_code, citizen in text_of(asked)) == (422, False)
    shown = clerk.post(f"{url(case)}personal/", {"fields_wanted": ["id"], "reason": "核对原件"})
    assert citizen in text_of(shown)
    assert "no-store" in shown["Cache-Control"]
    event = Event.objects.get(code="personal.revealed")
    assert (event.chain, citizen in event.data) == (case.chain, False)
    assert citizen not in text_of(clerk.get(url(case)))
    supervisor = at_desk(make_officer(city.version.item.department, "supervisor", "watcher"))
    assert "核对原件" in text_of(supervisor.get("/desk/reveals/"))
    assert supervisor.get(f"{url(case)}personal/").status_code == 404


def test_files_are_downloaded_or_shown_by_the_browser(city: City) -> None:
    draft = make_draft(city)
    document = receive(io.BytesIO(PDF), name="平面图.pdf").record(by=city.applicant, at=now())
    handed = actions.attach_file(draft, city.version.materials.get(), document, at=now())
    case = actions.submit(draft, at=now())
    client = at_desk(city.officer("hall", "counter_clerk"))
    address = f"{url(case)}files/{handed.pk}/"
    assert address in links_of(client.get(url(case)))
    attached, shown = client.get(address), client.get(address, {"inline": ""})
    assert attached.headers["Content-Disposition"].startswith("attachment")
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "%E5%B9%B3%E9%9D%A2%E5%9B%BE.pdf" in attached.headers["Content-Disposition"]
    assert attached.getvalue() == shown.getvalue() == PDF
    other = build_city()
    stranger = at_desk(other.officer("hall", "counter_clerk"))
    assert stranger.get(address).status_code == 404


def test_the_timeline_is_also_data(city: City) -> None:
    case = make_accepted(city)
    told = at_desk(reader(city)).get(f"{url(case)}timeline.json").json()
    assert told["number"] == case.number
    assert [each["code"] for each in told["steps"]][:2] == ["accept", "planning"]
    assert told["clocks"][0]["due_on"] == "2026-03-12"


def test_a_decided_case_shows_its_reasons_and_the_letter_to_come(city: City) -> None:
    case = make_reviewed(city)
    actions.decide(
        step(case, "decide"), by=city.officer("lead", "decider"),
        is_granted=False, reason="不符合条件", at=now(),
    )  # fmt: skip
    client = at_desk(city.officer("lead", "decider"))
    page = text_of(client.get(url(case)))
    assert "不予许可不符合条件" in page.replace(" ", "")
    assert "正在制作" in page
    assert client.get(f"{url(case)}letter/").status_code == 404


def test_a_case_of_others_looks_like_a_missing_one(city: City) -> None:
    case = make_accepted(city)
    other = build_city()
    outsider = at_desk(other.officer("planning", "reviewer"))
    for path in (url(case), f"{url(case)}timeline.json", "/desk/cases/SL20260101-999999/"):
        assert outsider.get(path).status_code == 404
    assert signed_in(city.applicant).get(url(case)).status_code == 404
    assert signed_in(None).get(url(case)).status_code == 302


def test_a_supervisor_reads_every_case_and_decides_none(city: City) -> None:
    case = make_accepted(city)
    watcher = at_desk(make_officer(build_city().officers["hall.counter_clerk.1"].department,
                                   "supervisor", "watcher"))  # fmt: skip
    page = watcher.get(url(case))
    assert page.status_code == 200
    assert not [link for link in links_of(page) if "/steps/" in link]
    assert watcher.get(f"{url(case)}steps/planning/").status_code == 404


def test_a_letter_that_could_not_be_made_is_seen_by_who_can_mend_it(city: City) -> None:
    case = make_reviewed(city)
    actions.decide(
        step(case, "decide"), by=city.officer("lead", "decider"),
        is_granted=True, reason="", at=now(),
    )  # fmt: skip
    watcher = at_desk(make_officer(city.version.item.department, "supervisor", "watcher"))
    keeper = at_desk(make_officer(city.version.item.department, "administrator", "keeper"))
    assert "没有做成" not in text_of(watcher.get("/desk/"))
    case.letters.filter(kind__in=["grant", "receipt"]).update(
        problem="字库里没有这些字", failed_at=now()
    )
    page = text_of(at_desk(city.officer("lead", "decider")).get(url(case)))
    assert "有 2 份文书没有做成" in page
    assert "字库里没有这些字" in page
    assert "有 2 份文书没有做成" in text_of(watcher.get("/desk/"))
    assert "有 2 份文书没有做成" in text_of(keeper.get("/desk/"))
    assert "没有做成" not in text_of(at_desk(reader(city)).get("/desk/"))
    assert url(case) in links_of(watcher.get("/desk/cases/", {"status": "letter_failed"}))
    case.letters.update(problem="", failed_at=None)
    assert url(case) not in links_of(watcher.get("/desk/cases/", {"status": "letter_failed"}))


def test_in_english_the_history_is_english(city: City) -> None:
    case = make_accepted(city)
    client = at_desk(reader(city))
    page = text_of(client.get(url(case), headers={"Accept-Language": "en"}))
    assert CODES["case.submitted"] not in page
    with translation.override("en"):
        assert gettext(CODES["case.submitted"]) in page


def test_the_search_finds_by_number_name_and_item_among_his_cases(city: City) -> None:
    mine, others = make_accepted(city), make_accepted(build_city())
    client = at_desk(reader(city))
    assert mine.number is not None
    for words in (mine.number[-6:], "申请人", "示例事项"):
        found = links_of(client.get("/desk/cases/", {"q": words}))
        assert url(mine) in found
        assert url(others) not in found
    assert "没有找到办件" in text_of(client.get("/desk/cases/", {"q": "不存在"}))
    assert url(mine) not in links_of(client.get("/desk/cases/", {"status": "finished"}))
    assert url(mine) in links_of(client.get("/desk/cases/", {"status": "wrong"}))


@pytest.mark.parametrize(
    ("who", "most"), [("planning.reviewer", 22), ("lead.decider", 24), ("hall.counter_clerk", 22)]
)
def test_the_page_costs_a_bounded_number_of_queries(
    city: City, who: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = make_reviewed(city, at=now() - timedelta(days=1))
    client = at_desk(city.officers[f"{who}.1"])
    with django_assert_max_num_queries(most):
        assert client.get(url(case)).status_code == 200


def test_who_presides_is_asked_in_words() -> None:
    presider = NoticeForm.base_fields["presider"]
    assert isinstance(presider, ModelChoiceField)
    assert presider.empty_label == "请选择"
