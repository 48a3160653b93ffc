"""统计表, 情况说明 and 联系表 on the desk: taken along, handed in, compared."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from onewindow.catalogue import actions
from onewindow.catalogue.models import ItemContact, ItemVersion
from onewindow.catalogue.papers.statistics import read_statistics
from onewindow.orgs.models import Officer, Role
from tests.cast import make_department, make_officer, make_post
from tests.catalogue.drafts import make_draft
from tests.catalogue.sheets import make_document
from tests.catalogue.test_papers import CONTACTS
from tests.desk.pages import at_desk, body_of, message_after, text_of

pytestmark = pytest.mark.django_db
PAPERS = "/desk/items/papers/"


@pytest.fixture
def manager() -> Officer:
    office = make_department("slj", name="示例市示例局")
    office.aliases = ["市示例局"]
    office.save(update_fields=["aliases"])
    make_post(office, code="sample", name="示例岗")
    officer = make_officer("manager", Role.ITEM_MANAGER, department=office)
    actions.store_draft(make_draft(), by=officer.actor, at=now())
    return officer


def upload(rows: list[list[str]]) -> SimpleUploadedFile:
    return SimpleUploadedFile("x.docx", make_document([], [rows]))


def test_a_manager_takes_the_papers_of_his_department_along(manager: Officer) -> None:
    client = at_desk(manager)
    page = client.get(PAPERS)
    assert "示例市示例局" in text_of(page)
    assert "还没有登记联系人" in text_of(page)
    for code in ("statistics", "statement", "contacts"):
        for kind in ("docx", "xlsx"):
            answer = client.get(f"{PAPERS}{code}.{kind}")
            assert answer.status_code == 200
            if code == "statistics":
                stated = read_statistics(answer.content, f"x.{kind}")
                assert [each.name for each in stated] == ["示例许可"]
    assert client.get(f"{PAPERS}statistics.pdf").status_code == 404
    assert client.get(f"{PAPERS}?department=zwj").status_code == 404


@pytest.mark.long
def test_contacts_are_replaced_by_the_paper_or_every_problem_is_listed(manager: Officer) -> None:
    client = at_desk(manager)
    wrong = [*CONTACTS[:2], ["别的局", "示例·张三", "", "12345", "", ""]]
    refused = client.post(f"{PAPERS}contacts/", {"contacts-file": upload(wrong)})
    assert refused.status_code == 422
    assert "这一行是“别的局”的" in text_of(refused)
    assert not ItemContact.objects.exists()
    done = client.post(f"{PAPERS}contacts/", {"contacts-file": upload(CONTACTS)})
    assert "已登记 3 名联系人" in message_after(client, done)
    assert ItemContact.objects.count() == 3


@pytest.mark.long
def test_statistics_are_compared_and_written_into_the_draft(manager: Officer) -> None:
    client = at_desk(manager)
    heads = [
        "序号",
        "事项名称",
        "事项类型",
        "是否录入省标准化平台",
        "是否纳入网上审批",
        "不纳入原因",
    ]
    rows = [heads, ["1", "示例许可", "行政许可", "是", "否", "涉及国家秘密"]]
    told = client.post(f"{PAPERS}statistics/", {"statistics-file": upload(rows)})
    assert "统计表和系统有 2 处不同" in text_of(told)
    assert ItemVersion.objects.get().is_online
    sent = {"statistics-file": upload(rows), "statistics-writes": "on"}
    assert "已写进 1 份草稿" in text_of(client.post(f"{PAPERS}statistics/", sent))
    assert not ItemVersion.objects.get().is_online
    again = client.post(f"{PAPERS}statistics/", {"statistics-file": upload(rows)})
    assert "统计表和系统一致" in text_of(again)


@pytest.mark.long
def test_an_administrator_takes_those_of_all_departments_or_of_one(manager: Officer) -> None:
    client = at_desk(make_officer("admin", Role.ADMINISTRATOR, department="zwj"))
    page = client.get(PAPERS)
    assert "全部部门" in text_of(page)
    assert "take-contacts" not in body_of(page)
    assert "take-contacts" in body_of(client.get(f"{PAPERS}?department=slj"))
    sent = {"contacts-file": upload(CONTACTS), "department": "slj"}
    assert client.post(f"{PAPERS}contacts/", sent).status_code == 302
    assert client.post(f"{PAPERS}contacts/", {"contacts-file": upload(CONTACTS)}).status_code == 404
