"""Whoever began on a guide finishes on it, also when a new version was published meanwhile."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from onewindow.cases import actions
from onewindow.cases.models import Case, CaseStatus
from onewindow.cases.openness import GRACE_DAYS
from onewindow.catalogue.actions import start_version, suspend
from onewindow.catalogue.models import ItemVersion
from onewindow.events import SYSTEM
from tests.cases.building import City
from tests.portal.building import FIELDS, fill_in, make_draft_of, text_of


@pytest.fixture
def draft(version: ItemVersion, city: City) -> Case:
    """A draft that is begun before the next version is published."""
    return make_draft_of(version, city.applicant)


def replace_version(version: ItemVersion, *, days_ago: int = 0) -> ItemVersion:
    """Publish a second version that asks for more and takes longer."""
    second = start_version(version.item, by=SYSTEM, at=now())
    second.materials.create(position=9, code="more", name="新要的材料", file_kinds=["text"])
    second.steps.filter(code="planning").delete()
    second.steps.filter(code="decide").update(needs=["structure", "traffic"])
    ended = now() - timedelta(days=days_ago)
    ItemVersion.objects.filter(pk=version.pk).update(status="superseded", ended_at=ended)
    ItemVersion.objects.filter(pk=second.pk).update(status="published", published_at=ended)
    second.refresh_from_db()
    return second


def send(draft: Case, client: Client) -> int:
    return client.post(f"/drafts/{draft.uid}/submission/").status_code


def test_the_applicant_finishes_on_the_old_version_without_noticing(
    mine: Client, draft: Case, version: ItemVersion
) -> None:
    fill_in(draft, mine)
    second = replace_version(version)
    here = f"/drafts/{draft.uid}/"
    assert mine.post(f"{here}fields/", FIELDS | {"place": "示范大道 22 号"}).status_code == 302
    for path in ("", "check/"):
        said = text_of(mine.get(f"{here}{path}"))
        assert "新要的材料" not in said
        assert "更新" not in said
    assert send(draft, mine) == 302
    draft.refresh_from_db()
    assert (draft.status, draft.version_id) == (CaseStatus.SUBMITTED, version.pk)
    assert draft.steps.filter(code="planning").exists()
    started = actions.start_draft(second, by=draft.applicant, company=None, at=now())
    assert {each.name for each in started.version.materials.all()} >= {"新要的材料"}


@pytest.mark.long
def test_the_last_week_is_announced_and_then_the_door_is_closed(
    mine: Client, draft: Case, version: ItemVersion
) -> None:
    fill_in(draft, mine)
    replace_version(version, days_ago=GRACE_DAYS - 3)
    assert "前提交" in text_of(mine.get(f"/drafts/{draft.uid}/"))
    ended = now() - timedelta(days=GRACE_DAYS + 1)
    ItemVersion.objects.filter(pk=version.pk).update(ended_at=ended)
    assert f"更新已经超过 {GRACE_DAYS} 天" in text_of(mine.get(f"/drafts/{draft.uid}/"))
    refused = mine.post(f"/drafts/{draft.uid}/submission/")
    assert refused.status_code == 422
    assert "请按新的指南重新申请" in text_of(refused)


@pytest.mark.long
def test_a_suspended_or_withdrawn_item_takes_no_draft_of_any_version(
    mine: Client, draft: Case, version: ItemVersion, guide_path: str
) -> None:
    fill_in(draft, mine)
    suspend(version, reason="设备检修", by=SYSTEM, at=now())
    assert "暂停办理" in text_of(mine.get(f"/drafts/{draft.uid}/"))
    assert send(draft, mine) == 422
    assert mine.get(f"{guide_path}application/")["Location"] == guide_path
    ItemVersion.objects.filter(pk=version.pk).update(status="published")
    second = replace_version(version)
    suspend(second, reason="设备检修", by=SYSTEM, at=now())
    assert send(draft, mine) == 422
    ItemVersion.objects.filter(pk=second.pk).update(status="withdrawn")
    refused = mine.post(f"/drafts/{draft.uid}/submission/")
    assert "已经停止办理" in text_of(refused)
