"""Who may see and do what with projects. Missing and forbidden look the same: DoesNotExist."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.timezone import localdate

from onewindow.accounts.models import User
from onewindow.cases.access import HANDLING
from onewindow.cases.acting import held_by
from onewindow.cases.models import Case
from onewindow.cases.models.case import CaseQuerySet
from onewindow.mandates.models import Mandate, Power
from onewindow.orgs.models import Officer, Role
from onewindow.projects.models import Project, ProjectCase, ProjectQuerySet, ProjectStage

LEADS = frozenset({Role.REVIEWER, Role.DECIDER})
NOTHING = Q(pk__in=())


def projects_of(user: User | AnonymousUser) -> ProjectQuerySet:
    """Return his own projects, and those that a mandate to apply or follow lets him see today.

    A mandate for some items opens the projects that need one of them.
    """
    if not isinstance(user, User) or not user.is_applicant:
        return Project.objects.none()
    condition = Q(company=None, applicant=user)
    for mandate in held_by(user, localdate()):
        if {Power.APPLY, Power.FOLLOW} & set(mandate.powers):
            condition |= _reach(mandate)
    return Project.objects.listed().filter(condition).order_by("-at", "-pk")


def _reach(mandate: Mandate) -> Q:
    whose = Q(company=mandate.company_id)
    if mandate.company_id is None:
        whose = Q(company=None, applicant=mandate.principal_id)
    if mandate.covers_all:
        return whose
    items = [item.pk for item in mandate.items.all()]
    needing = ProjectStage.objects.filter(wanted__item__in=items)
    return whose & Q(pk__in=needing.values("project"))


def project_of(user: User | AnonymousUser, code: str) -> Project:
    """Return one of them; raise Project.DoesNotExist otherwise."""
    return projects_of(user).get(code=code)


def stage_of(user: User | AnonymousUser, code: str, stage: str) -> ProjectStage:
    """Return a stage of one of them; raise ProjectStage.DoesNotExist otherwise."""
    stages = ProjectStage.objects.select_related("project__company", "project__region", "lead")
    return stages.get(project__in=projects_of(user), project__code=code, stage=stage)


def with_stages(cases: CaseQuerySet) -> CaseQuerySet:
    """Read cases with the stage of a project that each may belong to, in the same query."""
    return cases.select_related("of_project__stage__project")


def stage_of_case(case: Case) -> ProjectStage | None:
    """Return the stage of a project that a case belongs to, for who may read the case."""
    link: ProjectCase | None = getattr(case, "of_project", None)
    return link.stage if link is not None else None


def projects_for(officer: Officer, roles: frozenset[str]) -> ProjectQuerySet:
    """Return the projects an officer may read: supervisors all.

    Who handles cases: those with a stage that his department leads or a case it has to do with.
    """
    listed = Project.objects.listed().order_by("-at", "-pk")
    if Role.SUPERVISOR in roles:
        return listed
    if not roles & HANDLING:
        return listed.none()
    here = officer.department_id
    led = ProjectStage.objects.filter(lead=here)
    with_case = ProjectStage.objects.filter(cases__case__entry__units__contains=[here])
    return listed.filter(Q(pk__in=led.values("project")) | Q(pk__in=with_case.values("project")))


def project_for(officer: Officer, roles: frozenset[str], code: str) -> Project:
    """Return one project an officer may read; raise Project.DoesNotExist otherwise."""
    return projects_for(officer, roles).get(code=code)


def leads_stage(officer: Officer, roles: frozenset[str], stage: ProjectStage) -> bool:
    """Say whether he reviews or decides for the department that leads a stage."""
    return bool(roles & LEADS) and stage.lead_id == officer.department_id


def leads_project(officer: Officer, roles: frozenset[str], project: Project) -> bool:
    """Say whether his department leads one of the stages, and he reviews or decides for it."""
    return any(leads_stage(officer, roles, each) for each in project.stages.all())


def project_led_by(officer: Officer, roles: frozenset[str], code: str) -> Project:
    """Return a project of which his department leads a stage; else Project.DoesNotExist."""
    project = project_for(officer, roles, code)
    if not leads_project(officer, roles, project):
        raise Project.DoesNotExist
    return project


def stage_led_by(officer: Officer, roles: frozenset[str], code: str, stage: str) -> ProjectStage:
    """Return a stage that his department leads; raise ProjectStage.DoesNotExist otherwise."""
    stages = ProjectStage.objects.select_related("project__region", "lead")
    found = stages.get(project__in=projects_for(officer, roles), project__code=code, stage=stage)
    if not leads_stage(officer, roles, found):
        raise ProjectStage.DoesNotExist
    return found
