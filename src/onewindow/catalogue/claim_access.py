"""Who may claim what, and who follows the changes of standards. Missing is DoesNotExist."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from onewindow.catalogue.access import SEES_EVERYTHING
from onewindow.catalogue.models import (
    BaseItem,
    Claim,
    ItemVersion,
    ServiceItem,
    StandardChange,
    VersionStatus,
)
from onewindow.orgs.models import Officer, Role


def standards() -> QuerySet[ServiceItem]:
    """Return the standards that can be claimed: those with a published version."""
    published = ItemVersion.objects.filter(item=OuterRef("pk"), status=VersionStatus.PUBLISHED)
    found = ServiceItem.objects.filter(Exists(published), is_standard=True)
    return found.select_related("department__region", "base")


def claimable_standard(officer: Officer, roles: frozenset[str], pk: int) -> ServiceItem:
    """Return a standard an item manager may claim: published, and not his own department's."""
    if Role.ITEM_MANAGER not in roles:
        raise ServiceItem.DoesNotExist
    return standards().exclude(department=officer.department_id).get(pk=pk)


def published_standard(standard: ServiceItem) -> ItemVersion:
    """Return what a standard says now; raise ItemVersion.DoesNotExist when it was just ended."""
    return standard.versions.get(status=VersionStatus.PUBLISHED)


def draft_with(officer: Officer, number: str) -> ItemVersion:
    """Return the draft of his department's item with a number."""
    drafts = ItemVersion.objects.editable()
    return drafts.get(item__department=officer.department_id, item__number=number)


def claimable_base(roles: frozenset[str], pk: int) -> BaseItem:
    """Return a base item an item manager may claim."""
    if Role.ITEM_MANAGER not in roles:
        raise BaseItem.DoesNotExist
    return BaseItem.objects.get(pk=pk)


def managed_claim(officer: Officer, roles: frozenset[str], item: int) -> Claim:
    """Return the claim of an item of his department."""
    if Role.ITEM_MANAGER not in roles:
        raise Claim.DoesNotExist
    claims = Claim.objects.select_related("item", "standard", "base", "version")
    return claims.get(item=item, item__department=officer.department_id)


def changes_for(officer: Officer, roles: frozenset[str]) -> QuerySet[StandardChange]:
    """Return the changes he may follow.

    A department sees those of its items and of those who claimed its standards; supervisors and
    administrators see all; raise StandardChange.DoesNotExist for everybody else.
    """
    changes = StandardChange.objects.select_related(
        "item__department", "standard_version__item__department", "version"
    )
    if roles & SEES_EVERYTHING:
        return changes
    if not roles & {Role.ITEM_MANAGER, Role.LEGAL_OFFICER}:
        raise StandardChange.DoesNotExist
    own = Q(item__department=officer.department_id)
    return changes.filter(own | Q(standard_version__item__department=officer.department_id))


def managed_change(officer: Officer, roles: frozenset[str], pk: int) -> StandardChange:
    """Return a change that he decides on: one of an item of his department."""
    if Role.ITEM_MANAGER not in roles:
        raise StandardChange.DoesNotExist
    return changes_for(officer, roles).get(pk=pk, item__department=officer.department_id)


def claimed_by(officer: Officer) -> Q:
    """Return the condition that his department has claimed a base item, also by a standard."""
    claims = Claim.objects.filter(item__department=officer.department_id)
    return Q(
        Exists(claims.filter(base=OuterRef("pk")))
        | Exists(claims.filter(standard__base=OuterRef("pk")))
    )
