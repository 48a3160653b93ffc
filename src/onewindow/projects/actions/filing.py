"""File the items of a stage together: one draft for each, filled with what is known."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow.accounts.models import User
from onewindow.cases.acting import actor_for
from onewindow.cases.actions import attach_file, save_answers, start_draft, submit
from onewindow.cases.models import Case, CaseStatus, Decision, Submission
from onewindow.cases.models.case import ENDED
from onewindow.catalogue.models import ItemVersion, Material, VersionStatus
from onewindow.catalogue.reading import materials_for, questions_of
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.mandates.models import Power
from onewindow.projects.actions.following import follow
from onewindow.projects.actions.locking import lock
from onewindow.projects.models import (
    Project,
    ProjectCase,
    ProjectStage,
    StageItem,
    StageNeed,
)
from onewindow.projects.models.stages import OVER


def why_not_open(stage: ProjectStage) -> str:
    """Say why nothing can be handed in for a stage now; nothing when something can."""
    if stage.status in OVER:
        return _("这个阶段已经结束，不用再申报。")
    if waits := waits_for(stage):
        return _("“%(stage)s”结束以后才能申报这个阶段。") % {"stage": waits.get_stage_display()}
    return ""


def waits_for(stage: ProjectStage) -> ProjectStage | None:
    """Return the first stage that has to be over before another opens, None when it is open."""
    before = ProjectStage.objects.filter(project=stage.project_id, stage__in=stage.needs)
    return before.exclude(status__in=OVER).order_by("position").first()


def items_to_file(stage: ProjectStage) -> list[StageNeed]:
    """Return what a stage needs and nobody filed: no draft, nothing running, nothing granted."""
    taken = {
        link.case.version.item_id
        for link in stage.cases.select_related("case__version")
        if not _is_lost(link.case)
    }
    wanted = stage.wanted.select_related("item__department").order_by("position")
    return [need for need in wanted if need.item_id not in taken]


def file_items(
    stage: ProjectStage, items: Collection[int], *, by: User, at: datetime
) -> list[Case]:
    """Begin a draft for each of the items (their keys), linked to the stage and filled in.

    Raise NotAllowedNow for a stage that is not open or an item that takes none, DomainError for
    what the stage does not need, NotMandated.
    """
    if not items:
        raise DomainError(_("请至少选择一个要申报的事项。"))
    with transaction.atomic():
        project = lock(stage.project)
        stage = ProjectStage.objects.select_related("project").get(pk=stage.pk)
        if closed := why_not_open(stage):
            raise NotAllowedNow(closed)
        free = [need for need in items_to_file(stage) if need.item_id in items]
        if len(free) != len(set(items)):
            raise DomainError(_("有的事项已经在申报，或者这个阶段不需要，请刷新页面。"))
        return [_begin(project, stage, need, by, at) for need in free]


def hand_in(stage: ProjectStage, cases: Sequence[Case], *, by: User, at: datetime) -> list[Case]:
    """Hand in drafts of a stage together, all or none; the message names the item at fault."""
    if not cases:
        raise DomainError(_("没有可以提交的申请，请刷新页面。"))
    with transaction.atomic():
        project = lock(stage.project)
        if closed := why_not_open(ProjectStage.objects.get(pk=stage.pk)):
            raise NotAllowedNow(closed)
        actor = actor_for(cases[0], by, Power.APPLY, at=at)
        sent = [_submit(case, by, at) for case in cases]
        follow(project, at=at, by=actor)
    return sent


def drafts_of(stage: ProjectStage) -> list[Case]:
    """Return the drafts of a stage that were not handed in yet, in the order of its needs."""
    places = dict(stage.wanted.values_list("item", "position"))
    drafts = Case.objects.filter(of_project__stage=stage, number=None).select_related(
        "version__item__department", "company", "applicant", "department__region", "agent", "grant"
    )
    return sorted(drafts, key=lambda case: (places.get(case.version.item_id, 99), case.pk))


def known_fields(project: Project, stage: str, item: int) -> dict[str, str]:
    """Return what is known of the form of an item from the project, by the code of the field."""
    row = StageItem.objects.filter(stage=stage, item=item).first()
    prefill: dict[str, str] = row.prefill if row else {}
    known = project.known
    return {field: known[attribute] for field, attribute in prefill.items()}


def _begin(project: Project, stage: ProjectStage, need: StageNeed, by: User, at: datetime) -> Case:
    version = ItemVersion.objects.filter(
        item=need.item_id, status=VersionStatus.PUBLISHED
    ).select_related("item__department").first()  # fmt: skip
    if version is None:
        raise NotAllowedNow(
            _("事项“%(item)s”现在不能申请，请向%(unit)s咨询。")
            % {"item": need.item.slug, "unit": need.item.department.short_name}
        )
    is_own = project.company_id is None and project.applicant_id == by.pk
    case = start_draft(
        version, by=by, company=project.company,
        principal=None if project.company_id or is_own else project.applicant, at=at,
    )  # fmt: skip
    asked = {each.code for each in questions_of(version)}
    answers = {code: value for code, value in project.answers.items() if code in asked}
    known = known_fields(project, stage.stage, need.item_id)
    save_answers(case, by=by, answers=answers, fields=known, at=at)
    ProjectCase.objects.create(stage=stage, case=case)
    for asked_for, file in _at_hand(project, case):
        attach_file(case, asked_for, file.document, by=by, at=at)
    return case


def _at_hand(project: Project, case: Case) -> Iterator[tuple[Material, Submission]]:
    """Find what was handed in for this project under the same name: it is not asked for again."""
    earlier = Submission.objects.filter(
        case__of_project__stage__project=project, case__number__isnull=False,
        material__isnull=False, replaced_at=None,
    ).select_related("document", "material").order_by("pk")  # fmt: skip
    by_name = {file.material.name: file for file in earlier if file.material}
    for material in materials_for(case.version, case.answers):
        if material.name in by_name:
            yield material, by_name[material.name]


def _submit(case: Case, by: User, at: datetime) -> Case:
    try:
        return submit(case, by=by, at=at)
    except DomainError as refused:
        said = _("“%(item)s”：%(problem)s")
        raise DomainError(
            said % {"item": case.version.name, "problem": refused.message}
        ) from refused


def _is_lost(case: Case) -> bool:
    """Whether a case ended without settling its item, so that it can be filed again."""
    ended = case.archived_from or case.status
    if ended == CaseStatus.NOT_REQUIRED:
        return False
    decision = Decision.objects.filter(case=case).first()
    if decision is not None:
        return not decision.is_granted
    return ended in ENDED
