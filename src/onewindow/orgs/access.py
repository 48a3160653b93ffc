"""Who is an officer, and what he may do."""

from datetime import date

from django.contrib.auth.models import AnonymousUser

from onewindow.accounts.models import User
from onewindow.orgs.models import Hall, Officer, Role


def officer_for(user: User | AnonymousUser) -> Officer:
    """Return the serving officer behind an account; raise Officer.DoesNotExist for all others."""
    if not isinstance(user, User):
        raise Officer.DoesNotExist
    return Officer.objects.active().select_related("user", "department__region").get(user=user)


def has_role(officer: Officer, role: Role, on: date) -> bool:
    """Say whether an officer has a role on a day."""
    return officer.is_active and officer.roles.held(on).filter(role=role).exists()


def halls_of(region: str) -> list[Hall]:
    """Return the halls of a region (its code), for the public."""
    return list(Hall.objects.filter(region=region).order_by("name"))
