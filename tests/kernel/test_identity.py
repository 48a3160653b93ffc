import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.kernel import identity
from onewindow.kernel.identity import InvalidIdentity, ItemCodeProfile

VECTORS = Path(__file__).parents[1] / "data" / "identity_vectors.csv"
CHECKS: dict[str, Callable[[str], bool]] = {
    "citizen_id": identity.is_valid_citizen_id,
    "uscc": identity.is_valid_uscc,
    "elicense_id": identity.is_valid_licence_id,
    "task_code": identity.is_valid_item_code,
}

CITIZEN = "11010519491231002X"
USCC = "11370800MB28559184"
LICENCE = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S"


def vectors() -> list[tuple[str, str, bool]]:
    with VECTORS.open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return [(row["kind"], row["value"], row["valid"] == "1") for row in rows]


def test_the_vectors_are_all_there() -> None:
    assert len(vectors()) == 23
    assert {kind for kind, _, _ in vectors()} == set(CHECKS)


@pytest.mark.parametrize(("kind", "value", "valid"), vectors())
def test_published_codes(kind: str, value: str, valid: bool) -> None:
    assert CHECKS[kind](value) is valid


def fault_of(check: Callable[[str], object], text: str) -> str:
    with pytest.raises(InvalidIdentity) as caught:
        check(text)
    assert any("一" <= char <= "鿿" for char in caught.value.message)
    assert caught.value.problem.code == caught.value.code
    return caught.value.code


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("110105491231002", "length"),
        ("", "length"),
        ("1101051949123100２X", "characters"),
        ("1101X519491231002X", "characters"),
        ("99010519491231002X", "area"),
        ("110105194902300021", "birthday"),
        ("110105000012310021", "birthday"),
        ("110105194912310021", "check"),
    ],
)
def test_a_faulty_citizen_number_says_why(number: str, fault: str) -> None:
    assert fault_of(identity.check_citizen_id, number) == fault


def test_a_citizen_number_is_taken_apart() -> None:
    found = identity.parse_citizen_id(" 11010519491231002x ")
    assert found.number == CITIZEN
    assert (found.area, found.born_on, found.is_male) == ("110105", date(1949, 12, 31), False)
    assert identity.parse_citizen_id("440524188001010014").is_male


def test_nobody_is_born_tomorrow() -> None:
    assert identity.parse_citizen_id(CITIZEN, on=date(1949, 12, 31)).number == CITIZEN
    with pytest.raises(InvalidIdentity) as caught:
        identity.parse_citizen_id(CITIZEN, on=date(1949, 12, 30))
    assert caught.value.code == "birthday"


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("1137080MB28559184", "length"),
        ("11370800mB28559184", "characters"),
        ("11370800MO28559184", "characters"),
        ("11AA0800MB28559184", "area"),
        ("11990800MB28559184", "area"),
        ("11370800MB28559185", "check"),
    ],
)
def test_a_faulty_uscc_says_why(code: str, fault: str) -> None:
    assert fault_of(identity.check_uscc, code) == fault


def test_a_uscc_with_a_right_check_char_and_a_wrong_organisation_code() -> None:
    first_17 = "11370800MB2855919"
    code = first_17 + identity.make_uscc_check_char(first_17)
    assert fault_of(identity.check_uscc, code) == "organisation"


def test_organisation_codes() -> None:
    assert identity.check_organisation_code("MB2855918") == "MB2855918"
    assert identity.check_organisation_code("MB285591-8") == "MB2855918"
    assert fault_of(identity.check_organisation_code, "MB2855917") == "check"
    assert fault_of(identity.check_organisation_code, "MB28559") == "length"
    assert fault_of(identity.check_organisation_code, "mb2855918") == "characters"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("1.2.156.3005.2.", "1.2.156.3005.3.", "root"),
        (".002.S", ".002", "parts"),
        ("13338W011", "13338W01", "type"),
        ("13338W011", "13339W011", "type"),
        ("11430000006122244L", "11430000006122245L", "issuer"),
        ("20230000403", "2023-0000403", "serial"),
        (".002.", ".2.", "version"),
        (".002.S", ".002.s", "check"),
        (".002.S", ".002.T", "check"),
    ],
)
def test_a_faulty_licence_id_says_why(old: str, new: str, fault: str) -> None:
    assert old in LICENCE
    assert fault_of(identity.check_licence_id, LICENCE.replace(old, new)) == fault


def test_a_licence_id_is_taken_apart() -> None:
    found = identity.parse_licence_id(LICENCE)
    assert (found.type_code, found.issuer) == ("11100000000013338W011", "11430000006122244L")
    assert (found.serial, found.version, found.check) == ("20230000403", "002", "S")
    assert str(found) == LICENCE


def test_a_national_item_code_is_taken_apart() -> None:
    found = identity.parse_item_code("11450000007565194H200011501500504")
    assert found.profile is ItemCodeProfile.BUSINESS
    assert (found.uscc, found.level, found.sequence) == ("11450000007565194H", "2", "04")
    assert found.base == identity.BaseCode("00", "01", "15", "015", "005")
    assert str(found.base) == "000115015005"


@pytest.mark.parametrize(
    ("code", "profile"),
    [
        ("000115015005", ItemCodeProfile.BASE),
        ("11370800MB285591843370117002011", ItemCodeProfile.IMPLEMENTATION),
        ("11370800MB28559184337011505600001", ItemCodeProfile.BUSINESS),
        (
            "511A0138000000-511602000000-000-115113010833722043-1-00",
            ItemCodeProfile.PROVINCIAL,
        ),
        (
            "G-000007-001-511602000000-000-115113010833722043-1-00",
            ItemCodeProfile.PROVINCIAL_EARLY,
        ),
    ],
)
def test_item_code_profiles(code: str, profile: ItemCodeProfile) -> None:
    found = identity.parse_item_code(code)
    assert found.profile is profile
    assert found.text == code
    assert found.uscc_problem is None


def test_a_provincial_item_code_is_taken_apart() -> None:
    found = identity.parse_item_code("511A0138000000-511602000000-000-115113010833722043-1-00")
    assert (found.local_base, found.area, found.town) == ("511A0138000000", "511602000000", "000")
    assert (found.uscc, found.version, found.sequence) == ("115113010833722043", "1", "00")


@pytest.mark.parametrize(
    ("organisation", "fault"),
    [
        ("1151130000877869M", "length"),
        ("00877868-5", "length"),
        ("11511301452259996u", "characters"),
        ("TE5116020105116050", "check"),
        ("115113010833722044", "check"),
    ],
)
def test_a_broken_organisation_code_does_not_hide_the_other_parts(
    organisation: str, fault: str
) -> None:
    code = f"511A0138000000-511602000000-000-{organisation}-1-00"
    found = identity.parse_item_code(code)
    assert found.uscc == organisation
    assert found.uscc_problem is not None
    assert found.uscc_problem.code == fault
    assert found.uscc_problem.message.startswith("统一社会信用代码")
    assert not identity.is_valid_item_code(code)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", "length"),
        ("0001150150", "length"),
        ("00011501500A", "parts"),
        ("990115015005", "region"),
        ("11370800MB285591848370117002011", "parts"),
        ("E-000021-001-1111111111111111", "parts"),
        ("511A0138000000-5116020000-000-115113010833722043-1-00", "parts"),
        ("511A0138000000-511602000000-000-115113010833722043-1", "parts"),
    ],
)
def test_an_item_code_without_clear_parts_says_why(code: str, fault: str) -> None:
    assert fault_of(identity.parse_item_code, code) == fault
    assert not identity.is_valid_item_code(code)


@given(
    st.sampled_from(["110105", "371482", "510902"]),
    st.dates(date(1900, 1, 1), date(2025, 12, 31)),
    st.integers(0, 999),
    st.integers(0, 16),
    st.integers(1, 9),
)
def test_one_wrong_digit_is_always_found(
    area: str, born_on: date, sequence: int, place: int, shift: int
) -> None:
    first_17 = f"{area}{born_on:%Y%m%d}{sequence:03}"
    number = first_17 + identity.make_citizen_check_char(first_17)
    assert identity.check_citizen_id(number) == number
    wrong = str((int(number[place]) + shift) % 10)
    assert not identity.is_valid_citizen_id(number[:place] + wrong + number[place + 1 :])


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_of_a_uscc_is_always_found(place: int, char: str) -> None:
    changed = USCC[:place] + char + USCC[place + 1 :]
    assert identity.is_valid_uscc(changed) is (changed == USCC)


@given(st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=40))
def test_a_licence_check_char_satisfies_the_recursion_of_the_standard(body: str) -> None:
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    product = 36
    for char in body:
        total = (product + alphabet.index(char)) % 36
        product = 2 * (total or 36) % 37
    last = alphabet.index(identity.make_licence_check_char(body))
    assert (product + last) % 36 == 1


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    for check in CHECKS.values():
        assert check(text) in {True, False}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2611-999901-04-01-000001", ""),
        (" 2018-370203-48-01-123456 ", ""),
        ("2611－999901－04－01－000001", ""),
        ("2611-999901-04-01-00001", "parts"),
        ("2611999901040100001", "parts"),
        ("2613-999901-04-01-000001", "year"),
        ("1999-370203-48-01-123456", "year"),
        ("2611-009901-04-01-000001", "region"),
        ("2611-999901-04-01-000000", "serial"),
        ("２６１１-999901-04-01-000001", "parts"),
    ],
)
def test_project_codes(text: str, code: str) -> None:
    if code:
        with pytest.raises(InvalidIdentity) as refused:
            identity.check_project_code(text)
        assert refused.value.code == code
        assert not identity.is_valid_project_code(text)
    else:
        assert identity.check_project_code(text)[4] == "-"
