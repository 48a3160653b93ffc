"""Who may see and carry out which redesign projects. Missing and forbidden look the same."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from onewindow.insight.models import ProjectProposal, RedesignProject, Subject
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.models import Officer, Role

CARRIES_OUT = frozenset({Role.REFORM_OFFICE})
CONFIRMS_LAW = frozenset({Role.LEGISLATIVE_OFFICE})
READS_ALL = (
    CARRIES_OUT
    | CONFIRMS_LAW
    | {Role.ESTABLISHMENT_OFFICE, Role.GOVERNMENT_OFFICE, Role.SUPERVISOR, Role.ADMINISTRATOR}
)
READS_OWN = frozenset({Role.ITEM_MANAGER, Role.LEGAL_OFFICER, Role.DECIDER})
READS = READS_ALL | READS_OWN


def projects_for(officer: Officer, roles: frozenset[str]) -> QuerySet[RedesignProject]:
    """Return the projects he may read: all, or those about his department's items or drafts."""
    projects = RedesignProject.objects.select_related("owner", "log")
    if roles & READS_ALL:
        return projects
    if roles & READS_OWN:
        own = Q(item__department=officer.department_id)
        # A procedure from elsewhere belongs to the department that got its draft.
        own |= Q(draft__item__department=officer.department_id)
        return projects.filter(Exists(Subject.objects.filter(own, project=OuterRef("pk"))))
    return projects.none()


def project_for(
    officer: Officer, roles: frozenset[str], number: str, needed: frozenset[Role] | None = None
) -> RedesignProject:
    """Return one project he may read, or (with roles) do something with.

    Raise RedesignProject.DoesNotExist otherwise.
    """
    if needed is not None and not roles & needed:
        raise RedesignProject.DoesNotExist
    return projects_for(officer, roles).get(number=number)


def require_under_way(project: RedesignProject) -> None:
    """Raise NotAllowedNow for a project that was laid aside."""
    if project.is_shelved:
        raise NotAllowedNow(_("项目已搁置，请先恢复。"))


def proposal_of(project: RedesignProject, pk: int) -> ProjectProposal:
    """Return a proposal of a project; raise ProjectProposal.DoesNotExist."""
    proposals = ProjectProposal.objects.select_related("subject__project")
    return proposals.get(subject__project=project, pk=pk)
