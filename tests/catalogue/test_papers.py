"""统计表, 情况说明 and 联系表: counted from the data, filled in elsewhere, read again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest

from onewindow.catalogue.actions import store_draft
from onewindow.catalogue.exchange import FormProblems
from onewindow.catalogue.models import ContactRole, ItemContact, ItemVersion, VersionStatus
from onewindow.catalogue.papers.contacts import keep_contacts, read_contacts
from onewindow.catalogue.papers.content import (
    contacts_paper,
    statement_paper,
    statistics_paper,
)
from onewindow.catalogue.papers.facts import ItemFacts, facts_of
from onewindow.catalogue.papers.paper import Grid, Paper
from onewindow.catalogue.papers.statistics import compare, read_statistics, write_into_drafts
from onewindow.catalogue.papers.writing import write_paper_docx, write_paper_xlsx
from onewindow.events.models import Event
from onewindow.events.rules import Actor
from onewindow.orgs.models import Department
from tests.cast import AT, make_department
from tests.catalogue.drafts import make_draft
from tests.catalogue.sheets import make_document, make_sheet, table_at

BY = Actor("official/a", "甲")
WRITERS: list[tuple[str, Callable[[Paper], bytes]]] = [
    ("a.docx", write_paper_docx), ("a.xlsx", write_paper_xlsx),
]  # fmt: skip
ONLINE = ItemFacts(
    1, "示例市示例局", "示例许可", "licensing", is_on_provincial_platform=True, is_online=True,
    offline_reason="",
)  # fmt: skip
OFFLINE = replace(
    ONLINE, item=2, name="示例确认", item_type="confirmation", is_online=False,
    offline_reason="要到现场查验实物",
)  # fmt: skip
FACTS = [ONLINE, OFFLINE, replace(ONLINE, item=3, name="第二项许可")]


@pytest.mark.parametrize(("name", "write"), WRITERS)
@pytest.mark.parametrize("is_of_many", [False, True])
def test_statistics_read_again_say_what_the_data_says(
    name: str, write: Callable[[Paper], bytes], *, is_of_many: bool
) -> None:
    paper = statistics_paper("示例市示例局", FACTS, is_of_many=is_of_many)
    stated = read_statistics(write(paper), name)
    assert [each.name for each in stated] == ["示例许可", "示例确认", "第二项许可"]
    assert compare(stated, FACTS) == []
    assert write(paper) == write(paper)


def test_a_statement_counts_by_type_and_says_who_signs() -> None:
    paper = statement_paper("示例市示例局", FACTS, date(2026, 11, 22))
    text = "".join(part for part in paper.body if isinstance(part, str))
    assert "共有事项 3 项，其中行政许可 2 项，行政确认 1 项。" in text
    assert "能够纳入网上审批 2 项，不能纳入 1 项" in text
    first, reasons = (part for part in paper.body if isinstance(part, Grid))
    assert first.lines[-1] == ("合计", "3", "3", "2", "1")
    assert reasons.lines == [("1", "示例确认", "行政确认", "要到现场查验实物")]
    assert [line[:7] for line in paper.signatures] == ["单位主要负责人", "分管市领导（签"]
    assert len(statement_paper("示例局", [ONLINE], date(2026, 11, 22)).signatures) == 1
    document = docx.Document(BytesIO(write_paper_docx(paper)))
    assert any("分管市领导" in each.text for each in document.paragraphs)


STATISTICS: list[list[str | float]] = [
    ["序号", "事 项 名 称", "事项类型", "是否录入省标准化平台", "是否纳入\n网上审批", "不纳入原因"],
    [1, "示例许可", "行政许可", "否", "是", ""],
    [2, "示　例　确　认", "许可", "是", "否", "另有原因"],
    [3, "多出来的", "行政许可", "是", "是", ""],
    ["合计", "3 项", "", "", "", ""],
]


def test_differences_between_paper_and_data_are_told_one_by_one() -> None:
    stated = read_statistics(make_sheet(table_at("B3", STATISTICS)), "x.xlsx")
    told = [(each.name, each.label, each.here, each.paper) for each in compare(stated, FACTS)]
    assert told == [
        ("示例许可", "是否录入省标准化平台", "是", "否"),
        ("示例确认", "事项类型", "行政确认", "行政许可"),
        ("示例确认", "不纳入原因", "要到现场查验实物", "另有原因"),
        ("多出来的", "事项", "没有", "有"),
        ("第二项许可", "事项", "有", "没有"),
    ]


def test_what_cannot_be_read_is_named_with_its_cell() -> None:
    rows = [list(row) for row in STATISTICS]
    rows[1][3], rows[2][2], rows[2][5] = "也许", "行政什么", ""
    with pytest.raises(FormProblems) as refused:
        read_statistics(make_sheet(table_at("B3", rows)), "x.xlsx")
    assert [each.cell for each in refused.value.problems] == ["E4", "D5", "G5"]


CONTACTS = [
    ["单位", "姓　名", "职务", "办公电话", "手机", "备注"],
    ["主管领导", "<", "<", "<", "<", "<"],
    ["示例市示例局", "示例·张三", "副局长", "0900-0000001", "13800000001", ""],
    ["法制审核", "<", "<", "<", "<", "<"],
    ["", "示例·李四", "科长", "0900-0000002", "", ""],
    ["示例市示例局", "示例·王五", "科员", "", "13800000003", "联络人"],
]


@pytest.fixture
def office(db: None) -> Department:
    office = make_department("sl", name="示例市示例局")
    office.aliases = ["市示例局"]
    office.save(update_fields=["aliases"])
    office.posts.create(code="post", name="示例岗")
    return office


def test_contacts_of_another_layout_are_kept_and_come_out_again(office: Department) -> None:
    contacts = read_contacts(make_document([], [CONTACTS]), "x.docx", office)
    assert [(each.role, each.name) for each in contacts] == [
        (ContactRole.LEADER, "示例·张三"),
        (ContactRole.LEGAL, "示例·李四"),
        (ContactRole.LIAISON, "示例·王五"),
    ]
    keep_contacts(office, contacts, by=BY, at=AT)
    keep_contacts(office, contacts, by=BY, at=AT)
    stored = list(ItemContact.objects.select_related("department").order_by("position"))
    assert len(stored) == 3
    assert Event.objects.filter(code="contacts.recorded", chain="department/sl").count() == 2
    for name, write in WRITERS:
        again = read_contacts(write(contacts_paper(office.name, stored)), name, office)
        assert again == contacts


def test_contacts_of_somebody_else_or_without_a_role_are_refused(office: Department) -> None:
    rows = [list(row) for row in CONTACTS]
    rows[2][0], rows[2][4], rows[5][5] = "别的局", "12345", ""
    rows[5][3] = rows[5][4] = ""
    with pytest.raises(FormProblems) as refused:
        read_contacts(make_document([], [rows]), "x.docx", office)
    assert [each.field for each in refused.value.problems] == [
        "单位", "手机", "办公电话", "类别",
    ]  # fmt: skip


def test_statistics_go_into_drafts_and_leave_what_is_published(office: Department) -> None:
    version = store_draft(make_draft(), by=BY, at=AT)
    rows: list[list[str | float]] = [STATISTICS[0], [1, "示例许可", "行政许可", "是", "否", "涉密"]]
    stated = read_statistics(make_sheet(table_at("A1", rows)), "x.xlsx")
    assert write_into_drafts(office, stated, by=BY, at=AT) == (["示例许可"], [])
    version.refresh_from_db()
    assert (version.is_online, version.offline_reason) == (False, "涉密")
    assert compare(stated, facts_of([office])) == []
    ItemVersion.objects.filter(pk=version.pk).update(status=VersionStatus.PUBLISHED)
    other = [replace(stated[0], is_online=True)]
    assert write_into_drafts(office, other, by=BY, at=AT) == ([], ["示例许可"])
