"""A version takes effect on its day; an item is suspended, resumed, withdrawn, with reasons."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from onewindow.catalogue import actions
from onewindow.catalogue.actions.restoring import restore
from onewindow.catalogue.models import (
    ItemSuspension,
    ItemVersion,
    ItemWithdrawal,
    ServiceItem,
    VersionStatus,
)
from onewindow.catalogue.storing import definition_of
from onewindow.catalogue.tasks import take_effect
from onewindow.events.models import Event
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.models import Officer, Role
from tests.cast import make_officer
from tests.catalogue.drafts import make_draft
from tests.desk.drafting import agree, make_office, publish
from tests.desk.pages import at_desk, links_of, message_after, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Officer:
    return make_officer("manager", Role.ITEM_MANAGER, department=make_office())


@pytest.fixture
def client(manager: Officer) -> Client:
    return at_desk(manager)


@pytest.fixture
def version(manager: Officer) -> ItemVersion:
    version = actions.store_draft(make_draft(), by=manager.actor, at=now())
    publish(version, manager)
    version.refresh_from_db()
    return version


def second_of(version: ItemVersion, manager: Officer) -> ItemVersion:
    second = actions.start_version(version.item, by=manager.actor, at=now())
    agree(second, manager)
    return second


def statuses() -> list[str]:
    return list(ItemVersion.objects.order_by("number").values_list("status", flat=True))


def codes() -> list[str]:
    return list(Event.objects.order_by("seq").values_list("code", flat=True))


def noon(day: date) -> int:
    return int((now() + (day - localdate())).timestamp())


def test_a_version_waits_for_its_day_and_takes_effect_once(
    client: Client, version: ItemVersion, manager: Officer
) -> None:
    second = second_of(version, manager)
    address = f"/desk/items/{second.pk}/"
    day = localdate() + timedelta(days=3)
    late = client.post(f"{address}publication/", {"on": "2020-01-01"})
    assert late.status_code == 422
    assert "不能早于今天" in text_of(late)
    assert "例如 2026-11-21" in text_of(client.post(f"{address}publication/", {"on": "哪天"}))
    done = client.post(f"{address}publication/", {"on": day.isoformat()})
    assert "到那天自动发布" in message_after(client, done)
    assert statuses() == ["published", "scheduled"]
    assert "零点生效" in text_of(client.get(address))
    take_effect(noon(day - timedelta(days=1)))
    assert statuses() == ["published", "scheduled"]
    take_effect(noon(day))
    take_effect(noon(day))
    assert statuses() == ["superseded", "published"]
    assert codes()[-3:] == ["item.scheduled", "item.superseded", "item.published"]
    assert client.post(f"{address}recall/").status_code == 422


@pytest.mark.long
def test_a_waiting_version_is_called_back_and_reviewed_again(
    client: Client, version: ItemVersion, manager: Officer
) -> None:
    second = second_of(version, manager)
    client.post(f"/desk/items/{second.pk}/publication/", {"on": "2199-01-01"})
    done = client.post(f"/desk/items/{second.pk}/recall/")
    assert "已收回，可以修改" in message_after(client, done)
    second.refresh_from_db()
    assert (second.status, second.effective_on) == ("returned", None)
    agree(second, manager)
    assert client.post(f"/desk/items/{second.pk}/publication/").status_code == 302
    assert statuses() == ["superseded", "published"]


@pytest.mark.long
def test_a_suspended_item_is_read_but_not_applied_for(client: Client, version: ItemVersion) -> None:
    address, guide = f"/desk/items/{version.pk}/", f"/guides/{version.item.slug}/"
    silent = client.post(f"{address}suspension/", {"reason": " "})
    assert silent.status_code == 422
    assert "新申请" in text_of(client.get(f"{address}suspension/"))
    done = client.post(f"{address}suspension/", {"reason": "系统升级，12 月 1 日恢复。"})
    assert "已暂停办理" in message_after(client, done)
    assert "系统升级" in text_of(client.get(address))
    page = Client().get(guide)
    assert page.status_code == 200
    assert "暂停办理，现在不能申请" in text_of(page)
    assert "系统升级" in text_of(page)
    found = {"q": version.name}
    for search in ("/search/", "/search/suggestions/"):
        assert "暂停办理" in text_of(Client().get(search, found)), search
    assert "在线申请" not in text_of(page)
    twice = client.post(f"{address}suspension/", {"reason": "再停一次"})
    assert twice.status_code == 422
    assert "恢复办理" in text_of(client.get(address))
    assert "已恢复办理" in message_after(client, client.post(f"{address}resumption/"))
    assert "在线申请" in text_of(Client().get(guide))
    assert guide in links_of(Client().get("/search/", {"q": version.name}))
    assert client.post(f"{address}resumption/").status_code == 422
    record = ItemSuspension.objects.get()
    assert (record.reason, record.resumed_by_name) == ("系统升级，12 月 1 日恢复。", "示例·manager")
    assert codes()[-2:] == ["item.suspended", "item.resumed"]


@pytest.mark.long
def test_a_new_version_waits_while_the_item_is_suspended(
    client: Client, version: ItemVersion, manager: Officer
) -> None:
    second = second_of(version, manager)
    actions.suspend(version, reason="停电", by=manager.actor, at=now())
    refused = client.post(f"/desk/items/{second.pk}/publication/")
    assert refused.status_code == 422
    assert "请先恢复办理" in text_of(refused)
    tomorrow = localdate() + timedelta(days=1)
    client.post(f"/desk/items/{second.pk}/publication/", {"on": tomorrow.isoformat()})
    take_effect(noon(tomorrow))
    assert statuses() == ["suspended", "scheduled"]
    client.post(f"/desk/items/{version.pk}/resumption/")
    take_effect(noon(tomorrow))
    assert statuses() == ["superseded", "published"]


def test_an_item_is_withdrawn_at_once_and_its_guide_is_gone(
    client: Client, version: ItemVersion
) -> None:
    address = f"/desk/items/{version.pk}/withdrawal/"
    past = client.post(address, {"reason": "依据废止", "on": "2020-01-01"})
    assert past.status_code == 422
    assert "不能早于今天" in text_of(past)
    client.post(f"/desk/items/{version.pk}/suspension/", {"reason": "先停"})
    done = client.post(address, {"reason": "依据废止", "on": localdate().isoformat()})
    assert "依据废止" in message_after(client, done)
    assert statuses() == ["withdrawn"]
    gone = Client().get(f"/guides/{version.item.slug}/")
    assert gone.status_code == 404
    assert "停止办理" in text_of(gone)
    again = client.post(address, {"reason": "再来", "on": localdate().isoformat()})
    assert again.status_code == 422
    assert not ItemSuspension.objects.filter(resumed_at=None).exists()
    assert "新建版本" in text_of(client.get(f"/desk/items/{version.pk}/"))


@pytest.mark.long
def test_a_planned_withdrawal_is_told_and_can_be_taken_back(
    client: Client, version: ItemVersion, manager: Officer
) -> None:
    day = localdate() + timedelta(days=9)
    form = {"reason": "职能调整", "on": day.isoformat()}
    assert client.post(f"/desk/items/{version.pk}/withdrawal/", form).status_code == 302
    assert client.post(f"/desk/items/{version.pk}/withdrawal/", form).status_code == 422
    told = text_of(Client().get(f"/guides/{version.item.slug}/"))
    assert "起不再办理" in told
    assert "职能调整" in told
    assert "在线申请" in told
    kept = client.post(f"/desk/items/{version.pk}/withdrawal/cancellation/")
    assert "照常办理" in message_after(client, kept)
    assert client.post(f"/desk/items/{version.pk}/withdrawal/cancellation/").status_code == 404
    take_effect(noon(day))
    assert statuses() == ["published"]
    client.post(f"/desk/items/{version.pk}/withdrawal/", form)
    with pytest.raises(NotAllowedNow, match="请先撤销取消的决定，再恢复"):
        put_back(version, manager)
    second = second_of(version, manager)
    for when in ({}, {"on": (day + timedelta(days=9)).isoformat()}):
        refused = client.post(f"/desk/items/{second.pk}/publication/", when)
        assert refused.status_code == 422
        assert "请先撤销取消的决定" in text_of(refused)
    with pytest.raises(NotAllowedNow, match="请先撤销取消的决定"):
        actions.publish(second, by=manager.actor, at=now())
    take_effect(noon(day))
    assert statuses() == ["withdrawn", "in_review"]
    with pytest.raises(NotAllowedNow, match="正在编辑或审核"):
        put_back(version, manager)
    assert ItemWithdrawal.objects.get().done_at is not None
    assert client.post(f"/desk/items/{version.pk}/withdrawal/cancellation/").status_code == 422
    assert client.post(f"/desk/items/{second.pk}/publication/").status_code == 302


def put_back(version: ItemVersion, manager: Officer) -> None:
    restore(
        version.item, definition_of(version), status=VersionStatus.PUBLISHED,
        standard_version=None, digest="", by=manager.actor, at=now(),
    )  # fmt: skip


@pytest.mark.long
def test_one_bad_item_holds_up_no_other(
    manager: Officer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    day, versions = localdate() + timedelta(days=1), []
    for number in ("SL-001", "SL-002"):
        draft = replace(make_draft(), number=number)
        versions.append(actions.store_draft(draft, by=manager.actor, at=now()))
        agree(versions[-1], manager)
        actions.publish(versions[-1], by=manager.actor, at=now(), on=day)

    def fail_for_the_first(item: ServiceItem) -> None:
        if item.number == "SL-001":
            raise RuntimeError(item.number)

    for module, before, after in (
        ("publishing", "scheduled", "published"), ("halting", "published", "withdrawn"),
    ):  # fmt: skip
        with monkeypatch.context() as planted:
            planted.setattr(f"onewindow.catalogue.actions.{module}.reindex", fail_for_the_first)
            take_effect(noon(day))
        assert statuses_by_item() == [before, after]
        assert "did not take effect" in caplog.text
        caplog.clear()
        take_effect(noon(day))
        assert statuses_by_item() == [after, after]
        day += timedelta(days=1)
        if module == "publishing":
            for each in versions:
                actions.withdraw(each, reason="不办了", on=day, by=manager.actor, at=now())


def statuses_by_item() -> list[str]:
    return list(ItemVersion.objects.order_by("item__number").values_list("status", flat=True))


@pytest.mark.long
def test_a_waiting_version_keeps_the_item_from_being_withdrawn(
    client: Client, version: ItemVersion, manager: Officer
) -> None:
    second = second_of(version, manager)
    client.post(f"/desk/items/{second.pk}/publication/", {"on": "2199-01-01"})
    form = {"reason": "不办了", "on": localdate().isoformat()}
    refused = client.post(f"/desk/items/{version.pk}/withdrawal/", form)
    assert refused.status_code == 422
    assert "请先收回它" in text_of(refused)
