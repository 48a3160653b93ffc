"""Item managers write decision tables, others let them run; all of it without scripts."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.test import Client
from python_calamine import CalamineWorkbook

from onewindow.cases.instant.actions import lifecycle
from onewindow.cases.instant.models import DecisionTable, PostCheck
from onewindow.cases.instant.storing import examples_of, table_of
from onewindow.cases.instant.table import Op, Verdict
from onewindow.orgs.models import Role
from tests.cases.building import MONDAY
from tests.cases.instant.building import (
    SECOND,
    Shop,
    hand_in,
    handle,
    make_active,
    make_shadow,
    make_table,
)
from tests.cast import make_officer
from tests.desk.pages import at_desk, message_after, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(shop: Shop) -> Client:
    office = shop.version.item.department
    return at_desk(make_officer(f"{office.short_code}.m", Role.ITEM_MANAGER, department=office))


def sent(table: DecisionTable, **changes: str) -> dict[str, object]:
    """Return what the page of a draft sends."""
    rules = table_of(table)
    form: dict[str, object] = {
        "revision": table.revision,
        "column": [column.code for column in rules.columns],
        "row": [row.code for row in rules.rows],
    }
    for row in rules.rows:
        form[f"r-{row.code}-verdict"] = row.verdict.value
        form[f"r-{row.code}-basis"] = row.basis
    return {**form, **changes}


def test_a_table_is_written_by_buttons(manager: Client, shop: Shop) -> None:
    answer = manager.post(f"/desk/instant/items/{shop.version.item_id}/")
    table = DecisionTable.objects.get()
    page = f"/desk/instant/tables/{table.pk}/"
    assert answer["Location"] == page
    for source in ("answer.form", "field.funds"):
        table.refresh_from_db()
        manager.post(page, sent(table, do="column:add", source=source))
    table.refresh_from_db()
    manager.post(page, sent(table, do="row:add"))
    table.refresh_from_db()
    cells: dict[str, str] = {
        "r-r1-verdict": "grant", "r-r1-basis": "示例条例第三条", "c-c2-miss": "on",
        "x-r1-c1-op": "in", "x-r1-c1-value": "personal",
        "x-r1-c2-op": "between", "do": "row:r1:copy",
    }  # fmt: skip
    form = sent(table, **cells) | {"x-r1-c2-value": ["1", "5000.50"]}
    answer = manager.post(page, form)
    assert answer["Location"] == f"{page}#row-r1"
    table.refresh_from_db()
    rules = table_of(table)
    first, copy = rules.rows
    assert (copy.code, copy.cells) == ("r2", first.cells)
    assert [cell.op for cell in first.cells if cell] == [Op.EQ, Op.BETWEEN]
    assert (rules.columns[1].may_miss, first.verdict) == (True, Verdict.GRANT)
    assert "和第 1 行的条件完全一样" in text_of(manager.get(page))


def test_what_cannot_be_read_stays_typed_and_nothing_is_saved(manager: Client, shop: Shop) -> None:
    table = make_table(shop.version)
    page = f"/desk/instant/tables/{table.pk}/"
    form = sent(table, **{"x-r1-c1-op": "ge", "x-r1-c1-value": "十八"})
    answer = manager.post(page, form)
    assert answer.status_code == 422
    assert "“十八”不是数字" in text_of(answer)
    assert 'value="十八"' in answer.content.decode()
    stale = manager.post(page, sent(table, revision="0"))
    assert stale.status_code == 422
    assert "别人保存过" in text_of(stale)
    assert table_of(table) == table_of(DecisionTable.objects.get(pk=table.pk))


@pytest.mark.long
def test_tests_name_the_row_that_none_reaches(manager: Client, shop: Shop) -> None:
    table = make_table(shop.version)
    page = f"/desk/instant/tables/{table.pk}/tests/"
    assert "全部通过" in text_of(manager.get(page))
    manager.post(page, {"remove": "家庭经营"})
    assert "没有测试用例通过这些行：第 2 行" in text_of(manager.get(page))
    table.refresh_from_db()
    wrong = manager.post(page, {"name": "家庭", "expected": "human", "c2": "family", "c1": "abc"})
    assert wrong.status_code == 422
    manager.post(page, {"name": "家庭", "expected": "grant", "c2": "family"})
    assert "1 个测试用例没有通过" in text_of(manager.get(page))
    manager.post(page, {"name": "家庭", "before": "家庭", "expected": "human", "c2": "family"})
    assert "全部通过" in text_of(manager.get(page))
    tried = manager.get(f"/desk/instant/tables/{table.pk}/trial/?try=1&c2=family")
    assert "规则要求人工办理" in text_of(tried)


def test_a_table_goes_out_and_comes_back_as_excel(manager: Client, shop: Shop) -> None:
    table = make_table(shop.version)
    before = table_of(table)
    page = f"/desk/instant/tables/{table.pk}/"
    book = manager.get(f"{page}table.xlsx").content
    assert CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names[:2] == ["规则", "测试用例"]
    assert manager.get(f"{page}table.json").json()["nodes"][1]["type"] == "decisionTableNode"
    answer = take_in(manager, page, book)
    assert "已导入" in message_after(manager, answer)
    table.refresh_from_db()
    assert table_of(table) == before
    assert len(examples_of(table, before)) == 4
    damaged = book_with(book, {"不限": "", "大于等于": "差不多", "家庭经营": "合伙"})
    refused = take_in(manager, page, damaged)
    assert refused.status_code == 422
    said = text_of(refused)
    assert "规则!B3" in said or "规则!C3" in said
    assert "测试用例!" in said
    assert table_of(table) == before


def take_in(browser: Client, page: str, data: bytes) -> HttpResponseBase:
    """Upload a file."""
    file = SimpleUploadedFile("规则.xlsx", data)
    return browser.post(f"{page}file/", {"file": file})


def book_with(data: bytes, changes: dict[str, str]) -> bytes:
    """Return a workbook with other texts in its cells."""
    import xlsxwriter

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as written:
        for name in book.sheet_names[:2]:
            sheet = written.add_worksheet(name)
            for line, row in enumerate(book.get_sheet_by_name(name).to_python()):
                for column, cell in enumerate(row):
                    text = str(cell)
                    sheet.write_string(line, column, changes.get(text, text) if line > 1 else text)
    return out.getvalue()


def test_a_second_person_activates_and_a_reason_stops(
    manager: Client, shop: Shop, settings: pytest.FixtureRequest
) -> None:
    table = make_shadow(shop.version)
    page = f"/desk/instant/tables/{table.pk}/"
    for _n in range(3):
        handle(shop, hand_in(shop))
    assert "3" in text_of(manager.get(f"{page}agreement/"))
    assert manager.post(f"{page}activation/").status_code == 404
    decider = at_desk(shop.decider)
    assert "已启用" in message_after(decider, decider.post(f"{page}activation/"))
    table.refresh_from_db()
    assert (table.status, table.activated_by) == ("active", shop.decider.actor.code)
    assert manager.post(f"{page}stop/", {"reason": ""}).status_code == 422
    manager.post(f"{page}stop/", {"reason": "条例改了"})
    table.refresh_from_db()
    assert (table.status, table.warning) == ("shadow", "条例改了")
    assert "条例改了" in text_of(manager.get(page))
    copy = manager.post(f"/desk/instant/items/{shop.version.item_id}/")["Location"]
    assert "规则没有不同" in text_of(manager.get(f"{copy}changes/"))


@pytest.mark.long
def test_a_reviewer_checks_what_was_drawn(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onewindow.cases.instant.actions.running.lot_of", lambda *_: 0)
    make_active(shop.version)
    case = hand_in(shop)
    reviewer = at_desk(shop.reviewer)
    assert str(case.number) in text_of(reviewer.get("/desk/instant/checks/"))
    page = f"/desk/instant/checks/{case.number}/"
    assert "第 1 行 适用" in text_of(reviewer.get(page))
    assert reviewer.post(page, {"agrees": "no"}).status_code == 422
    answer = reviewer.post(page, {"agrees": "no", "note": "场所不实"})
    assert "退回试运行" in message_after(reviewer, answer)
    assert PostCheck.objects.get().agrees is False
    assert not lifecycle.put_back(DecisionTable.objects.get(), reason="再来", by=SECOND, at=MONDAY)
