"""What the law demands of a delegation, demand by demand."""

from dataclasses import replace
from datetime import date

import pytest

from onewindow.delegation.rules import Grant, Party, Problem, Reason, problems_of
from onewindow.orgs.rules import document_number

TODAY = date(2026, 3, 2)
BUREAU = Party("111199999999000461", "999900")
STREET = Party("11119999999900169H", "999901001")
INSTITUTE = Party("12119999999900169E", "999901001")
PEER = Party("111199999999000626", "999900")
SOUND = Grant(
    is_entrusted=True,
    is_in_force=True,
    is_licence=True,
    owner=BUREAU,
    giver=BUREAU,
    to=STREET,
    powers=("accept",),
    basis="《某某市容条例》第十条",
    filing_number="示法备〔2026〕3号",
    filed_on=date(2026, 2, 20),
    valid_from=date(2026, 3, 1),
    valid_to=date(2027, 3, 1),
)


@pytest.mark.parametrize(
    "grant",
    [
        SOUND,
        replace(SOUND, is_entrusted=False),
        replace(SOUND, to=PEER),
        replace(SOUND, to=INSTITUTE, is_licence=False),
        replace(SOUND, valid_to=None),
        replace(SOUND, valid_from=SOUND.filed_on),
    ],
    ids=["street", "handed down", "peer", "no licence", "open end", "on the day of filing"],
)
def test_what_the_law_allows(grant: Grant) -> None:
    assert problems_of(grant, on=TODAY) == []


@pytest.mark.parametrize(
    ("grant", "field", "reason"),
    [
        (replace(SOUND, giver=STREET, to=PEER), "item", Reason.FURTHER),
        (replace(SOUND, is_in_force=False), "item", Reason.NOT_IN_FORCE),
        (replace(SOUND, to=BUREAU), "to", Reason.TO_ITSELF),
        (replace(SOUND, to=INSTITUTE), "to", Reason.NO_ORGAN),
        (replace(SOUND, is_entrusted=False, to=PEER), "to", Reason.NOT_BELOW),
        (replace(SOUND, powers=()), "powers", Reason.NO_POWER),
        (replace(SOUND, basis="上级文件"), "basis", Reason.NO_BASIS),
        (replace(SOUND, filing_number=" "), "filing_number", Reason.NOT_FILED),
        (
            replace(SOUND, filed_on=date(2026, 3, 3), valid_from=date(2026, 3, 4)),
            "filed_on",
            Reason.FILED_LATER,
        ),
        (replace(SOUND, valid_from=date(2026, 2, 19)), "valid_from", Reason.BEFORE_FILING),
        (replace(SOUND, valid_to=SOUND.valid_from), "valid_to", Reason.ENDS_FIRST),
        (replace(SOUND, valid_to=TODAY), "valid_to", Reason.OVER),
    ],
)
def test_what_it_refuses(grant: Grant, field: str, reason: Reason) -> None:
    assert problems_of(grant, on=TODAY) == [Problem(field, reason)]


def test_all_problems_are_named_at_once() -> None:
    wrong = replace(SOUND, basis="", filing_number="", powers=())
    assert {problem.field for problem in problems_of(wrong, on=TODAY)} == {
        "basis", "filing_number", "powers",
    }  # fmt: skip


def test_a_number_in_the_official_form() -> None:
    assert document_number("示城管", "授", 2026, 3) == "示城管授〔2026〕3号"
