"""Claim 认领: a department takes an item from a standard or the base catalogue as its own draft."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.actions.editing import start_item
from onewindow.catalogue.base_types import item_type_of
from onewindow.catalogue.codes import ExerciseLevel
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.locking import allowed_levels
from onewindow.catalogue.models import (
    BaseItem,
    Claim,
    DraftEdit,
    ItemVersion,
    ServiceItem,
    StandardChange,
    VersionStatus,
)
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.catalogue.registering import registered
from onewindow.catalogue.search.indexing import rebased
from onewindow.catalogue.sharing import first_claim, inherit
from onewindow.catalogue.storing import definition_of, write_definition
from onewindow.catalogue.succession import current, lock_item, next_number, unfinished
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Department, Level

# From the top down: a department runs an item at its own level or below.
LEVELS = (
    ExerciseLevel.CITY, ExerciseLevel.COUNTY, ExerciseLevel.TOWNSHIP, ExerciseLevel.VILLAGE,
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a claimed item is run: the department, its number for it (项目序号), the level."""

    department: Department
    number: str
    level: str


def levels_for(department: Department) -> tuple[ExerciseLevel, ...]:
    """Return the levels at which a department may claim, its own first."""
    level = department.region.level
    if level == Level.PROVINCE:
        return LEVELS
    return LEVELS[[each.value for each in LEVELS].index(level) :]


def claim_standard(standard: ServiceItem, place: Place, *, by: Actor, at: datetime) -> ItemVersion:
    """Make the draft of an item that inherits a standard's shared elements.

    An item that the department has under that number already takes them over, the rest of it
    stays. Raise NotAllowedNow when it is claimed or being worked on, DomainError for a level
    that the standard does not allow.
    """  # fmt: skip
    with transaction.atomic():
        # Until this is committed no new version of the standard is published past it.
        lock_item(standard.pk)
        in_force = standard.versions.filter(status=VersionStatus.PUBLISHED).first()
        if not standard.is_standard or in_force is None:
            raise NotAllowedNow(_("这个标准还没有发布，不能认领。"))
        shared = definition_of(in_force)
        _check_level(place, allowed_levels(shared))
        _refuse_twice(place, standard=standard)
        item, is_new = _item(place, standard.base)
        before = None if is_new else _newest(item)
        department = place.department
        if before is None:
            definition = first_claim(
                shared, department=department.short_code, name=department.name,
                number=place.number, level=place.level,
                contacts=(department.phone, department.email, department.address),
            )  # fmt: skip
        else:
            definition = inherit(replace(before, exercise_levels=(place.level,)), shared)
        left = item.base_id
        item.standard, item.base = standard, standard.base or item.base
        ServiceItem.objects.filter(pk=item.pk).update(standard=item.standard, base=item.base)
        rebased(item, left)
        version = _draft(item, definition, in_force, by, at)
        return _record(version, place, by, at, standard=standard, base=None, is_new=is_new)


def claim_base(base: BaseItem, place: Place, *, by: Actor, at: datetime) -> ItemVersion:
    """Make the draft of an item that has its name and type from the base catalogue.

    Raise NotAllowedNow when the department has it already, DomainError for a type that no item
    of ours has.
    """
    with transaction.atomic():
        # Whoever else claims it at this moment waits, and is then told that it is claimed.
        BaseItem.objects.select_for_update().get(pk=base.pk)
        _check_level(place, tuple(ExerciseLevel.values))
        _refuse_twice(place, base=base)
        item, is_new = _item(place, base)
        if not is_new:
            raise NotAllowedNow(
                _("本部门已经有项目序号为“%(n)s”的事项，请换一个序号。") % {"n": place.number}
            )
        department = place.department
        definition = ItemDefinition(
            department=department.short_code, form_number=place.number, name=base.name,
            main_name=base.main_name, subject=department.name,
            item_type=item_type_of(base), exercise_levels=(place.level,),
            phone=department.phone, email=department.email, postal_address=department.address,
        )  # fmt: skip
        version = _draft(item, definition, None, by, at)
        return _record(version, place, by, at, standard=None, base=base, is_new=True)


def unclaim(item: ServiceItem, *, by: Actor, at: datetime) -> None:
    """Take a claim back while its first draft is still a draft; raise NotAllowedNow afterwards."""
    with transaction.atomic():
        claim = Claim.objects.select_for_update().filter(item=item).first()
        if claim is None or not can_unclaim(claim):
            raise NotAllowedNow(_("认领的草稿已经提交审核或者发布，不能取消认领。"))
        version = claim.version
        events.record(
            "item.unclaimed", chain=item.chain, by=by, at=at,
            data={"standard": claim.standard.code if claim.standard else "",
                  "base": claim.base.code if claim.base else ""},
        )  # fmt: skip
        is_new = claim.is_new_item
        StandardChange.objects.filter(item=item).delete()
        claim.delete()
        if version is not None:
            version.delete()
        if is_new and not item.versions.exists():
            item.delete()
        else:
            ServiceItem.objects.filter(pk=item.pk).update(standard=None)


def can_unclaim(claim: Claim) -> bool:
    """Whether nothing but its first draft came of a claim."""
    draft = claim.version
    if draft is not None and (draft.status not in EDITABLE or draft.reviews.exists()):
        return False
    others = claim.item.versions.exclude(pk=claim.version_id or 0)
    if not claim.is_new_item:
        others = others.exclude(standard_version=None)
    return not others.exists()


def start_standard(
    department: Department, *, number: str, name: str, item_type: str, by: Actor, at: datetime
) -> ItemVersion:
    """Start a standard with an empty draft; raise DomainError outside a provincial department."""
    if department.region.level != Level.PROVINCE:
        raise DomainError(_("标准由省级部门制定。"))
    with transaction.atomic():
        version = start_item(
            department, number=number, name=name, item_type=item_type, by=by, at=at
        )
        ServiceItem.objects.filter(pk=version.item_id).update(is_standard=True)
    version.item.is_standard = True
    return version


def _check_level(place: Place, allowed: tuple[str, ...]) -> None:
    own = {each.value for each in levels_for(place.department)}
    if place.level not in own:
        raise DomainError(_("本部门不能按这个层级认领，请选择本级或下级。"))
    if place.level not in allowed:
        names = "、".join(str(ExerciseLevel(level).label) for level in allowed)
        raise DomainError(_("这个标准只能由这些层级行使：%(names)s。") % {"names": names})


def _refuse_twice(
    place: Place, *, standard: ServiceItem | None = None, base: BaseItem | None = None
) -> None:
    claims = Claim.objects.filter(item__department=place.department, level=place.level)
    source = claims.filter(standard=standard) if standard else claims.filter(base=base)
    if (claim := source.select_related("item").first()) is not None:
        raise NotAllowedNow(
            _("本部门已经按这个层级认领过，项目序号是“%(n)s”。") % {"n": claim.item.number}
        )


def _item(place: Place, base: BaseItem | None) -> tuple[ServiceItem, bool]:
    item, is_new = registered(place.department, place.number, base=base)
    if item.is_standard or Claim.objects.filter(item=item).exists():
        raise NotAllowedNow(
            _("项目序号“%(n)s”的事项是标准，或者已经认领过，请换一个序号。") % {"n": place.number}
        )
    return item, is_new


def _newest(item: ServiceItem) -> ItemDefinition | None:
    if unfinished(item):
        raise NotAllowedNow(_("这个事项有没有发布的版本，请先发布或者放弃那一版，再认领。"))
    source = current(item)
    return definition_of(source) if source else None


def _draft(
    item: ServiceItem, definition: ItemDefinition, standard: ItemVersion | None, by: Actor,
    at: datetime,
) -> ItemVersion:  # fmt: skip
    version = ItemVersion(
        item=item, number=next_number(item), standard_version=standard,
        drafted_by=by.code, drafted_at=at,
    )  # fmt: skip
    write_definition(version, definition)
    DraftEdit.objects.create(version=version, by=by.code, by_name=by.name, at=at)
    return version


def _record(
    version: ItemVersion, place: Place, by: Actor, at: datetime, *,
    standard: ServiceItem | None, base: BaseItem | None, is_new: bool,
) -> ItemVersion:  # fmt: skip
    Claim.objects.create(
        item=version.item, standard=standard, base=base, level=place.level, version=version,
        is_new_item=is_new, by=by.code, by_name=by.name, at=at,
    )  # fmt: skip
    events.record(
        "item.claimed", chain=version.item.chain, by=by, at=at,
        data={
            "version": version.number, "level": place.level,
            "standard": standard.code if standard else "", "base": base.code if base else "",
        },
    )  # fmt: skip
    return version
