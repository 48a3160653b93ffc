"""The lead department ends a stage early when what is missing turns out not to be needed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer
from onewindow.projects.actions.filing import waits_for
from onewindow.projects.actions.following import keep
from onewindow.projects.actions.locking import lock
from onewindow.projects.models import Project, ProjectStage, StageClosure
from onewindow.projects.models.stages import OVER
from onewindow.projects.reading import item_names, read


def why_not_closable(stage: ProjectStage) -> str:
    """Say why a stage cannot be ended early now; nothing when it can."""
    if stage.status in OVER:
        return _("这个阶段已经结束。")
    if waits := waits_for(stage):
        return _("“%(stage)s”结束以后这个阶段才开始，现在还不能提前结束。") % {
            "stage": waits.get_stage_display()
        }
    if stage.cases.filter(case__number__isnull=False).exists():
        found = read(stage.project).stage(stage.stage)
        running = [each.number for each in found.facts.cases if each.is_running]
        if running:
            return _("这个阶段还有在办的件（%(numbers)s），办完以后才能提前结束。") % {
                "numbers": "、".join(running)
            }
    return ""


def why_not_reopenable(stage: ProjectStage) -> str:
    """Say why an early end cannot be taken back; nothing when it can."""
    if stage.closures.filter(reopened_at=None).exists():
        return ""
    return _("这个阶段没有提前结束，不用重新开启。")


def close_stage(stage: ProjectStage, *, by: Officer, reason: str, at: datetime) -> None:
    """End a stage early; raise NotAllowedNow while a case runs in it, DomainError without reason.

    It cannot stop a clock: while a case lies with an office, the stage stays open.
    """
    if not reason.strip():
        raise DomainError(_("请写明提前结束的原因，申请人会看到。"))
    with transaction.atomic():
        project, stage = _locked(stage)
        if closed := why_not_closable(stage):
            raise NotAllowedNow(closed)
        left = read(project).stage(stage.stage).open_items
        StageClosure.objects.create(
            stage=stage, reason=reason.strip(), by=by.actor.code, by_name=by.actor.name, at=at
        )
        events.record(
            "project.stage_closed", chain=project.chain, by=by.actor, at=at,
            data={
                "stage": stage.stage, "reason": reason.strip(), "items": list(left),
                "names": list(item_names(left).values()),
            },
        )  # fmt: skip
        keep(project, at=at)


def reopen_stage(stage: ProjectStage, *, by: Officer, reason: str, at: datetime) -> None:
    """Take an early end back; raise NotAllowedNow when there is none, DomainError as above."""
    if not reason.strip():
        raise DomainError(_("请写明重新开启的原因，申请人会看到。"))
    with transaction.atomic():
        project, stage = _locked(stage)
        changed = StageClosure.objects.filter(stage=stage, reopened_at=None).update(
            reopened_at=at, reopened_by_name=by.actor.name, reopened_reason=reason.strip()
        )
        if changed != 1:
            raise NotAllowedNow(_("这个阶段没有提前结束，请刷新页面。"))
        events.record(
            "project.stage_reopened", chain=project.chain, by=by.actor, at=at,
            data={"stage": stage.stage, "reason": reason.strip()},
        )  # fmt: skip
        keep(project, at=at)


def _locked(stage: ProjectStage) -> tuple[Project, ProjectStage]:
    project = lock(stage.project)
    return project, ProjectStage.objects.select_related("project").get(pk=stage.pk)
