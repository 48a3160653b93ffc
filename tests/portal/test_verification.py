"""Anybody with a letter finds out whether it is genuine, and nothing that it does not say."""

import pytest
from django.test import Client
from django.urls import reverse

from onewindow.cases import actions
from onewindow.cases.models import Letter
from tests.cases.building import MONDAY, build_city, make_reviewed, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter() -> Letter:
    city = build_city()
    case = make_reviewed(city)
    officer = city.officer("lead", "decider")
    actions.decide(step(case, "decide"), by=officer, is_granted=True, reason="", at=MONDAY)
    return Letter.objects.decisions().get(case=case)


def look_up(code: str) -> str:
    response = Client().get(reverse("portal:verify"), {"code": code})
    assert response.status_code == 200
    return response.content.decode()


def test_a_genuine_letter_is_found_however_its_code_is_typed(letter: Letter) -> None:
    made = actions.make_letter(letter.pk, at=MONDAY)
    assert made.document is not None
    for typed in (made.code, made.code.lower(), made.code.replace("-", " ")):
        page = look_up(typed)
        assert made.number in page
        assert made.document.sha256 in page


def test_a_persons_name_is_masked(letter: Letter) -> None:
    made = actions.make_letter(letter.pk, at=MONDAY)
    page = look_up(made.code)
    assert made.case.applicant_name not in page
    assert made.shown_applicant in page


def test_an_unknown_or_wrong_code_finds_nothing(letter: Letter) -> None:
    actions.make_letter(letter.pk, at=MONDAY)
    for code in ("0000-0000-0000", "not a code", "", "1" * 41):
        assert letter.number not in look_up(code), code


def test_a_letter_that_is_not_made_yet_is_not_found(letter: Letter) -> None:
    assert letter.number not in look_up(letter.code)
