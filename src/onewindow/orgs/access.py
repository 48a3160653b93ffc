"""Who is an officer, and what he may do."""

from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.timezone import localdate

from onewindow.accounts.models import User
from onewindow.orgs.models import Department, Hall, Officer, Role


def officer_for(user: User | AnonymousUser) -> Officer:
    """Return the serving officer behind an account; raise Officer.DoesNotExist for all others."""
    if not isinstance(user, User):
        raise Officer.DoesNotExist
    officer = Officer.objects.active().select_related("department__region").get(user=user)
    # The account is at hand; nobody reads it again.
    officer.user = user
    return officer


def has_role(officer: Officer, role: Role, on: date) -> bool:
    """Say whether an officer has a role on a day."""
    return officer.is_active and officer.roles.held(on).filter(role=role).exists()


def halls_of(region: str) -> list[Hall]:
    """Return the halls of a region (its code), for the public."""
    return list(Hall.objects.filter(region=region).order_by("name"))


def reviewing_places(at: datetime) -> list[tuple[str, str]]:
    """Return where a review can be done, as `department/post` (their keys) with names."""
    reviewers = Officer.objects.with_role(Role.REVIEWER, localdate(at))
    departments = Department.objects.filter(is_active=True, officers__in=reviewers).distinct()
    places = []
    for unit in departments.prefetch_related("posts").order_by("name"):
        places.append((f"{unit.pk}/", unit.short_name))
        held = set(reviewers.filter(department=unit).values_list("posts", flat=True))
        places += [
            (f"{unit.pk}/{post.pk}", f"{unit.short_name} {post.name}")
            for post in unit.posts.all()
            if post.pk in held
        ]
    return places
