"""As whom an applicant's side does something with a whole project."""

from datetime import date, datetime

from onewindow.accounts.models import Company, User
from onewindow.events import Actor
from onewindow.mandates.access import Identity, identities_of
from onewindow.mandates.acting import hold_mandate
from onewindow.mandates.models import EVERYTHING, Mandate, Power
from onewindow.projects.models import Project


def identities_for(user: User, on: date) -> list[Identity]:
    """Return in whose names he may register projects: his own, and by mandates for everything."""
    return identities_of(user, on, item=EVERYTHING)


def identity_by_key(user: User, key: str, on: date) -> Identity:
    """Return the identity a form names; raise Mandate.DoesNotExist when it is not his."""
    for identity in identities_for(user, on):
        if identity.key == key:
            return identity
    raise Mandate.DoesNotExist


def actor_of(user: User, *, company: Company | None, principal: User | None, at: datetime) -> Actor:
    """Return as whom he acts for a company, a person, or himself; raise NotMandated."""
    if company is None and principal in {None, user}:
        return user.actor
    mandate = hold_mandate(
        user, EVERYTHING, company=company, principal=None if company else principal,
        power=Power.APPLY, at=at,
    )  # fmt: skip
    return mandate.actor(user)


def actor_for(project: Project, user: User, *, at: datetime) -> Actor:
    """Return as whom he does something with a project; raise NotMandated when nothing lets him.

    Call it inside a transaction: the mandate stays locked until its end.
    """
    return actor_of(user, company=project.company, principal=project.applicant, at=at)


def may_change(project: Project, user: User, on: date) -> bool:
    """Say whether he may change a project, and not only read it."""
    if project.company_id is None and project.applicant_id == user.pk:
        return True
    whose = project.company or project.applicant
    return any((each.company or each.principal) == whose for each in identities_for(user, on))
