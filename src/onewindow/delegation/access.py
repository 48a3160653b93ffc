"""Who may see and change which grants. Missing and forbidden look the same: DoesNotExist."""

from django.db.models import Q

from onewindow.delegation.models import AuthorisationLetter, Delegation, Grant, Seal
from onewindow.delegation.models.delegations import DelegationQuerySet
from onewindow.delegation.models.letters import AuthorisationLetterQuerySet
from onewindow.delegation.models.seals import SealQuerySet
from onewindow.orgs.models import Department, Officer, Role

SEES_EVERYTHING = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
READS_REGISTERS = SEES_EVERYTHING | {Role.ITEM_MANAGER}


def delegations_for(officer: Officer, roles: frozenset[str]) -> DelegationQuerySet:
    """Return the delegations he may read: an item manager those from and to his department."""
    listed = Delegation.objects.listed()
    if roles & SEES_EVERYTHING:
        return listed
    if Role.ITEM_MANAGER not in roles:
        return listed.none()
    here = officer.department_id
    return listed.filter(Q(item__department=here) | Q(to=here))


def letters_for(officer: Officer, roles: frozenset[str]) -> AuthorisationLetterQuerySet:
    """Return the letters he may read: an item manager those of his department."""
    listed = AuthorisationLetter.objects.listed()
    if roles & SEES_EVERYTHING:
        return listed
    if Role.ITEM_MANAGER not in roles:
        return listed.none()
    return listed.filter(department=officer.department_id)


def seals_for(officer: Officer, roles: frozenset[str]) -> SealQuerySet:
    """Return the seals he may see: an item manager those of his department."""
    seals = Seal.objects.select_related("department", "image")
    if roles & SEES_EVERYTHING:
        return seals
    if Role.ITEM_MANAGER not in roles:
        return seals.none()
    return seals.filter(department=officer.department_id)


def delegation_for(officer: Officer, roles: frozenset[str], pk: int) -> Delegation:
    """Return one delegation he may read; raise Delegation.DoesNotExist otherwise."""
    return delegations_for(officer, roles).get(pk=pk)


def letter_for(officer: Officer, roles: frozenset[str], pk: int) -> AuthorisationLetter:
    """Return a letter he may read, or that was issued to him; raise DoesNotExist otherwise."""
    readable = letters_for(officer, roles) | AuthorisationLetter.objects.listed().filter(
        officer=officer
    )
    return readable.get(pk=pk)


def seal_for(officer: Officer, roles: frozenset[str], pk: int) -> Seal:
    """Return one seal he may see; raise Seal.DoesNotExist otherwise."""
    return seals_for(officer, roles).get(pk=pk)


def may_revoke(officer: Officer, roles: frozenset[str], grant: Grant) -> bool:
    """Say whether he writes the grants of the department that this one comes from."""
    owner = grant.item.department_id if isinstance(grant, Delegation) else grant.department_id
    return Role.ITEM_MANAGER in roles and owner == officer.department_id


def managed_department(officer: Officer, roles: frozenset[str]) -> Department:
    """Return the department whose grants he writes; raise Department.DoesNotExist otherwise."""
    if Role.ITEM_MANAGER not in roles:
        raise Department.DoesNotExist
    return officer.department


def letter_by_code(code: str) -> AuthorisationLetter:
    """Return the letter of a code, for anybody who holds it; raise DoesNotExist otherwise."""
    return AuthorisationLetter.objects.listed().get(code=code)
