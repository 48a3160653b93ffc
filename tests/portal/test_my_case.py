"""My case: where it is, what happens next, the letter, withdrawing; never an opinion."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from pytest_django.fixtures import DjangoAssertNumQueries

from onewindow.cases import actions
from onewindow.cases.models import Case, Letter
from onewindow.catalogue.models import ItemVersion
from onewindow.documents.storage import path_of
from onewindow.events.models import Event
from onewindow.portal.applications import views
from onewindow.portal.applications.next_step import next_step
from tests.cases.building import (
    MONDAY,
    REVIEWS,
    City,
    make_accepted,
    make_reviewed,
    make_submitted,
    step,
)  # fmt: skip
from tests.portal.building import fill_in, html_of, make_draft_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "now", lambda: MONDAY)


def path(case: Case, page: str = "") -> str:
    return f"/applications/{case.number}/{page}"


def test_a_number_that_no_case_can_have_is_not_found(city: City, mine: Client) -> None:
    assert mine.get("/applications/%00/").status_code == 404


def decide(city: City, *, is_granted: bool = True, reason: str = "", at: datetime = MONDAY) -> Case:
    case = make_reviewed(city)
    actions.decide(
        step(case, "decide"), by=city.officer("lead", "decider"), is_granted=is_granted,
        reason=reason, at=at,
    )  # fmt: skip
    return case


def test_nothing_yet_leads_to_the_home_page(mine: Client) -> None:
    page = text_of(mine.get("/applications/"))
    assert "您还没有办件" in page
    assert "找一件事办" in page


def test_drafts_and_cases_are_listed_apart(mine: Client, city: City, version: ItemVersion) -> None:
    make_draft_of(version, city.applicant)
    case = make_submitted(city)
    page = text_of(mine.get("/applications/"))
    assert "草稿（还没有提交）" in page
    assert f"{case.number} · 示例·申请人 · 2026-03-02 提交" in page


def test_a_submitted_case_waits_for_acceptance(mine: Client, city: City) -> None:
    case = make_submitted(city)
    page = text_of(mine.get(path(case)))
    assert str(case.number) in page
    assert "正在核对您的材料，最迟 3月3日（星期二）告诉您是否受理" in page
    assert "最迟 3月3日（星期二）受理 · 为什么是这一天？" in page


def test_an_accepted_case_shows_parallel_steps_and_both_clocks(mine: Client, city: City) -> None:
    case = make_accepted(city)
    page = text_of(mine.get(path(case)))
    assert "正在同时审查，最迟 3月12日（星期四）作出决定" in page
    assert "同时办理" in page
    assert "承诺 3月12日（星期四）前办结" in page
    assert "法定 3月30日（星期一）" in page
    assert "当日不计，从次日起算（民法典第二百零一条）" in page
    assert "最迟 3月5日" in page


def test_opinions_and_officers_stay_inside(mine: Client, city: City) -> None:
    case = make_accepted(city)
    for name in REVIEWS:
        actions.complete_review(
            step(case, name), by=city.officer(name, "reviewer"), outcome="disagreed",
            opinion="内部意见：位置不妥", at=MONDAY,
        )  # fmt: skip
    html = html_of(mine.get(path(case)))
    assert "内部意见" not in html
    assert "不同意" not in html
    assert city.officer("planning", "reviewer").user.name not in html
    assert "各部门已审查完" in html


def test_a_steps_not_needed_are_not_shown(mine: Client, city: City, version: ItemVersion) -> None:
    draft = make_draft_of(version, city.applicant)
    fill_in(draft, mine)
    mine.post(f"/drafts/{draft.uid}/answers/", {"facility": "banner", "by_agent": "no"})
    answer = mine.post(f"/drafts/{draft.uid}/submission/", follow=True)
    page = text_of(answer)
    assert "planning审查" in page
    assert "structure审查" not in page


def test_a_letter_in_the_making_refreshes_itself(mine: Client, city: City) -> None:
    case = decide(city)
    html = html_of(mine.get(path(case)))
    assert "正在制作" in html
    assert f'hx-get="{path(case)}" hx-trigger="every 3s"' in html
    fragment = html_of(mine.get(path(case), headers={"HX-Request": "true"}))
    assert fragment.lstrip().startswith('<div id="case"')
    assert mine.get(path(case, "letter/")).status_code == 404


def test_a_damaged_letter_is_explained(
    mine: Client, city: City, caplog: pytest.LogCaptureFixture
) -> None:
    case = decide(city)
    made = actions.make_letter(Letter.objects.decisions().get(case=case).pk, at=MONDAY)
    assert made.document is not None
    path_of(made.document.sha256).unlink()
    mine.raise_request_exception = False
    answer = mine.get(path(case, "letter/"))
    assert answer.status_code == 500
    assert "这个文件打不开" in answer.content.decode()
    assert f"stored file {made.document.sha256} cannot be read" in caplog.text


def test_a_letter_that_could_not_be_made_is_told(mine: Client, city: City) -> None:
    case = decide(city)
    Letter.objects.decisions().filter(case=case).update(
        problem="字库里没有这些字", failed_at=MONDAY
    )
    page = text_of(mine.get(path(case)))
    assert "决定书制作遇到问题，工作人员已经收到提醒" in page
    assert "一般几分钟就好" not in page
    assert "字库" not in page


def test_the_letter_is_downloaded_and_written_down(mine: Client, city: City) -> None:
    case = decide(city)
    actions.make_letter(Letter.objects.decisions().get(case=case).pk, at=MONDAY)
    page = html_of(mine.get(path(case)))
    assert "下载决定书（PDF）" in page
    assert "hx-trigger" not in page.split('id="case"')[1].split("</section>")[0]
    sent = mine.get(path(case, "letter/"))
    assert sent.getvalue().startswith(b"%PDF")
    assert sent["Content-Type"] == "application/pdf"
    downloads = Event.objects.filter(chain=case.chain, code="letter.downloaded")
    assert downloads.get().actor == city.applicant.actor.code


def test_a_refusal_gives_its_reason(mine: Client, city: City) -> None:
    case = decide(city, is_granted=False, reason="位置不符合规划。")
    page = text_of(mine.get(path(case)))
    assert "不予许可的理由" in page
    assert "位置不符合规划。" in page
    assert "行政复议" in page


def test_a_case_not_accepted_gives_its_reason(mine: Client, city: City) -> None:
    case = make_submitted(city)
    clerk = city.officer("hall", "counter_clerk")
    actions.not_accept(step(case, "accept"), by=clerk, at=MONDAY, reason="不属于本机关职权。")
    assert "不属于本机关职权。" in text_of(mine.get(path(case)))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (8, "3月10日（星期二）作出决定，没有超过承诺的 3月12日（星期四）"),
        (14, "3月16日（星期一）作出决定，超过了承诺的 3月12日（星期四），没有超过法定的 3月30日"),
        (30, "4月1日（星期三）作出决定，超过了法定的 3月30日（星期一）"),
    ],
)
def test_a_decided_case_says_when_it_was_and_whether_in_time(
    mine: Client, city: City, days: int, said: str
) -> None:
    case = decide(city, at=MONDAY + timedelta(days=days))
    page = text_of(mine.get(path(case)))
    assert said in page
    assert "前办结" not in page
    assert "当日不计，从次日起算（民法典第二百零一条）" in page


def test_what_was_typed_is_given_back_when_the_case_has_moved_on(mine: Client, city: City) -> None:
    case = decide(city)
    answer = mine.post(path(case, "withdrawal/"), {"reason": "店面已经退租"})
    assert answer.status_code == 422
    assert "不能撤回" in text_of(answer)
    assert "店面已经退租" in html_of(answer)
    assert '<form method="post" novalidate' not in html_of(answer)
    assert "您填写的内容没有提交" not in text_of(mine.get(path(case, "withdrawal/")))


def test_withdrawing_asks_first(mine: Client, city: City) -> None:
    case = make_accepted(city)
    assert path(case, "withdrawal/") in html_of(mine.get(path(case)))
    assert "要撤回这件申请吗？" in text_of(mine.get(path(case, "withdrawal/")))
    answer = mine.post(path(case, "withdrawal/"), {"reason": "不开店了"})
    assert answer["Location"] == path(case)
    page = text_of(mine.get(path(case)))
    assert "您已撤回这件申请" in page
    assert "不开店了" in page


def test_a_decided_case_stays_decided(mine: Client, city: City) -> None:
    case = decide(city)
    assert "withdrawal" not in html_of(mine.get(path(case)))
    answer = mine.post(path(case, "withdrawal/"), {"reason": ""})
    assert answer.status_code == 422
    assert "不能撤回" in text_of(answer)
    case.refresh_from_db()
    assert case.status == "granted"


def test_a_late_case_says_so(city: City) -> None:
    case = make_accepted(city)
    steps = list(case.steps.select_related("unit"))
    late = (MONDAY + timedelta(days=30)).date()
    assert "已经超过承诺的 3月12日（星期四）" in next_step(case, steps, late, None)


def test_a_case_page_takes_at_most_fifteen_queries(
    mine: Client, city: City, version: ItemVersion,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    draft = make_draft_of(version, city.applicant)
    fill_in(draft, mine)
    where = mine.post(f"/drafts/{draft.uid}/submission/")["Location"]
    with django_assert_max_num_queries(15):
        mine.get(where)
    granted = decide(city)
    with django_assert_max_num_queries(15):
        mine.get(path(granted))


def test_another_year_is_written_out(city: City) -> None:
    case = make_accepted(city)
    case.promised_due_on = date(localdate().year + 1, 1, 4)
    said = next_step(case, list(case.steps.select_related("unit")), MONDAY.date(), None)
    assert f"最迟 {localdate().year + 1}年1月4日（" in said


def test_an_archived_case_says_how_it_ended(mine: Client, city: City) -> None:
    case = make_accepted(city)
    actions.withdraw(case, by=city.applicant, reason="不开店了", at=MONDAY)
    case.refresh_from_db()
    actions.archive(case, by=city.officer("lead", "decider"), at=MONDAY)
    page = text_of(mine.get(path(case)))
    assert "已撤回（已归档）" in page
    assert "您已撤回这件申请，需要时可以重新申请。办件已归档。" in page
    assert "前办结" not in page
