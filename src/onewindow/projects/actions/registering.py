"""Register a project, and change what is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.models import Company, User
from onewindow.catalogue.models import ServiceItem
from onewindow.kernel.errors import DomainError
from onewindow.kernel.identity import check_project_code
from onewindow.projects.acting import actor_for, actor_of
from onewindow.projects.actions.following import keep
from onewindow.projects.actions.locking import lock
from onewindow.projects.models import Project, ProjectKind, ProjectStage, StageNeed
from onewindow.projects.models.stages import OVER
from onewindow.projects.rules import needed
from onewindow.projects.scheme import wanted_items

Answer = str | int | float | bool


@dataclass(frozen=True)
class Details:
    """What an applicant says of a project: investment in yuan, area in square metres."""

    name: str
    place: str
    investment: Decimal
    area: Decimal
    starts_on: date
    ends_on: date
    answers: Mapping[str, Answer]


def register(
    code: str,
    kind: ProjectKind,
    details: Details,
    *,
    by: User,
    company: Company | None = None,
    principal: User | None = None,
    at: datetime,
) -> Project:
    """Register a project for himself, a company or another person, with its stages and needs.

    Raise InvalidIdentity for a wrong code, DomainError for one that is registered, NotMandated.
    """
    code = check_project_code(code)
    _check(details)
    with transaction.atomic():
        actor = actor_of(by, company=company, principal=principal, at=at)
        if Project.objects.filter(code=code).exists():
            raise DomainError(
                _("项目代码 %(code)s 已经登记过，请到“我的项目”里找，或者核对代码。")
                % {"code": code}
            )
        applicant = principal or by
        project = Project.objects.create(
            code=code, kind=kind, total=kind.total, region_id=settings.REGION_CODE,
            company=company, applicant=applicant,
            applicant_name=company.name if company else applicant.name,
            by=actor.code, by_name=actor.name, at=at, **_columns(details),
        )  # fmt: skip
        _write_stages(project)
        items = _write_needs(project)
        events.record(
            "project.registered", chain=project.chain, by=actor, at=at,
            data={
                **project.told, "total": project.total, "applicant": project.applicant_name,
                "stages": [
                    {
                        "stage": each.stage, "days": each.days, "lead": each.lead.short_code,
                        "needs": each.needs, "items": items[each.stage],
                    }
                    for each in _stages(project)
                ],
            },
        )  # fmt: skip
        keep(project)
    return project


def change(project: Project, details: Details, *, by: User, at: datetime) -> None:
    """Change what is known of a project; what its stages need follows from the answers anew.

    What was handed in stays needed, and a stage that is over stays as it is. Raise DomainError,
    NotMandated.
    """
    _check(details)
    with transaction.atomic():
        actor = actor_for(project, by, at=at)
        project = lock(project)
        for name, value in _columns(details).items():
            setattr(project, name, value)
        project.save(update_fields=list(_columns(details)))
        items = _write_needs(project)
        events.record(
            "project.changed", chain=project.chain, by=actor, at=at,
            data={**project.told, "items": items},
        )  # fmt: skip
        keep(project)


def _check(details: Details) -> None:
    if not details.name.strip() or not details.place.strip():
        raise DomainError(_("请填写项目名称和建设地点。"))
    if details.investment <= 0:
        raise DomainError(_("总投资要大于 0，单位是元。"))
    if details.area < 0:
        raise DomainError(_("建筑面积不能小于 0。"))
    if details.ends_on < details.starts_on:
        raise DomainError(_("计划竣工日期不能早于计划开工日期。"))


def _columns(details: Details) -> dict[str, object]:
    return {
        "name": details.name.strip(), "place": details.place.strip(),
        "investment": details.investment, "area": details.area,
        "starts_on": details.starts_on, "ends_on": details.ends_on,
        "answers": dict(details.answers),
    }  # fmt: skip


def _stages(project: Project) -> list[ProjectStage]:
    return list(project.stages.select_related("lead").order_by("position"))


def _write_stages(project: Project) -> None:
    rules = project.kind.stages.order_by("pk")
    ProjectStage.objects.bulk_create(
        ProjectStage(
            project=project, stage=rule.stage, position=position, days=rule.days,
            lead_id=rule.lead_id, needs=rule.needs,
        )
        for position, rule in enumerate(rules, start=1)
    )  # fmt: skip


def _write_needs(project: Project) -> dict[str, list[str]]:
    """Bring the needs of the stages up to date; return the codes of their items by stage."""
    wanted = wanted_items()
    said: dict[str, list[str]] = {}
    for stage in _stages(project):
        before = list(stage.wanted.order_by("position").values_list("item__slug", flat=True))
        now = needed(wanted, stage.stage, project.kind.code, project.answers)
        if stage.status in OVER and before:
            now = before
        kept = set(
            stage.cases.filter(case__number__isnull=False).values_list(
                "case__version__item__slug", flat=True
            )
        )
        said[stage.stage] = [*now, *(each for each in before if each in kept and each not in now)]
        if said[stage.stage] != before:
            _replace_needs(stage, said[stage.stage])
    return said


def _replace_needs(stage: ProjectStage, slugs: list[str]) -> None:
    stage.wanted.all().delete()
    items = {item.slug: item for item in ServiceItem.objects.filter(slug__in=slugs)}
    StageNeed.objects.bulk_create(
        StageNeed(stage=stage, item=items[slug], position=position)
        for position, slug in enumerate(slugs, start=1)
    )
