"""Rounds of a joint review: deadlines, answers, agreements that hold, rows that stay."""

from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from onewindow.catalogue import actions
from onewindow.catalogue.checks import FailsChecks
from onewindow.catalogue.definition.notation import as_plain, from_plain
from onewindow.catalogue.element_rules import element_rules
from onewindow.catalogue.models import ItemVersion, Review, ReviewComment, ReviewOffice
from onewindow.catalogue.rounds import NotChanged, Unanswered
from onewindow.catalogue.storing import definition_of, write_definition
from onewindow.events.models import Event
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import CalendarOverride
from tests.cast import make_department, make_post
from tests.catalogue.drafts import make_draft

pytestmark = pytest.mark.django_db

# A Monday before 清明 (4 to 6 April 2026 are off).
AT = datetime(2026, 3, 30, 2, 0, tzinfo=UTC)
DRAFTER = Actor("official/drafter", "示例·起草人")
SAID = {"establishment_office": {"name": "名称不规范"}, "government_office": {"phone": "电话不通"}}


def reviewer(office: str) -> Actor:
    return Actor(f"official/{office}", f"示例·{office}")


@pytest.fixture
def version() -> ItemVersion:
    office = make_department("slj", name="示例市示例局")
    office.short_name = "市示例局"
    office.save(update_fields=["short_name"])
    make_post(office, code="sample", name="示例岗")
    return actions.store_draft(make_draft(), by=DRAFTER, at=AT)


@pytest.fixture
def returned(version: ItemVersion) -> ItemVersion:
    """Two offices object, two agree."""
    for each in actions.submit_for_review(version, by=DRAFTER, at=AT):
        said = SAID.get(each.office, {})
        by = reviewer(each.office)
        actions.review(each, by=by, agrees=not said, comments=said, at=AT)
    version.refresh_from_db()
    return version


def change(version: ItemVersion, **values: str | int) -> None:
    definition = from_plain(as_plain(definition_of(version)) | values)
    write_definition(version, definition)


def answer(version: ItemVersion, resolution: str = "changed", text: str = "") -> None:
    for comment in ReviewComment.objects.filter(review__version=version, resolution=""):
        actions.answer_comment(comment, by=DRAFTER, resolution=resolution, text=text, at=AT)


def test_what_is_judged_is_what_is_stored_and_not_what_was_read_before(
    version: ItemVersion,
) -> None:
    stored = ItemVersion.objects.get(pk=version.pk)
    change(stored, statutory_limit=1)
    with pytest.raises(FailsChecks):
        actions.submit_for_review(version, by=DRAFTER, at=AT)
    change(stored, statutory_limit=20, name="别人刚改的名称")
    actions.submit_for_review(version, by=DRAFTER, at=AT)
    assert version.rounds.get().definition == as_plain(definition_of(stored))
    assert version.status == "in_review"


def test_a_review_begun_before_rounds_were_recorded_goes_on(version: ItemVersion) -> None:
    Review.objects.bulk_create(
        Review(version=version, office=office, opened_at=AT) for office in ReviewOffice.values
    )
    ItemVersion.objects.filter(pk=version.pk).update(status="in_review", submitted_at=AT)
    for each in version.reviews.all():
        said = SAID.get(each.office, {})
        by = reviewer(each.office)
        actions.review(each, by=by, agrees=not said, comments=said, at=AT)
    with transaction.atomic():
        assert {each.round for each in actions.submit_for_review(version, by=DRAFTER, at=AT)} == {2}
        transaction.set_rollback(True)
    migration = import_module("onewindow.catalogue.migrations.0015_missing_review_rounds")
    for _twice in range(2):
        with connection.cursor() as cursor:
            cursor.execute(migration.MISSING)
    first = version.rounds.get()
    assert (first.number, first.submitted_at, first.submitted_by) == (1, AT, DRAFTER.code)
    again = actions.submit_for_review(version, by=DRAFTER, at=AT)
    assert {(each.round, each.verdict) for each in again} == {(2, "pending")}


@pytest.mark.long
def test_every_limit_is_a_day_of_the_regions_calendar(returned: ItemVersion) -> None:
    due = dict(returned.reviews.values_list("office", "due_on"))
    assert due["government_office"] == date(2026, 4, 7)
    assert due["legal_officer"] == date(2026, 4, 2)
    assert returned.rounds.get().answer_due_on == date(2026, 4, 7)
    region = returned.item.region
    CalendarOverride.objects.create(region=region, day=date(2026, 4, 1), is_workday=False, name="x")
    change(returned, name="新名称", phone="0900-0000009")
    answer(returned)
    reviews = actions.submit_for_review(returned, by=DRAFTER, at=AT)
    assert {each.due_on for each in reviews} == {date(2026, 4, 3), date(2026, 4, 8)}


def test_every_comment_is_answered_truly_before_the_next_round(returned: ItemVersion) -> None:
    with pytest.raises(Unanswered, match="还有 2 条审核意见没有答复：事项名称、业务咨询电话"):
        actions.submit_for_review(returned, by=DRAFTER, at=AT)
    comment = ReviewComment.objects.get(element="name")
    for resolution, text, message in (("explained", " ", "写明理由"), ("", "好", "请选择")):
        with pytest.raises(DomainError, match=message):
            actions.answer_comment(comment, by=DRAFTER, resolution=resolution, text=text, at=AT)
    answer(returned)
    change(returned, phone="0900-0000009")
    with pytest.raises(NotChanged, match="没有修改：事项名称"):
        actions.submit_for_review(returned, by=DRAFTER, at=AT)
    actions.answer_comment(comment, by=DRAFTER, resolution="explained", text="与省里一致", at=AT)
    actions.submit_for_review(returned, by=DRAFTER, at=AT)
    with pytest.raises(NotAllowedNow):
        actions.answer_comment(comment, by=DRAFTER, resolution="changed", text="", at=AT)
    codes = list(Event.objects.filter(chain=returned.item.chain).values_list("code", flat=True))
    assert codes.count("item.comment_answered") == 3


# What changes between the rounds, and which offices have to review again; the objecting two do.
CHANGES: dict[str, tuple[dict[str, str], set[str]]] = {
    "only what was objected to": ({}, set()),
    "an element of an office that agreed": ({"process": "先受理后审查"}, {"legislative_office"}),
}


@pytest.mark.parametrize("what", CHANGES)
def test_an_agreement_holds_while_nothing_of_its_elements_changed(
    returned: ItemVersion, what: str
) -> None:
    values, again = CHANGES[what]
    change(returned, name="新名称", phone="0900-0000009", **values)
    answer(returned)
    reviews = {each.office: each for each in actions.submit_for_review(returned, by=DRAFTER, at=AT)}
    carried = {office for office, each in reviews.items() if each.carried_from_id is not None}
    assert carried == {"legislative_office", "legal_officer"} - again
    for office in carried:
        assert reviews[office].verdict == "agreed"
        assert reviews[office].by == reviewer(office).code
        with pytest.raises(NotAllowedNow):
            actions.review(reviews[office], by=reviewer(office), agrees=True, at=AT)
    event = Event.objects.filter(code="item.submitted_for_review").latest("id")
    assert all(office in event.data for office in carried)
    for office in set(reviews) - carried:
        actions.review(reviews[office], by=reviewer(office), agrees=True, at=AT)
    assert actions.publish(returned, by=DRAFTER, at=AT).status == "published"


def test_who_agreed_and_then_edited_does_not_vouch_for_it(returned: ItemVersion) -> None:
    lawyer = reviewer("legal_officer")
    actions.store_draft(replace(make_draft(), phone="0900-0000009"), by=lawyer, at=AT)
    returned.refresh_from_db()
    assert returned.status == "returned"
    change(returned, name="新名称")
    answer(returned)
    reviews = {each.office: each for each in actions.submit_for_review(returned, by=DRAFTER, at=AT)}
    assert reviews["legal_officer"].verdict == "pending"
    assert reviews["legislative_office"].verdict == "agreed"
    with pytest.raises(DomainError, match="不能由您自己审核"):
        actions.review(reviews["legal_officer"], by=lawyer, agrees=True, at=AT)


# Each must be refused by the database itself.
STATEMENTS = {
    "verdict": "UPDATE catalogue_review SET verdict = 'agreed' WHERE id = {review}",
    "remark": "UPDATE catalogue_review SET comment = 'x' WHERE id = {review}",
    "who": "UPDATE catalogue_review SET by = 'x' WHERE id = {review}",
    "review gone": "DELETE FROM catalogue_review WHERE id = {review}",
    "due day": "UPDATE catalogue_review SET due_on = NULL WHERE id = {pending}",
    "objection without comment": "UPDATE catalogue_review SET verdict = 'objected',"
    " decided_at = now() WHERE id = {pending}",
    "text": "UPDATE catalogue_reviewcomment SET text = 'x' WHERE review_id = {review}",
    "comment gone": "DELETE FROM catalogue_reviewcomment WHERE review_id = {review}",
    "late comment": "INSERT INTO catalogue_reviewcomment (review_id, element, text, resolution,"
    " answer, resolved_by, resolved_by_name) VALUES ({review}, 'phone', 'x', '', '', '', '')",
    "answer after the next round": "UPDATE catalogue_reviewcomment SET answer = 'x'"
    " WHERE review_id = {review}",
    "what was handed in": "UPDATE catalogue_reviewround SET definition = '{{}}' WHERE number = 1",
    "deadline": "UPDATE catalogue_reviewround SET answer_due_on = '2030-01-01' WHERE number = 1",
    "round gone": "DELETE FROM catalogue_reviewround WHERE number = 2",
}


def test_what_was_said_does_not_change_even_by_sql(returned: ItemVersion) -> None:
    change(returned, name="新名称", phone="0900-0000009")
    answer(returned)
    pending = actions.submit_for_review(returned, by=DRAFTER, at=AT)[0]
    first = Review.objects.get(round=1, office=ReviewOffice.ESTABLISHMENT)
    for what, statement in STATEMENTS.items():
        assert is_refused(statement.format(review=first.pk, pending=pending.pk)), what


def is_refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except IntegrityError as error:
        said = str(error)
        return any(each in said for each in ("not change", "needs a comment", "before the verdict"))
    return False


def test_the_table_decides_who_reviews_what(
    version: ItemVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = dict(element_rules()) | {
        "phone": replace(element_rules()["phone"], offices=("legislative_office",))
    }
    monkeypatch.setattr("onewindow.catalogue.element_rules.element_rules", lambda: rules)
    reviews = {each.office: each for each in actions.submit_for_review(version, by=DRAFTER, at=AT)}
    said = {"phone": "电话不通"}
    with pytest.raises(DomainError, match="由其他单位审核"):
        actions.review(
            reviews["government_office"], by=reviewer("a"), agrees=False, comments=said, at=AT
        )
    actions.review(
        reviews["legislative_office"], by=reviewer("a"), agrees=False, comments=said, at=AT
    )
    assert ReviewComment.objects.get().element == "phone"
