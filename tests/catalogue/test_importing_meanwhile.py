"""Two people do something with an item in the very same moment."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from onewindow.catalogue.actions import (
    publish,
    review,
    store_draft,
    submit_for_review,
    suspend,
)
from onewindow.catalogue.exchange import read_form
from onewindow.catalogue.form import ItemDraft
from onewindow.catalogue.models import ItemVersion
from onewindow.config import data_folder
from onewindow.events.rules import Actor
from onewindow.kernel.errors import NotAllowedNow
from onewindow.procedure.model import ProcedureError
from tests.catalogue.sample import load_sample_departments

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
DRAFTER = Actor("official/drafter", "示例·起草人")
REVIEWER = Actor("official/reviewer", "示例·审核人")
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def draft() -> ItemDraft:
    load_sample_departments()
    return read_form(data_folder() / "sample" / "items" / "outdoor-advertising.yaml")


def apart(verb: Callable[[], object]) -> None:
    try:
        verb()
    finally:
        connection.close()


def until_one_waits() -> None:
    for _try in range(500):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits for a lock")


@pytest.mark.long
def test_a_form_does_not_take_a_version_back_from_its_reviewers(draft: ItemDraft) -> None:
    version = store_draft(draft, by=DRAFTER, at=AT)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            submit_for_review(version, by=DRAFTER, at=AT)
            storing = pool.submit(apart, lambda: store_draft(draft, by=DRAFTER, at=AT))
            until_one_waits()
        with pytest.raises(NotAllowedNow, match="正在联合审核"):
            storing.result()
    assert ItemVersion.objects.get(pk=version.pk).status == "in_review"
    assert version.steps.exists()


@pytest.mark.long
def test_offices_get_the_steps_that_were_judged(draft: ItemDraft) -> None:
    version = store_draft(draft, by=DRAFTER, at=AT)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            store_draft(draft, by=DRAFTER, at=AT)
            version.steps.all().delete()
            submitting = pool.submit(apart, lambda: submit_for_review(version, by=DRAFTER, at=AT))
            until_one_waits()
        with pytest.raises(ProcedureError):
            submitting.result()
    assert ItemVersion.objects.get(pk=version.pk).status == "draft"


@pytest.mark.long
def test_a_version_is_not_published_over_a_suspension_of_the_same_moment(
    draft: ItemDraft,
) -> None:
    first, second = (reviewed(draft, number) for number in (1, 2))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            suspend(first, reason="停电", by=DRAFTER, at=AT)
            publishing = pool.submit(apart, lambda: publish(second, by=DRAFTER, at=AT))
            until_one_waits()
        with pytest.raises(NotAllowedNow, match="正在暂停办理"):
            publishing.result()
    assert list(first.item.versions.order_by("number").values_list("status", flat=True)) == [
        "suspended", "in_review",
    ]  # fmt: skip


def reviewed(draft: ItemDraft, number: int) -> ItemVersion:
    version = store_draft(draft, by=DRAFTER, at=AT)
    for each in submit_for_review(version, by=DRAFTER, at=AT):
        if each.verdict == "pending":
            review(each, by=REVIEWER, agrees=True, at=AT)
    return publish(version, by=DRAFTER, at=AT) if number == 1 else version
