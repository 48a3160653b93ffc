"""Who may see and change which items. Missing and forbidden look the same: DoesNotExist."""

from django.db.models import Q, QuerySet

from onewindow.catalogue.models import (
    GuideQuestion,
    ItemVersion,
    ItemWithdrawal,
    Review,
    ReviewOffice,
    VersionStatus,
)
from onewindow.catalogue.models.guide_questions import GuideQuestionQuerySet
from onewindow.catalogue.models.versions import IN_FORCE, ItemVersionQuerySet
from onewindow.documents.models import Document
from onewindow.orgs.models import Department, Officer, Role

SEES_EVERYTHING = {Role.SUPERVISOR, Role.ADMINISTRATOR, Role.REFORM_OFFICE}
OFFICES = {
    ReviewOffice.ESTABLISHMENT, ReviewOffice.LEGISLATIVE, ReviewOffice.GOVERNMENT,
}  # fmt: skip
UNDER_WAY = (VersionStatus.IN_REVIEW, VersionStatus.RETURNED, VersionStatus.SCHEDULED)


def published_version(slug: str) -> ItemVersion:
    """Return what the public reads of an item, also while it is suspended.

    Raise ItemVersion.DoesNotExist otherwise.
    """
    versions = ItemVersion.objects.readable().select_related(
        "item__department__region", "item__base", "withdrawal"
    )
    return versions.get(item__slug=slug)


def material_form(slug: str, material: str, kind: str) -> Document:
    """Return the blank or the sample form of a material of a published item.

    `kind` is blank or sample. Raise Document.DoesNotExist, ItemVersion.DoesNotExist.
    """
    column = {"blank": "blank_form", "sample": "sample_form"}.get(kind)
    found = published_version(slug).materials.filter(code=material)
    if column is None or not (named := found.values_list(column, flat=True).first()):
        raise Document.DoesNotExist
    return Document.objects.get(pk=named)


def withdrawal_of(version: ItemVersion) -> ItemWithdrawal:
    """Return the decision to withdraw a version; raise ItemWithdrawal.DoesNotExist."""
    return ItemWithdrawal.objects.get(version=version)


def versions_for(officer: Officer, roles: frozenset[str]) -> ItemVersionQuerySet:
    """Return the versions an officer may read: his department's, public ones, all if he reviews."""
    versions = ItemVersion.objects.select_related("item__department__region")
    if roles & SEES_EVERYTHING:
        return versions
    mine = Q(status__in=IN_FORCE)
    if roles & {Role.ITEM_MANAGER, Role.LEGAL_OFFICER}:
        mine |= Q(item__department=officer.department_id)
    if roles & OFFICES:
        mine |= ~Q(status=VersionStatus.DRAFT)
    return versions.filter(mine)


def departments_managed(officer: Officer, roles: frozenset[str]) -> QuerySet[Department]:
    """Return the departments whose items he brings in and out: all for an administrator."""
    departments = Department.objects.filter(is_active=True).order_by("name")
    if Role.ADMINISTRATOR in roles:
        return departments
    if Role.ITEM_MANAGER in roles:
        return departments.filter(pk=officer.department_id)
    return departments.none()


def version_for(officer: Officer, roles: frozenset[str], pk: int) -> ItemVersion:
    """Return one version an officer may read; raise ItemVersion.DoesNotExist otherwise."""
    return versions_for(officer, roles).get(pk=pk)


def managed_version(officer: Officer, roles: frozenset[str], pk: int) -> ItemVersion:
    """Return a version that he manages; raise ItemVersion.DoesNotExist otherwise."""
    if Role.ITEM_MANAGER not in roles:
        raise ItemVersion.DoesNotExist
    return versions_for(officer, roles).get(pk=pk, item__department=officer.department_id)


def question_by_code(slug: str, code: str) -> GuideQuestion:
    """Return what somebody asked about an item; raise GuideQuestion.DoesNotExist."""
    return GuideQuestion.objects.select_related("item__department").get(item__slug=slug, code=code)


def questions_for(officer: Officer, roles: frozenset[str]) -> GuideQuestionQuerySet:
    """Return what was asked about the items he manages; raise GuideQuestion.DoesNotExist."""
    if Role.ITEM_MANAGER not in roles:
        raise GuideQuestion.DoesNotExist
    asked = GuideQuestion.objects.select_related("item", "taken_up_by")
    return asked.filter(item__department=officer.department_id)


def question_for(officer: Officer, roles: frozenset[str], pk: int) -> GuideQuestion:
    """Return one question he may answer; raise GuideQuestion.DoesNotExist."""
    return questions_for(officer, roles).get(pk=pk)


def versions_under_review(officer: Officer, roles: frozenset[str]) -> ItemVersionQuerySet:
    """Return the versions on their way through the review that he may follow.

    Offices, supervisors and administrators follow all, a department its own; raise
    ItemVersion.DoesNotExist for everybody else.
    """
    under_way = ItemVersion.objects.filter(status__in=UNDER_WAY, rounds__number=1)
    if roles & (OFFICES | SEES_EVERYTHING):
        return under_way
    if roles & {Role.ITEM_MANAGER, Role.LEGAL_OFFICER}:
        return under_way.filter(item__department=officer.department_id)
    raise ItemVersion.DoesNotExist


def review_for(officer: Officer, roles: frozenset[str], version: int, office: str) -> Review:
    """Return the last review of his office; raise Review.DoesNotExist otherwise.

    A department's legal officer reviews the items of his own department only.
    """
    if office not in roles:
        raise Review.DoesNotExist
    reviews = Review.objects.select_related("version__item__department").filter(
        version=version, office=office
    )
    if office == ReviewOffice.LEGAL_OFFICER:
        reviews = reviews.filter(version__item__department=officer.department_id)
    found = reviews.order_by("-round").first()
    if found is None:
        raise Review.DoesNotExist
    return found


def reviews_waiting_for(officer: Officer, roles: frozenset[str]) -> list[Review]:
    """Return the open reviews that an officer may do, oldest first."""
    waiting = Review.objects.filter(
        verdict="pending", version__status=VersionStatus.IN_REVIEW, office__in=roles
    ).select_related("version__item__department")
    own = ~Q(office=ReviewOffice.LEGAL_OFFICER) | Q(version__item__department=officer.department_id)
    return list(waiting.filter(own).order_by("opened_at", "pk"))
