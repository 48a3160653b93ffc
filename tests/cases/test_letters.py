"""The letter of a decision: made once, delivered, readable, and never lost."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from onewindow.cases import access, actions
from onewindow.cases.actions.letters import make_overdue_letters
from onewindow.cases.models import Case, Letter
from onewindow.cases.models.letters import DECISIONS
from onewindow.documents.models import Document
from onewindow.documents.storage import open_document
from onewindow.events.models import Event
from onewindow.orgs.models import Department
from tests.cases.building import MONDAY, City, build_city, make_reviewed, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return build_city()


def decided(city: City, *, is_granted: bool = True, reason: str = "") -> Case:
    case = make_reviewed(city)
    actions.decide(
        step(case, "decide"), by=city.officer("lead", "decider"),
        is_granted=is_granted, reason=reason, at=MONDAY,
    )  # fmt: skip
    # The other papers of the case have tests of their own.
    Letter.objects.filter(case=case).exclude(kind__in=DECISIONS).delete()
    return case


def text_of(document: Document | None) -> str:
    assert document is not None
    with open_document(document) as file:
        pages = PdfReader(io.BytesIO(file.read())).pages
        return "".join("".join(page.extract_text().split()) for page in pages)


def test_the_letter_finishes_the_case(city: City) -> None:
    case = decided(city)
    letter = actions.make_letter(Letter.objects.decisions().get(case=case).pk, at=MONDAY)
    case.refresh_from_db()
    assert case.status == "finished"
    assert case.steps.get(code="deliver").outcome == "delivered"
    text = text_of(letter.document)
    assert "准予行政许可决定书" in text
    assert case.applicant_name in text
    assert letter.number.replace(" ", "") in text
    assert letter.code in text
    assert case.number is not None
    assert access.letter_for_applicant(city.applicant, case.number) == letter


def test_a_refusal_says_why_and_where_to_turn(city: City) -> None:
    case = decided(city, is_granted=False, reason="场所面积不足二十平方米。")
    letter = actions.make_letter(Letter.objects.decisions().get(case=case).pk, at=MONDAY)
    text = text_of(letter.document)
    assert "场所面积不足二十平方米" in text
    assert "行政复议" in text
    assert "示例市人民政府" in text


@pytest.mark.long
def test_two_departments_of_one_short_name_both_decide(city: City) -> None:
    elsewhere = build_city()
    for each in (city, elsewhere):
        Department.objects.filter(pk=each.version.item.department_id).update(letter_name="同监")
    numbers = {
        Letter.objects.decisions().get(case=decided(each)).number for each in (city, elsewhere)
    }
    assert numbers == {"同监许决〔2026〕1号"}


def test_making_a_letter_twice_makes_it_once(city: City) -> None:
    case = decided(city)
    pk = Letter.objects.decisions().get(case=case).pk
    first = actions.make_letter(pk, at=MONDAY)
    again = actions.make_letter(pk, at=MONDAY + timedelta(hours=1))
    assert again.document_id == first.document_id
    assert again.made_at == MONDAY
    assert Event.objects.filter(chain=case.chain, code="letter.issued").count() == 1


def test_a_letter_left_behind_by_a_killed_worker_is_made_later(city: City) -> None:
    case = decided(city)
    assert make_overdue_letters(at=MONDAY + timedelta(seconds=30)) == 0
    assert make_overdue_letters(at=MONDAY + timedelta(minutes=2)) == 1
    case.refresh_from_db()
    assert case.status == "finished"


def test_a_letter_that_cannot_be_made_does_not_hold_up_the_others(city: City) -> None:
    first, second = decided(city), decided(city)
    # The sweep meets it first; a private-use character has no glyph in any font.
    Case.objects.filter(pk=first.pk).update(applicant_name="示例\ue000")
    assert make_overdue_letters(at=MONDAY + timedelta(minutes=2)) == 1
    failed = Letter.objects.decisions().get(case=first)
    assert (failed.document, failed.failed_at) == (None, MONDAY + timedelta(minutes=2))
    assert "U+E000" in failed.problem
    assert Case.objects.get(pk=second.pk).status == "finished"


def test_a_letter_that_failed_is_made_once_the_reason_is_gone(city: City) -> None:
    case = decided(city)
    Case.objects.filter(pk=case.pk).update(applicant_name="示例\ue000")
    make_overdue_letters(at=MONDAY + timedelta(minutes=2))
    Case.objects.filter(pk=case.pk).update(applicant_name="示例")
    assert make_overdue_letters(at=MONDAY + timedelta(minutes=3)) == 1
    letter = Letter.objects.decisions().get(case=case)
    assert (letter.problem, letter.failed_at) == ("", None)


def test_a_letter_that_keeps_failing_is_tried_once_an_hour(city: City) -> None:
    case = decided(city)
    Case.objects.filter(pk=case.pk).update(applicant_name="示例\ue000")
    for minutes, tried in ((2, 2), (9, 9), (11, 9), (68, 9), (70, 70)):
        make_overdue_letters(at=MONDAY + timedelta(minutes=minutes))
        letter = Letter.objects.decisions().get(case=case)
        assert letter.failed_at == MONDAY + timedelta(minutes=tried)


def test_what_nobody_foresaw_is_logged_in_full_once(
    city: City, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    case = decided(city)

    def burst(_letter: object) -> bytes:
        raise OSError("no such font")

    monkeypatch.setattr("onewindow.cases.actions.letters.render", burst)
    for minute in (2, 3):
        make_overdue_letters(at=MONDAY + timedelta(minutes=minute))
    letter = Letter.objects.decisions().get(case=case)
    assert "no such font" in letter.problem
    of_it = [each for each in caplog.records if f"letter {letter.pk} " in each.getMessage()]
    assert [bool(record.exc_info) for record in of_it] == [True, False, False]


def test_deliveries_that_wait_for_each_other_are_all_done(city: City) -> None:
    case = decided(city)
    deliver = case.steps.get(code="deliver")
    first = case.steps.create(
        position=7, code="seal", name="制证", kind="delivery", unit=deliver.unit, limit=1,
        status="open", unmet=0, enabled_at=MONDAY, due_on=MONDAY.date(),
        successors=[deliver.position],
    )  # fmt: skip
    case.steps.filter(pk=deliver.pk).update(status="waiting", unmet=1, enabled_at=None)
    actions.make_letter(Letter.objects.decisions().get(case=case).pk, at=MONDAY)
    for pk in (first.pk, deliver.pk):
        assert case.steps.get(pk=pk).status == "done"


def test_an_unfinished_letter_is_not_offered(city: City) -> None:
    case = decided(city)
    assert case.number is not None
    with pytest.raises(Letter.DoesNotExist):
        access.letter_for_applicant(city.applicant, case.number)


def test_a_decision_that_rolls_back_orders_no_letter(city: City) -> None:
    case = make_reviewed(city)
    officer = city.officer("planning", "reviewer")
    with pytest.raises(Exception, match="权限"):
        actions.decide(step(case, "decide"), by=officer, is_granted=True, reason="", at=MONDAY)
    assert not Letter.objects.decisions().filter(case=case).exists()
