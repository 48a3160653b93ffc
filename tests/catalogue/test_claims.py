"""Claim a standard, stay with it, follow its changes; claim a base item."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from onewindow.catalogue import actions
from onewindow.catalogue.actions.claiming import Place
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.notation import as_plain, from_plain
from onewindow.catalogue.exchange import FormProblems
from onewindow.catalogue.locking import DeviatesFromStandard
from onewindow.catalogue.models import BaseItem, Claim, ItemVersion, ServiceItem, StandardChange
from onewindow.catalogue.package.gathering import version_in_force
from onewindow.catalogue.paper import draft_of
from onewindow.catalogue.sharing import deviating
from onewindow.catalogue.storing import definition_of, write_definition
from onewindow.events.models import Event
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Department, Level
from tests.cast import make_department, make_post, make_region
from tests.catalogue.drafts import make_draft

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 30, 2, 0, tzinfo=UTC)
PROVINCE, CITY = Actor("official/province", "示例·省"), Actor("official/city", "示例·市")
REVIEWER = Actor("official/reviewer", "示例·审核人")


def publish(version: ItemVersion) -> ItemVersion:
    """Bring a version through the review."""
    for each in actions.submit_for_review(version, by=PROVINCE, at=AT):
        if each.verdict == "pending":
            actions.review(each, by=REVIEWER, agrees=True, at=AT)
    return actions.publish(version, by=PROVINCE, at=AT)


@pytest.fixture
def standard() -> ServiceItem:
    """A published standard of a provincial department, for cities and counties."""
    office = make_department("slj", name="示例市示例局")
    office.short_name, office.region = "市示例局", make_region("990000", "示例省", Level.PROVINCE)
    office.save(update_fields=["short_name", "region"])
    make_post(office, code="sample", name="示例岗")
    version = actions.store_draft(make_draft(), by=PROVINCE, at=AT)
    ServiceItem.objects.filter(pk=version.item_id).update(is_standard=True)
    levels = replace(definition_of(version), exercise_levels=("city", "county"))
    write_definition(version, levels)
    publish(version)
    return ServiceItem.objects.get(pk=version.item_id)


@pytest.fixture
def city() -> Department:
    return make_department("qxj", name="示例市气象局")


def following(standard: ServiceItem, **values: str | list[str]) -> ItemVersion:
    """Publish the next version of a standard."""
    before = standard.versions.get(status="published")
    definition = from_plain(as_plain(definition_of(before)) | values)
    return publish(actions.store_definition(standard, definition, by=PROVINCE, at=AT))


def shared_with(version: ItemVersion, standard: ItemVersion) -> tuple[str, ...]:
    return deviating(definition_of(version), definition_of(standard))


def test_a_claim_inherits_and_locks_what_is_the_same_everywhere(
    standard: ServiceItem, city: Department
) -> None:
    version = actions.claim_standard(standard, Place(city, "QX-1", "city"), by=CITY, at=AT)
    current = standard.versions.get(status="published")
    assert version.item.standard == standard
    assert version.standard_version == current
    assert shared_with(version, current) == ()
    own = definition_of(version)
    with pytest.raises(DeviatesFromStandard, match="事项名称、办理条件"):
        actions.store_definition(
            version.item, replace(own, name="另一个名称", conditions=()), by=CITY, at=AT
        )
    form = replace(draft_of(version), phone="0900-0000007", review_limit=9)
    assert actions.store_draft(form, by=CITY, at=AT).phone == "0900-0000007"
    with pytest.raises(FormProblems, match="申报材料：这一项来自认领的标准"):
        actions.store_draft(replace(form, materials=form.materials[:1]), by=CITY, at=AT)
    # Whatever way it came in: the review is not opened for what differs.
    write_definition(version, replace(own, name="另一个名称"))
    with pytest.raises(DeviatesFromStandard):
        actions.submit_for_review(version, by=CITY, at=AT)
    write_definition(version, replace(own, exercise_levels=("village",)))
    with pytest.raises(DeviatesFromStandard, match="行使层级"):
        actions.submit_for_review(version, by=CITY, at=AT)
    write_definition(version, own)
    assert publish(version).status == "published"
    again = actions.store_draft(form, by=CITY, at=AT)
    assert (again.number, again.standard_version) == (2, current)


REFUSED: dict[str, tuple[str, str, str]] = {
    "a level the standard does not have": ("QX-1", "village", "只能由这些层级行使"),
    "a level above the department": ("QX-1", "province", "请选择本级或下级"),
    "nonsense": ("QX-1", "moon", "请选择本级或下级"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_who_may_not_claim(standard: ServiceItem, city: Department, what: str) -> None:
    number, level, message = REFUSED[what]
    with pytest.raises(DomainError, match=message):
        actions.claim_standard(standard, Place(city, number, level), by=CITY, at=AT)
    assert not Claim.objects.exists()
    assert not ServiceItem.objects.filter(department=city).exists()


def test_a_standard_is_claimed_once_per_level_and_given_up_while_it_is_a_draft(
    standard: ServiceItem, city: Department
) -> None:
    version = actions.claim_standard(standard, Place(city, "QX-1", "city"), by=CITY, at=AT)
    with pytest.raises(NotAllowedNow, match="已经按这个层级认领过"):
        actions.claim_standard(standard, Place(city, "QX-2", "city"), by=CITY, at=AT)
    with pytest.raises(NotAllowedNow, match="已经认领过"):
        actions.claim_standard(standard, Place(city, "QX-1", "county"), by=CITY, at=AT)
    actions.unclaim(version.item, by=CITY, at=AT)
    assert not ServiceItem.objects.filter(department=city).exists()
    version = actions.claim_standard(standard, Place(city, "QX-1", "city"), by=CITY, at=AT)
    actions.submit_for_review(version, by=CITY, at=AT)
    with pytest.raises(NotAllowedNow, match="不能取消认领"):
        actions.unclaim(version.item, by=CITY, at=AT)
    codes = Event.objects.filter(chain=version.item.chain).values_list("code", flat=True)
    assert list(codes)[:3] == ["item.claimed", "item.unclaimed", "item.claimed"]


@pytest.mark.long
def test_an_item_that_is_there_already_takes_the_standard_over(
    standard: ServiceItem, city: Department
) -> None:
    own = replace(
        definition_of(standard.versions.get()), department="qxj", form_number="QX-1",
        name="旧名称", phone="0900-0000009",
    )  # fmt: skip
    item = ServiceItem.objects.create(
        code="old", slug="old", department=city, number="QX-1", region=city.region
    )
    published = publish(actions.store_definition(item, own, by=CITY, at=AT))
    version = actions.claim_standard(standard, Place(city, "QX-1", "city"), by=CITY, at=AT)
    assert (version.item, version.number) == (item, 2)
    assert (version.name, version.phone) == ("示例许可", "0900-0000009")
    published.refresh_from_db()
    assert published.status == "published"
    actions.unclaim(version.item, by=CITY, at=AT)
    item.refresh_from_db()
    assert item.standard is None
    assert list(item.versions.all()) == [published]


@pytest.mark.long
def test_a_new_version_of_the_standard_is_a_task_that_one_click_follows(
    standard: ServiceItem, city: Department
) -> None:
    first = publish(actions.claim_standard(standard, Place(city, "QX-1", "city"), by=CITY, at=AT))
    local = following(standard, phone="0900-0000008")
    assert not StandardChange.objects.exists(), "only what is shared makes a task"
    second = following(standard, conditions=["有固定场所。", "有专职人员。"])
    change = StandardChange.objects.get()
    assert (change.item, change.standard_version) == (first.item, second)
    assert change.due_on.isoformat() == "2026-04-28"
    draft = actions.apply_change(change, by=CITY, at=AT)
    assert (draft.number, draft.standard_version, draft.phone) == (2, second, first.phone)
    assert shared_with(draft, second) == ()
    first.refresh_from_db()
    assert (first.status, first.conditions) == ("published", list(local.conditions))
    with pytest.raises(NotAllowedNow):
        actions.decline_change(change, by=CITY, reason="不行", at=AT)
    third = following(standard, name="示例许可（2026 年）")
    again = StandardChange.objects.get(standard_version=third)
    assert actions.apply_change(again, by=CITY, at=AT).pk == draft.pk
    draft.refresh_from_db()
    assert not again.is_followed
    publish(draft)
    again = StandardChange.objects.get(pk=again.pk)
    assert again.is_followed


@pytest.mark.long
def test_a_change_is_declined_with_a_reason_and_can_be_reconsidered(
    standard: ServiceItem, city: Department
) -> None:
    version = actions.claim_standard(standard, Place(city, "QX-1", "city"), by=CITY, at=AT)
    following(standard, name="新名称")
    change = StandardChange.objects.get()
    with pytest.raises(DomainError, match="写明理由"):
        actions.decline_change(change, by=CITY, reason=" ", at=AT)
    actions.decline_change(change, by=CITY, reason="本市条例未改", at=AT)
    assert change.status == "declined"
    draft = actions.apply_change(change, by=CITY, at=AT)
    assert (draft.pk, draft.name) == (version.pk, "新名称")
    actions.submit_for_review(draft, by=CITY, at=AT)
    newer = following(standard, name="更新的名称")
    with pytest.raises(NotAllowedNow, match="正在审核"):
        actions.apply_change(newer.changes.get(), by=CITY, at=AT)


@pytest.mark.long
def test_an_open_task_is_replaced_by_the_next_and_a_lost_draft_opens_it_again(
    standard: ServiceItem, city: Department
) -> None:
    publish(actions.claim_standard(standard, Place(city, "QX-1", "city"), by=CITY, at=AT))
    following(standard, name="第一次")
    following(standard, name="第二次")
    assert list(
        StandardChange.objects.order_by("pk").values_list("status", flat=True)
    ) == ["replaced", "open"]  # fmt: skip
    change = StandardChange.objects.get(status="open")
    actions.apply_change(change, by=CITY, at=AT).delete()
    change = StandardChange.objects.get(pk=change.pk)
    assert change.is_lost
    assert actions.apply_change(change, by=CITY, at=AT).name == "第二次"


@pytest.mark.long
def test_a_draft_given_up_after_its_review_neither_hides_an_item_nor_comes_back(
    standard: ServiceItem, city: Department
) -> None:
    first = publish(actions.claim_standard(standard, Place(city, "QX-1", "city"), by=CITY, at=AT))
    form = replace(draft_of(first), phone="0900-0000007")
    given_up = actions.store_draft(form, by=CITY, at=AT)
    write_definition(given_up, replace(definition_of(given_up), summary="作废的说明"))
    actions.call_back(schedule(given_up), by=CITY, at=AT)
    assert actions.discard_draft(given_up, by=CITY, at=AT) is not None
    second = following(standard, name="新名称")
    change = StandardChange.objects.get(standard_version=second)
    again = actions.store_draft(replace(form, phone="0900-0000008"), by=CITY, at=AT)
    assert (again.number, again.summary, again.phone) == (3, first.summary, "0900-0000008")
    assert actions.apply_change(change, by=CITY, at=AT).pk == again.pk
    package = version_in_force(list(first.item.versions.order_by("number")))
    assert package == first
    actions.withdraw(first, reason="不办了", on=AT.date(), by=CITY, at=AT)
    actions.discard_draft(again, by=CITY, at=AT)
    assert following(standard, name="更新的名称").changes.count() == 0


def schedule(version: ItemVersion) -> ItemVersion:
    for each in actions.submit_for_review(version, by=PROVINCE, at=AT):
        actions.review(each, by=REVIEWER, agrees=True, at=AT)
    return actions.publish(version, by=CITY, at=AT, on=date(2199, 1, 1))


@pytest.mark.long
def test_a_standard_that_was_superseded_is_not_applied_over_the_newer_one(
    standard: ServiceItem, city: Department
) -> None:
    item = publish(
        actions.claim_standard(standard, Place(city, "QX-1", "city"), by=CITY, at=AT)
    ).item
    declined, lost = (following(standard, name=name).changes.get() for name in ("第一次", "第二次"))
    actions.apply_change(lost, by=CITY, at=AT).delete()
    StandardChange.objects.filter(pk=declined.pk).update(status="declined", reason="不改")
    newest = following(standard, name="第三次")
    for old in (declined, lost):
        assert StandardChange.objects.get(pk=old.pk).status == "replaced"
        with pytest.raises(NotAllowedNow, match="已经处理过"):
            actions.apply_change(old, by=CITY, at=AT)
    # However a task of an earlier version was left: only what is in force is applied.
    StandardChange.objects.filter(pk=lost.pk).update(status="declined", reason="不改")
    with pytest.raises(NotAllowedNow, match="不再有效"):
        actions.apply_change(lost, by=CITY, at=AT)
    draft = actions.apply_change(newest.changes.get(), by=CITY, at=AT)
    assert (draft.name, draft.standard_version) == ("第三次", newest)
    # Nothing shared changes: the draft says it already, whatever becomes of the earlier task.
    local = following(standard, phone="0900-0000005")
    task = local.changes.get()
    assert (task.status, task.version, item.changes.filter(status="open").count()) == (
        "applied", draft, 0,
    )  # fmt: skip
    publish(draft)
    assert StandardChange.objects.get(pk=task.pk).is_followed
    assert following(standard, phone="0900-0000006").changes.count() == 0


def test_a_base_item_gives_name_type_and_code(city: Department) -> None:
    base = BaseItem.objects.create(
        code="000117112000", name="基本事项", main_name="主项", item_type="01",
        department_name="省气象局", source="test",
    )  # fmt: skip
    version = actions.claim_base(base, Place(city, "QX-1", "township"), by=CITY, at=AT)
    own: ItemDefinition = definition_of(version)
    assert (own.name, own.main_name, own.base) == ("基本事项", "主项", "000117112000")
    assert (own.item_type, own.exercise_levels) == ("licensing", ("township",))
    with pytest.raises(DeviatesFromStandard, match="事项名称"):
        actions.store_definition(version.item, replace(own, name="别的"), by=CITY, at=AT)
    actions.store_definition(version.item, replace(own, phone="0900-0000003"), by=CITY, at=AT)
    base.item_type = "02"
    with pytest.raises(DomainError, match="不是依申请办理"):
        actions.claim_base(base, Place(city, "QX-9", "county"), by=CITY, at=AT)
