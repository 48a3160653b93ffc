"""Items: a paper form comes in, is shown, reviewed, published and printed again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from onewindow.catalogue import actions
from onewindow.catalogue.exchange import read_form, write_docx, write_xlsx
from onewindow.catalogue.form import ItemDraft
from onewindow.catalogue.models import ItemVersion, Question
from onewindow.catalogue.paper import draft_of
from onewindow.orgs.models import Officer, Role
from tests.cast import make_department, make_officer, make_post
from tests.catalogue.drafts import make_draft
from tests.desk.pages import at_desk, body_of, links_of, message_after, text_of

pytestmark = pytest.mark.django_db
UNIT = "市示例局"


@pytest.fixture
def manager() -> Officer:
    office = make_department("slj", name="示例市示例局")
    office.short_name = UNIT
    office.save(update_fields=["short_name"])
    make_post(office, code="sample", name="示例岗")
    return make_officer("manager", Role.ITEM_MANAGER, department=office)


@pytest.fixture
def client(manager: Officer) -> Client:
    return at_desk(manager)


def sent(client: Client, content: bytes, name: str = "form.xlsx") -> object:
    return client.post("/desk/items/import/", {"file": SimpleUploadedFile(name, content)})


def stored(manager: Officer, draft: ItemDraft | None = None) -> ItemVersion:
    return actions.store_draft(draft or make_draft(), by=manager.actor, at=now())


def agreed(manager: Officer, draft: ItemDraft | None = None) -> ItemVersion:
    version = stored(manager, draft)
    reviewer = make_officer("anyone", Role.REVIEWER).actor
    for review in actions.submit_for_review(version, by=manager.actor, at=now()):
        actions.review(review, by=reviewer, agrees=True, at=now())
    return version


@pytest.mark.parametrize(("write", "name"), [(write_xlsx, "form.xlsx"), (write_docx, "form.docx")])
def test_a_form_becomes_a_draft_that_says_what_was_recognised(
    client: Client, write: Callable[[ItemDraft | None], bytes], name: str
) -> None:
    upload = SimpleUploadedFile(name, write(make_draft()))
    done = client.post("/desk/items/import/", {"file": upload})
    version = ItemVersion.objects.get()
    assert done.headers["Location"] == f"/desk/items/{version.pk}/"
    assert version.source_digest
    assert "第 1 版草稿：5 个环节，2 种材料，1 条依据，1 项收费" in message_after(client, done)


def test_each_problem_is_named_with_its_cell_and_nothing_is_stored(client: Client) -> None:
    wrong = replace(make_draft(), name="", phone="打电话来问")
    refused = client.post(
        "/desk/items/import/", {"file": SimpleUploadedFile("form.xlsx", write_xlsx(wrong))}
    )
    assert refused.status_code == 422
    said = text_of(refused)
    assert "没有导入：表里有 2 处需要改" in said
    assert "审批事项" in said
    assert "业务咨询电话" in said
    assert body_of(refused).count("dk-cell") == 2
    assert not ItemVersion.objects.exists()


def test_unknown_units_are_named_like_every_other_problem(client: Client) -> None:
    draft = make_draft()
    steps = (replace(draft.steps[0], unit="没有的局"), *draft.steps[1:])
    refused = client.post(
        "/desk/items/import/",
        {"file": SimpleUploadedFile("form.xlsx", write_xlsx(replace(draft, steps=steps)))},
    )
    assert refused.status_code == 422
    assert "“没有的局”没有登记" in text_of(refused)
    assert not ItemVersion.objects.exists()


def test_a_form_of_another_department_is_refused(client: Client) -> None:
    make_department("qtj", name="示例市其他局")
    other = replace(make_draft(), department="示例市其他局")
    upload = SimpleUploadedFile("form.xlsx", write_xlsx(other))
    refused = client.post("/desk/items/import/", {"file": upload})
    assert refused.status_code == 422
    assert "不能导入" in text_of(refused)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("form.xls", b"old", "另存为 .xlsx"),
        ("form.xlsx", b"not a workbook", "文件"),
        ("form.xlsx", b"0" * (10 * 1024 * 1024 + 1), "超过 10 MB"),
        ("form.xlsx", b"", ""),
    ],
)
def test_what_is_no_form_is_refused(client: Client, name: str, content: bytes, words: str) -> None:
    upload = SimpleUploadedFile(name, content)
    refused = client.post("/desk/items/import/", {"file": upload})
    assert refused.status_code == 422
    assert words in text_of(refused)
    assert not ItemVersion.objects.exists()


def test_a_version_under_review_is_not_replaced(client: Client, manager: Officer) -> None:
    actions.submit_for_review(stored(manager), by=manager.actor, at=now())
    upload = SimpleUploadedFile("form.xlsx", write_xlsx(make_draft()))
    refused = client.post("/desk/items/import/", {"file": upload})
    assert refused.status_code == 422
    assert "正在联合审核" in text_of(refused)


@pytest.mark.long
def test_the_blank_form_and_the_printed_form_are_the_paper_form(
    client: Client, manager: Officer
) -> None:
    version = stored(manager)
    for kind in ("xlsx", "docx"):
        assert client.get(f"/desk/items/blank.{kind}").content
        printed = client.get(f"/desk/items/{version.pk}/form.{kind}")
        assert printed.headers["Content-Disposition"].startswith("attachment")
        assert read_form(printed.content, filename=f"x.{kind}") == draft_of(version)
    assert client.get("/desk/items/blank.pdf").status_code == 404
    assert client.get(f"/desk/items/{version.pk}/form.exe").status_code == 404


def test_a_version_shows_every_element_and_both_flow_charts(
    client: Client, manager: Officer
) -> None:
    version = stored(manager)
    page = client.get(f"/desk/items/{version.pk}/")
    said = text_of(page)
    for words in (
        "示例许可",
        "SL-001",
        "第四十二条",
        "有固定场所。",
        "示例申请表",
        "工本费",
        "10 个工作日",
    ):
        assert words in said
    assert "示例·张三" in said
    assert "13800000001" not in said
    assert body_of(page).count("ow-flow-wide") == 2
    assert "重新导入" in said


def test_a_question_of_yes_and_no_shows_its_two_answers(client: Client, manager: Officer) -> None:
    version = stored(manager)
    Question.objects.create(version=version, position=1, code="q", text="有灯光吗？", kind="bool")
    assert "有灯光吗？ 是否 是、否" in text_of(client.get(f"/desk/items/{version.pk}/"))


def test_other_departments_see_what_is_published_without_the_internal_flow(
    manager: Officer, reviewer: Callable[[str], Officer]
) -> None:
    version = agreed(manager)
    outsider = at_desk(reviewer("qtj"))
    assert outsider.get(f"/desk/items/{version.pk}/").status_code == 404
    actions.publish(version, by=manager.actor, at=now())
    page = outsider.get(f"/desk/items/{version.pk}/")
    assert "示例许可" in text_of(page)
    assert "示例·张三" not in text_of(page)
    assert body_of(page).count("ow-flow-wide") == 1
    assert outsider.get(f"/desk/items/{version.pk}/form.xlsx").status_code == 404


def test_submitting_and_publishing_by_the_manager(client: Client, manager: Officer) -> None:
    version = stored(manager)
    address = f"/desk/items/{version.pk}/"
    early = client.post(f"{address}publication/")
    assert early.status_code == 422
    done = client.post(f"{address}submission/")
    assert "已提交联合审核" in message_after(client, done)
    again = client.post(f"{address}submission/")
    assert again.status_code == 422
    assert "状态已经改变" in text_of(again)
    waiting = client.post(f"{address}publication/")
    assert waiting.status_code == 422
    assert "还有单位没有审核" in text_of(waiting)
    for review in version.reviews.all():
        by = make_officer("anyone", Role.REVIEWER).actor
        actions.review(review, by=by, agrees=True, at=now())
    assert "生效时办事指南立即更新" in text_of(client.get(address))
    assert "已发布" in message_after(client, client.post(f"{address}publication/"))


def test_a_manager_of_another_department_may_not_touch_it(manager: Officer) -> None:
    version = stored(manager)
    other = at_desk(make_officer("other.manager", Role.ITEM_MANAGER, department="qtj"))
    for path in ("", "submission/", "publication/"):
        ask = other.post if path else other.get
        assert ask(f"/desk/items/{version.pk}/{path}").status_code == 404
    version.refresh_from_db()
    assert version.status == "draft"


def test_the_list_counts_by_status(client: Client, manager: Officer) -> None:
    actions.publish(agreed(manager), by=manager.actor, at=now() - timedelta(days=1))
    second = stored(manager, replace(make_draft(), name="示例许可（变更）"))
    page = client.get("/desk/items/")
    assert "全部 2 草稿 1 已发布 1" in text_of(page)
    drafts = client.get("/desk/items/", {"status": "draft"})
    assert f"/desk/items/{second.pk}/" in links_of(drafts)
    assert "示例许可（变更）" in text_of(drafts)
    detail = text_of(client.get(f"/desk/items/{second.pk}/"))
    assert "与已发布版本的差异 事项名称" in detail


@pytest.mark.long
def test_the_list_is_narrowed_and_taken_along(client: Client, manager: Officer) -> None:
    actions.publish(agreed(manager), by=manager.actor, at=now())
    stored(manager, replace(make_draft(), name="另一种事项", number="SL-002"))
    narrowed = text_of(client.get("/desk/items/", {"q": "另一种"}))
    assert "全部 1 草稿 1" in narrowed
    assert "示例许可" not in narrowed
    by_number = text_of(client.get("/desk/items/", {"q": "sl-001", "item_type": "licensing"}))
    assert "全部 1 已发布 1" in by_number
    assert "还没有" in text_of(client.get("/desk/items/", {"item_type": "confirmation"}))
    shelf = client.get("/desk/items/", {"q": "示例", "status": "draft"})
    assert "?q=%E7%A4%BA%E4%BE%8B&status=published" in body_of(shelf).replace("&amp;", "&")
    file = client.get("/desk/items/list.csv", {"status": "published"})
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("部门,项目序号,事项名称,事项类型,版本,状态")
    assert [line.split(",")[1:3] for line in lines[1:]] == [["SL-001", "示例许可"]]
    assert client.get("/desk/items/list.xlsx").content.startswith(b"PK")
    assert client.get("/desk/items/list.exe").status_code == 404
    admin = at_desk(make_officer("boss", Role.ADMINISTRATOR, department="zwj"))
    assert "全部 2" in text_of(admin.get("/desk/items/", {"department": "slj"}))


@pytest.mark.long
def test_two_versions_are_compared_with_their_flows(client: Client, manager: Officer) -> None:
    first = agreed(manager)
    actions.publish(first, by=manager.actor, at=now())
    draft = make_draft()
    steps = (*draft.steps[:2], replace(draft.steps[2], limit=4), *draft.steps[3:])
    second = stored(manager, replace(draft, name="示例许可证", steps=steps, conditions=("有。",)))
    page = client.get(f"/desk/items/{second.pk}/differences/")
    said = text_of(page)
    assert "第 1 版 → 第 2 版" in said
    assert "事项名称示例许可加上：证" in said
    assert "修改 3. 现场核查" in said
    assert "办理时限删去：5 个工作日" in said
    assert body_of(page).count("ow-flow-wide") == 2
    back = text_of(client.get(f"/desk/items/{first.pk}/differences/", {"with": second.pk}))
    assert "事项名称示例许可删去：证" in back
    for wrong in ("0", "x", str(first.pk)):
        address = f"/desk/items/{first.pk}/differences/"
        assert client.get(address, {"with": wrong}).status_code == 404
    outsider = at_desk(make_officer("outsider", Role.REVIEWER, department="qtj"))
    assert outsider.get(f"/desk/items/{first.pk}/differences/").status_code == 404
