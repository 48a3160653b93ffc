"""One step from what was accepted to the draft of an item's next version."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.actions.drafting import store_definition
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import FeeRow, MaterialRow, StepRow
from onewindow.catalogue.models import ServiceItem
from onewindow.catalogue.registering import registered
from onewindow.catalogue.storing import definition_of
from onewindow.catalogue.succession import lock_item
from onewindow.events.rules import Actor, JSONValue
from onewindow.insight.access import require_under_way
from onewindow.insight.actions.proposing import DECIDABLE
from onewindow.insight.departments import by_any_name
from onewindow.insight.models import ProjectProposal, ProjectStatus, RedesignProject, Subject
from onewindow.insight.rewriting import rewritten
from onewindow.insight.subjects import chosen, definition_for, redesigned
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Department
from onewindow.procedure.redesign import Definition, Source


def make_drafts(project: RedesignProject, *, by: Actor, at: datetime) -> list[Subject]:
    """Store the redesigned procedure of every item as its next draft; the project is in review.

    An item of another system becomes a new item of the department that decides in it. Raise
    NotAllowedNow where nothing is accepted, or once the drafts are made, DomainError for a
    proposal that law does not allow, or a unit that is no department here.
    """
    with transaction.atomic():
        locked = RedesignProject.objects.select_for_update().get(pk=project.pk)
        require_under_way(locked)
        if locked.status not in DECIDABLE:
            raise NotAllowedNow(_("新版草案已经生成。"))
        subjects = list(locked.subjects.select_related("item", "version__item").order_by("pk"))
        changed = [subject for subject in subjects if chosen(subject)]
        if not changed:
            raise NotAllowedNow(_("还没有采纳任何建议。"))
        _require_lawful(locked)
        for subject in changed:
            _draft(locked, subject, by, at)
        locked.status = ProjectStatus.IN_REVIEW
        locked.save(update_fields=["status"])
    return changed


def _require_lawful(project: RedesignProject) -> None:
    refused = ProjectProposal.objects.filter(
        subject__project=project, decision="accepted", legal_agrees=False
    )
    if titles := list(refused.values_list("title", flat=True)):
        raise DomainError(
            _("法制不同意这些建议，请先去掉：%(titles)s。") % {"titles": _("；").join(titles)}
        )


def _draft(project: RedesignProject, subject: Subject, by: Actor, at: datetime) -> None:
    codes = chosen(subject)
    after = redesigned(subject, codes).definition
    if subject.version is not None and subject.item is not None:
        item: ServiceItem = lock_item(subject.item.pk)
        before = definition_of(subject.version)
    else:
        now = definition_for(subject)
        units = _departments(now, project.owner.region_id)
        after = _of_departments(after, units)
        before = _as_item(_of_departments(now, units), project)
        department = Department.objects.get(short_code=before.department)
        made, _is_new = registered(department, before.form_number)
        item = lock_item(made.pk)
    full = dict(Department.objects.values_list("short_code", "name"))
    version = store_definition(item, rewritten(before, after, full), by=by, at=at)
    subject.draft = version
    subject.predicted = _predicted(project, subject)
    subject.save(update_fields=["draft", "predicted"])
    data: dict[str, JSONValue] = {
        "item": item.code,
        "version": version.number,
        "accepted": list(codes),
    }
    events.record("redesign.drafted", chain=project.chain, by=by, at=at, data=data)


def _predicted(project: RedesignProject, subject: Subject) -> dict[str, object]:
    """Keep what was promised, to be held against what comes."""
    run = project.simulations.order_by("-made_at", "-pk").first()
    item = run.item(subject.pk) if run else {}
    simulated = item["variants"][1] if len(item.get("variants", [])) > 1 else {}
    kept = {key: simulated[key] for key in ("median", "p95", "within_promise") if key in simulated}
    return {"totals": subject.after, **kept}


def _as_item(definition: Definition, project: RedesignProject) -> ItemDefinition:
    """Write a procedure from elsewhere as an item of the department that decides."""
    return ItemDefinition(
        department=definition.decision.unit,
        form_number=f"ZZ-{project.number}",
        name=definition.name,
        subject=definition.unit_name(definition.decision.unit),
        item_type=definition.item_type or "licensing",
        acceptance_limit=definition.acceptance.limit,
        review_limit=definition.promised,
        statutory_limit=definition.statutory,
        visits=definition.visits,
        visits_reason=_("现行流程要求") if definition.visits else "无",
        materials=tuple(
            MaterialRow(
                each.code, each.name, ("text", "image"), necessity=each.need.value,
                needs_original=each.needs_original, copies=each.copies, basis=each.basis,
            )
            for each in definition.materials
            if each.source is Source.APPLICANT
        ),
        fees=tuple(FeeRow(fee.name, fee.name, fee.basis, str(fee.yuan)) for fee in definition.fees),
        steps=tuple(
            StepRow(
                step.code, step.name, step.kind.value, step.unit, limit=step.limit,
                limit_unit=step.limit_unit.value, needs=step.needs,
            )
            for step in definition.steps
        ),
    )  # fmt: skip


def _of_departments(definition: Definition, units: Mapping[str, str]) -> Definition:
    """Name the units by their short codes; posts of another system are none here."""
    steps = (replace(step, unit=units[step.unit], post="") for step in definition.steps)
    names = {code: definition.unit_name(unit) for unit, code in units.items()}
    joint = {
        code: replace(work, joint_units=tuple(units[unit] for unit in work.joint_units))
        for code, work in definition.works.items()
    }
    return replace(definition.with_steps(steps, joint), unit_names=names)


def _departments(definition: Definition, region: str) -> Mapping[str, str]:
    """Map the units to the short codes of departments; raise DomainError for who is none here."""
    known = by_any_name(region)
    found, missing = {}, []
    for unit in dict.fromkeys(step.unit for step in definition.steps):
        name = definition.unit_name(unit)
        code = known.get(unit) or known.get(name)
        if code:
            found[unit] = code
        else:
            missing.append(name)
    if missing:
        raise DomainError(
            _("这些单位还没有对上本系统的部门，无法生成草案：%(names)s。请先在“单位对照”里选定。")
            % {"names": _("、").join(missing)}
        )
    return found
