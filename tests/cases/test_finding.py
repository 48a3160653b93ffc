"""Cases are found by pieces of what their list says, by those who may read them."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from onewindow.cases.access import cases_for
from onewindow.cases.finding import said
from onewindow.cases.models import Case, CaseStep
from onewindow.desk import slices
from onewindow.desk.slices import slice_of
from tests.cases.building import MONDAY, City, build_city, make_draft, make_submitted

HANDLER = frozenset({"reviewer"})


def found(city: City, text: str, *, department: str = "planning") -> list[str | None]:
    fits = said(text)
    cases = cases_for(city.officer(department, "reviewer"), HANDLER)
    return [case.number for case in (cases.filter(fits) if fits else cases)]


@pytest.mark.django_db
def test_pieces_of_the_number_the_applicant_and_the_item_find_it() -> None:
    city = build_city()
    case = make_submitted(city)
    Case.objects.filter(pk=case.pk).update(
        number="SL20260302-000417", applicant_name="示例·欧陽建国（Ａ１２３公司）"
    )
    hits = (
        "SL20260302-000417", "sl20260302-000417", "20260302-000417", "20260302000417", "20260302",
        "SL20260302", "SL20260302-0004", "202603", "000417", "417", "建国", "示例事項", "欧陽",
        "a123公司", "１２３", "示例事项", "事项 建国", "建国，417", "例·欧", "例事", "  ", "——",
    )  # fmt: skip
    assert [hit for hit in hits if found(city, hit) != ["SL20260302-000417"]] == []
    misses = (
        "SL20260303",
        "418",
        "2026",
        "建设",
        "欧建",
        "事项 建设",
        "结婚",
        "建国 418",
        "'&|!:*",
    )
    assert [miss for miss in misses if said(miss) and found(city, miss)] == []


@pytest.mark.django_db
def test_departments_find_what_they_have_to_do_with() -> None:
    city = build_city()
    make_draft(city)
    number = make_submitted(city).number
    others = build_city()
    assert found(city, "示例") == [number]
    assert found(others, "示例") == []
    moved = CaseStep.objects.get(case__number=number, code="planning")
    moved.unit = others.officer("planning", "reviewer").department
    moved.save(update_fields=["unit"])
    assert found(others, "示例") == [number]
    assert found(city, "示例") == []
    assert found(city, "示例", department="traffic") == [number]


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("near", [1, 2000])
def test_pages_meet_without_a_gap_though_times_are_the_same(
    near: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "NEAR", near)
    city = build_city()
    numbers = [make_submitted(city, at=MONDAY + timedelta(days=n // 3)).number for n in range(8)]
    every = Case.objects.submitted()
    mine = cases_for(city.officer("traffic", "reviewer"), HANDLER)
    seen, pages = [], []
    asked = QueryDict(mutable=True)
    while True:
        page = slice_of(mine, every, asked, size=3)
        seen += [case.number for case in page.cases]
        pages.append(page)
        if not page.has_older:
            break
        asked["after"] = page.last
    assert seen == numbers[::-1]
    back = QueryDict(mutable=True)
    back["before"] = pages[2].first
    assert slice_of(mine, every, back, size=3).cases == pages[1].cases
    assert [page.has_newer for page in pages] == [False, True, True]
    assert slice_of(mine, every, QueryDict("after=nonsense"), size=3) == pages[0]
