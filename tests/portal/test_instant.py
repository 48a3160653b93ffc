"""An applicant whose case is decided at once: he is told before, how, and may have a human look."""

import pytest
from django.conf import settings
from pypdf import PdfReader

from onewindow.cases import actions
from onewindow.cases.instant.actions.checking import ask_for_human
from onewindow.cases.instant.models import DecisionTable, InstantDecision, PostCheck
from onewindow.cases.models import Case, CaseStatus, Letter
from onewindow.documents.storage import open_document
from onewindow.kernel.errors import NotAllowedNow
from tests.cases.building import MONDAY, step
from tests.cases.instant.building import (
    Shop,
    fill_in,
    hand_in,
    make_active,
    make_shadow,
)
from tests.cast import signed_in
from tests.desk.pages import at_desk, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("drawn_percent", [0, 100])
def test_he_is_told_by_which_rule_and_a_human_looks_when_he_asks(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, drawn_percent: int
) -> None:
    monkeypatch.setattr(settings, "INSTANT_CHECK_PERCENT", drawn_percent)
    make_active(shop.version)
    case = hand_in(shop)
    browser = signed_in(shop.applicant)
    page = text_of(browser.get(f"/applications/{case.number}/"))
    assert "由系统当场自动决定" in page
    assert "您的申请：个人经营" in page
    browser.post(f"/applications/{case.number}/human-review/", {"reason": ""})
    twice = browser.post(f"/applications/{case.number}/human-review/", {"reason": "名称写错了"})
    assert twice.status_code == 422
    check = PostCheck.objects.get()
    assert (check.origin, check.reason) == ("asked", "")
    with pytest.raises(NotAllowedNow):
        ask_for_human(case, reason="", by=shop.applicant.actor, at=MONDAY)
    assert "您要求的人工复核正在进行" in text_of(browser.get(f"/applications/{case.number}/"))
    again = browser.get(f"/applications/{case.number}/human-review/")
    assert "已经在人工复核" in text_of(again)


def test_the_letter_says_that_a_machine_decided(shop: Shop) -> None:
    make_active(shop.version)
    case = hand_in(shop)
    letter = actions.make_letter(Letter.objects.get(case=case, kind="grant").pk, at=MONDAY)
    assert letter.document is not None
    with open_document(letter.document) as file:
        said = "".join(page.extract_text() for page in PdfReader(file).pages)
    plain = "".join(said.split())
    assert "秒批规则表第1版第1行自动作出" in plain
    assert "请工作人员复核" in plain


@pytest.mark.long
def test_he_may_have_a_human_decide_from_the_beginning(shop: Shop) -> None:
    draft = fill_in(shop)
    browser = signed_in(shop.applicant)
    assert "可以秒批" not in text_of(browser.get(f"/drafts/{draft.uid}/check/"))
    make_active(shop.version)
    assert "可以秒批" in text_of(browser.get(f"/drafts/{draft.uid}/check/"))
    browser.post(f"/drafts/{draft.uid}/submission/", {"wants_human": "on"})
    case = Case.objects.get(pk=draft.pk)
    assert case.status == CaseStatus.SUBMITTED
    assert InstantDecision.objects.get(case=case).doubt == "asked"
    page = text_of(browser.get(f"/applications/{case.number}/"))
    assert "由工作人员办理" in page
    assert "请工作人员复核" not in page


@pytest.mark.long
def test_officers_read_why_but_see_no_shadow_before_they_decided(shop: Shop) -> None:
    make_shadow(shop.version)
    case = hand_in(shop)
    reviewer = at_desk(shop.reviewer)
    assert "试运行" not in text_of(reviewer.get(f"/desk/cases/{case.number}/"))
    actions.accept(step(case, "accept"), by=shop.clerk, at=MONDAY)
    actions.complete_review(
        step(case, "check"), by=shop.reviewer, outcome="agreed", opinion="", at=MONDAY
    )
    actions.decide(step(case, "decide"), by=shop.decider, is_granted=True, reason="", at=MONDAY)
    assert "规则会准予" in text_of(reviewer.get(f"/desk/cases/{case.number}/"))
    DecisionTable.objects.update(status="active", activated_at=MONDAY, activated_by="x")
    left = hand_in(shop, form="family")
    assert "规则要求人工办理" in text_of(reviewer.get(f"/desk/cases/{left.number}/"))
