"""Claiming on the pages: find, claim, give up, follow a changed standard; who sees what."""

from dataclasses import replace

import pytest
from django.utils.timezone import now

from onewindow.catalogue import actions
from onewindow.catalogue.models import BaseItem, Claim, ItemVersion, ServiceItem, StandardChange
from onewindow.catalogue.storing import definition_of
from onewindow.orgs.models import Department, Level, Officer, Role
from tests.cast import make_department, make_officer, make_post, make_region
from tests.catalogue.drafts import make_draft
from tests.desk.pages import at_desk, links_of, message_after, text_of

pytestmark = pytest.mark.django_db

SAID = ("有固定场所。", "有专业人员 3 名。", "配有灭火器材。")


@pytest.fixture
def province() -> Officer:
    """The item manager of a provincial department."""
    office = make_department("slj", name="示例市示例局")
    region = make_region("990000", "示例省", Level.PROVINCE)
    Department.objects.filter(pk=office.pk).update(region=region, short_name="市示例局")
    make_post(office, code="sample", name="示例岗")
    return make_officer("province", Role.ITEM_MANAGER, department="slj")


@pytest.fixture
def manager() -> Officer:
    return make_officer("manager", Role.ITEM_MANAGER, department="qxj")


def publish(version: ItemVersion, by: Officer) -> ItemVersion:
    """Bring a version through the review."""
    reviewer = make_officer("anybody").actor
    for each in actions.submit_for_review(version, by=by.actor, at=now()):
        if each.verdict == "pending":
            actions.review(each, by=reviewer, agrees=True, at=now())
    return actions.publish(version, by=by.actor, at=now())


@pytest.fixture
def standard(province: Officer) -> ServiceItem:
    version = actions.store_draft(make_draft(), by=province.actor, at=now())
    ServiceItem.objects.filter(pk=version.item_id).update(is_standard=True)
    publish(version, province)
    return ServiceItem.objects.get(pk=version.item_id)


def test_a_province_writes_a_standard_that_the_public_never_sees(
    province: Officer, manager: Officer
) -> None:
    client = at_desk(province)
    form = {"name": "示例标准", "number": "BZ-9", "item_type": "licensing"}
    done = client.post("/desk/standards/new/", form)
    item = ServiceItem.objects.get(number="BZ-9")
    assert (done.status_code, item.is_standard) == (302, True)
    assert client.post("/desk/standards/new/", form).status_code == 422
    assert at_desk(manager).get("/desk/standards/new/").status_code == 404


@pytest.mark.long
def test_claim_edit_what_is_open_and_give_it_up(standard: ServiceItem, manager: Officer) -> None:
    client = at_desk(manager)
    page = client.get("/desk/standards/?q=示例")
    address = f"/desk/standards/{standard.pk}/claim/"
    assert address in links_of(page)
    assert "没有找到标准" in text_of(client.get("/desk/standards/?q=没有"))
    refused = client.post(address, {"number": "QX 1", "level": "province"})
    assert refused.status_code == 422
    done = client.post(address, {"number": "QX-1", "level": "county"})
    assert "共有的内容已经抄好并锁定" in message_after(client, done)
    version = ItemVersion.objects.get(item__number="QX-1")
    assert version.item.standard == standard
    edit = text_of(client.get(f"/desk/items/{version.pk}/edit/basic/"))
    assert "来自标准事项的内容各地一致" in edit
    assert "本部门已认领：县级" in text_of(client.get("/desk/standards/"))
    again = client.post(address, {"number": "QX-2", "level": "county"})
    assert again.status_code == 422
    assert "已经按这个层级认领过" in text_of(again)
    gone = client.post(f"/desk/claims/{version.item_id}/withdrawal/")
    assert "已取消认领" in message_after(client, gone)
    assert not ServiceItem.objects.filter(number="QX-1").exists()


def test_the_base_catalogue_is_searched_and_claimed(manager: Officer) -> None:
    for code, name, kind in (
        ("000117112000", "甲许可", "01"),
        ("510117112001", "乙服务", "20"),
        ("000117112002", "丙处罚", "02"),
    ):
        BaseItem.objects.create(
            code=code, name=name, item_type=kind, department_name=f"{name[0]}局", source="test"
        )
    client = at_desk(manager)
    first = BaseItem.objects.get(name="甲许可")
    done = client.post(f"/desk/base/{first.pk}/claim/", {"number": "QX-7", "level": "city"})
    assert done.status_code == 302
    assert Claim.objects.get().item.base == first
    for query, names in {
        "": "甲乙丙", "q=服务": "乙", "q=5101": "乙", "kind=01": "甲", "department=丙局": "丙",
        "claimed=yes": "甲", "claimed=no": "乙丙", "page=99": "甲乙丙",
    }.items():  # fmt: skip
        shown = text_of(client.get(f"/desk/base/?{query}"))
        cells = shown[shown.index("共 ") :]
        assert {each for each in "甲乙丙" if f"{each}局" in cells} == set(names), query
    offence = BaseItem.objects.get(name="丙处罚")
    refused = client.post(f"/desk/base/{offence.pk}/claim/", {"number": "QX-8", "level": "city"})
    assert refused.status_code == 422
    assert "不是依申请办理" in text_of(refused)


@pytest.mark.long
def test_a_changed_standard_is_followed_by_one_click_or_declined(
    standard: ServiceItem, province: Officer, manager: Officer, supervisor: Officer
) -> None:
    client = at_desk(manager)
    form = {"number": "QX-1", "level": "city"}
    client.post(f"/desk/standards/{standard.pk}/claim/", form)
    published = standard.versions.get(status="published")
    definition = replace(definition_of(published), conditions=SAID)
    publish(actions.store_definition(standard, definition, by=province.actor, at=now()), province)
    change = StandardChange.objects.get()
    address = f"/desk/changes/{change.pk}/"
    for reader, decides in ((manager, True), (province, False), (supervisor, False)):
        browser = at_desk(reader)
        assert address in links_of(browser.get("/desk/changes/"))
        page = text_of(browser.get(address))
        assert SAID[-1] in page
        assert ("采用：写进草稿" in page) is decides
        if not decides:
            assert browser.post(f"{address}adoption/").status_code == 404
    silent = client.post(f"{address}refusal/", {"reason": ""})
    assert silent.status_code == 422
    done = client.post(f"{address}refusal/", {"reason": "本市条例还没有改"})
    assert "已记录" in message_after(client, done)
    assert "本市条例还没有改" in text_of(at_desk(supervisor).get("/desk/changes/"))
    done = client.post(f"{address}adoption/")
    assert "新标准的内容已经写进草稿" in message_after(client, done)
    draft = ItemVersion.objects.get(item__number="QX-1")
    assert draft.conditions == list(SAID)
    assert client.post(f"{address}adoption/").status_code == 422
