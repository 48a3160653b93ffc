"""A form becomes a draft, four offices review it, publication freezes it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from onewindow.catalogue import access
from onewindow.catalogue.actions import publish, review, store_draft, submit_for_review
from onewindow.catalogue.exchange import FormProblems, read_form
from onewindow.catalogue.form import ItemDraft, StepDraft
from onewindow.catalogue.models import ItemVersion, Review, ReviewOffice, VersionStatus
from onewindow.catalogue.paper import draft_of
from onewindow.catalogue.rules import OwnDraft
from onewindow.config import data_folder
from onewindow.events.models import Event
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow
from tests.catalogue.sample import extras, load_sample_departments

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
DRAFTER = Actor("official/drafter", "示例·起草人")
REVIEWER = Actor("official/reviewer", "示例·审核人")
ITEM = "outdoor-advertising"


@pytest.fixture
def draft() -> ItemDraft:
    load_sample_departments()
    return read_form(data_folder() / "sample" / "items" / f"{ITEM}.yaml")


def stored(draft: ItemDraft) -> ItemVersion:
    return store_draft(draft, by=DRAFTER, at=AT)


def agree(reviews: list[Review]) -> None:
    for each in reviews:
        review(each, by=REVIEWER, agrees=True, at=AT)


def published(draft: ItemDraft) -> ItemVersion:
    version = stored(draft)
    agree(submit_for_review(version, by=DRAFTER, at=AT))
    return publish(version, by=DRAFTER, at=AT)


def test_a_stored_form_says_the_same_when_read_back(draft: ItemDraft) -> None:
    assert draft_of(stored(draft)) == draft


def test_a_new_form_replaces_the_draft_before_it(draft: ItemDraft) -> None:
    first = stored(draft)
    assert stored(draft).pk == first.pk
    assert ItemVersion.objects.count() == 1


@pytest.mark.long
def test_the_next_form_keeps_questions_fields_and_conditions(draft: ItemDraft) -> None:
    version = store_draft(draft, by=DRAFTER, at=AT, extras=extras(ITEM))
    agree(submit_for_review(version, by=DRAFTER, at=AT))
    publish(version, by=DRAFTER, at=AT)
    following = stored(draft)
    assert following.number == 2
    for rows in ("questions", "fields", "faq"):
        assert getattr(following, rows).count() == getattr(version, rows).count() > 0
    kept = following.materials.exclude(when=None).values_list("name", "when")
    assert list(kept) == list(version.materials.exclude(when=None).values_list("name", "when"))


def with_step(draft: ItemDraft, step: StepDraft) -> ItemDraft:
    return replace(draft, steps=(draft.steps[0], step, *draft.steps[2:]))


UNKNOWN_NAMES: dict[str, Callable[[ItemDraft], ItemDraft]] = {
    "department": lambda draft: replace(draft, department="没有这个局"),
    "unit": lambda draft: with_step(draft, replace(draft.steps[1], unit="没有这个局")),
    "post": lambda draft: with_step(draft, replace(draft.steps[1], post="没有这个岗")),
}


@pytest.mark.parametrize("name", UNKNOWN_NAMES)
def test_an_unknown_name_is_a_problem_and_stores_nothing(draft: ItemDraft, name: str) -> None:
    with pytest.raises(FormProblems, match="没有这个"):
        stored(UNKNOWN_NAMES[name](draft))
    assert not ItemVersion.objects.exists()


def test_four_offices_review_at_once_and_all_must_agree(draft: ItemDraft) -> None:
    version = stored(draft)
    reviews = submit_for_review(version, by=DRAFTER, at=AT)
    assert {each.office for each in reviews} == set(ReviewOffice.values)
    agree(reviews[:3])
    with pytest.raises(NotAllowedNow):
        publish(version, by=DRAFTER, at=AT)
    agree(reviews[3:])
    assert publish(version, by=DRAFTER, at=AT).status == VersionStatus.PUBLISHED
    assert access.published_version(version.item.slug) == version


def test_an_objection_says_where(draft: ItemDraft) -> None:
    first = submit_for_review(stored(draft), by=DRAFTER, at=AT)[0]
    for comments, message in (
        ({"name": " "}, "至少在一个要素下写明"),
        ({"materials": "少一份"}, "由其他单位审核"),
    ):
        with pytest.raises(DomainError, match=message):
            review(first, by=REVIEWER, agrees=False, comments=comments, comment="不行", at=AT)


def test_nobody_reviews_his_own_draft(draft: ItemDraft) -> None:
    reviews = submit_for_review(stored(draft), by=DRAFTER, at=AT)
    with pytest.raises(OwnDraft):
        review(reviews[0], by=DRAFTER, agrees=True, at=AT)


def test_an_office_speaks_once_a_round(draft: ItemDraft) -> None:
    reviews = submit_for_review(stored(draft), by=DRAFTER, at=AT)
    agree(reviews[:1])
    with pytest.raises(NotAllowedNow):
        review(reviews[0], by=REVIEWER, agrees=False, comments={"name": "反悔"}, at=AT)


def test_a_form_is_not_taken_in_while_the_item_is_reviewed(draft: ItemDraft) -> None:
    submit_for_review(stored(draft), by=DRAFTER, at=AT)
    with pytest.raises(NotAllowedNow, match="正在联合审核"):
        stored(draft)


def test_the_next_version_supersedes_the_one_before(draft: ItemDraft) -> None:
    first = published(draft)
    second = published(draft)
    first.refresh_from_db()
    assert (first.status, second.number) == (VersionStatus.SUPERSEDED, 2)
    codes = Event.objects.filter(chain=second.item.chain).order_by("seq")
    assert list(codes.values_list("code", flat=True))[-2:] == ["item.superseded", "item.published"]


STATEMENTS = {
    "name": "UPDATE catalogue_itemversion SET name = 'x' WHERE id = %s",
    "status": "UPDATE catalogue_itemversion SET status = 'draft' WHERE id = %s",
    "materials": "DELETE FROM catalogue_material WHERE version_id = %s",
    "steps": 'UPDATE catalogue_itemstep SET "limit" = 1 WHERE version_id = %s',
    "options": "DELETE FROM catalogue_questionoption WHERE question_id IN"
    " (SELECT id FROM catalogue_question WHERE version_id = %s)",
    "fees": "INSERT INTO catalogue_fee (version_id, position, name, standard, basis)"
    " VALUES (%s, 99, 'x', 'x', 'x')",
}


@pytest.mark.parametrize("status", ["in_review", "published"])
def test_a_version_does_not_change_from_its_review_on_even_by_sql(
    draft: ItemDraft, status: str
) -> None:
    version = store_draft(draft, by=DRAFTER, at=AT, extras=extras(ITEM))
    reviews = submit_for_review(version, by=DRAFTER, at=AT)
    if status == "published":
        agree(reviews)
        publish(version, by=DRAFTER, at=AT)
    for statement in STATEMENTS.values():
        with (
            pytest.raises(IntegrityError, match="not change"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [version.pk])


def test_rows_of_a_draft_do_not_move_into_a_published_version(draft: ItemDraft) -> None:
    version = published(draft)
    following = stored(draft)
    with pytest.raises(IntegrityError, match="not change"), transaction.atomic():
        following.bases.update(version=version, position=99)
