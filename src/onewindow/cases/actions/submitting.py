"""Submitting: one transaction writes the case, its steps, its number and the first events."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.models import User
from onewindow.cases.acting import actor_for
from onewindow.cases.actions.delivering import WHERE_TO
from onewindow.cases.actions.following import require_open
from onewindow.cases.actions.ordering import order
from onewindow.cases.actions.promising import confirm, lacks_promise
from onewindow.cases.clocks import local_day
from onewindow.cases.instant.actions.running import run_tables
from onewindow.cases.locking import lock
from onewindow.cases.models import Case, CaseStatus, CaseStep, LetterKind, StepStatus
from onewindow.cases.openness import openness_of, why_closed
from onewindow.cases.readiness import readiness_of
from onewindow.cases.rules import INTAKE_KINDS, Incomplete, MissingMaterials, case_number
from onewindow.catalogue.reading import fields_for, plan_for
from onewindow.events.rules import SYSTEM, Actor, Lifecycle
from onewindow.kernel.errors import NotAllowedNow
from onewindow.kernel.workdays import Unit
from onewindow.mandates.models import Power
from onewindow.orgs.calendars import calendar_for, counts_from
from onewindow.procedure.model import StepKind
from onewindow.procedure.plan import Plan, PlannedStep

# The code of the step that no procedure defines.
PRE_REVIEW = "pre-review"


def submit(case: Case, *, by: User | None = None, at: datetime, wants_human: bool = False) -> Case:
    """Hand in a draft, by himself or an agent (else who began it); again returns the same case.

    Raise Incomplete when an answer or field is open, MissingMaterials when a required material of
    this case has no file, NotAllowedNow when the case is past that or its item takes none now.
    Files are already stored durably when this runs. Where the item has an active decision table,
    the case is decided at once, unless the applicant wants a human.
    """
    with transaction.atomic():
        case = lock(case)
        if case.status in (CaseStatus.SUBMITTED, CaseStatus.PRE_REVIEW):
            return case
        if case.status != CaseStatus.DRAFT:
            raise NotAllowedNow(_("这件申请已经在办理，不能重复提交。"))
        actor = actor_for(case, by or case.filer, Power.APPLY, at=at)
        _require_complete(case, at)
        if case.grant is not None:
            require_open(case.grant, case.kind, on=local_day(at), but=case)
        # What a situation does not ask for is not handed in, whatever was typed before.
        asked = {field.code for field in fields_for(case.version, case.answers)}
        case.seal_fields(
            {code: text for code, text in case.fields.items() if code in asked or code == WHERE_TO}
        )
        case.number = case_number(f"{local_day(at):%Y%m%d}", _next_sequence())
        has_pre_review = case.version.pre_review_limit > 0
        case.status = CaseStatus.PRE_REVIEW if has_pre_review else CaseStatus.SUBMITTED
        case.submitted_at = case.received_at = case.changed_at = at
        case.save(
            update_fields=[
                "number", "status", "submitted_at", "received_at", "changed_at", "fields_cipher",
            ]
        )  # fmt: skip
        # What comes in after office hours counts as received on the next workday.
        received_on = counts_from(case.department.region.code, at)
        _record_submission(case, received_on, actor, at)
        _write_steps(case, plan_for(case.version, case.answers), received_on, at)
        order(case, LetterKind.APPLICATION, at=at)
        order(case, LetterKind.RECEIPT, at=at)
        is_on_promise = confirm(case, by=actor, at=at)
        # A promise is weighed by a human.
        if run_tables(case, at=at, wants_human=wants_human or is_on_promise) is not None:
            case.refresh_from_db()
    return case


def _require_complete(case: Case, at: datetime) -> None:
    openness = openness_of(case.version, at=at)
    if openness.closed is not None:
        raise NotAllowedNow(why_closed(openness.closed))
    missing = readiness_of(case)
    if lacks_promise(case):
        raise Incomplete([_("容缺材料的补交承诺")])
    if missing.questions or missing.fields:
        raise Incomplete([*missing.questions, *missing.fields])
    if missing.materials:
        raise MissingMaterials(list(missing.materials))


def _next_sequence() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_number_seq')")
        return int(cursor.fetchone()[0])


def _record_submission(case: Case, received_on: date, by: Actor, at: datetime) -> None:
    files = case.submissions.select_related("document", "material", "field").order_by("pk")
    events.record(
        "case.submitted",
        chain=case.chain,
        by=by,
        at=at,
        data={
            "item": case.version.item.code,
            "version": case.version.number,
            "applicant": case.applicant_name,
            "received_on": received_on.isoformat(),
            "files": [
                {
                    "material" if each.material_id else "field": each.asked_for.code,
                    "sha256": each.document.sha256,
                }
                for each in files
            ],
        },
    )


def _write_steps(case: Case, plan: Plan, received_on: date, at: datetime) -> None:
    rows = {step.code: step for step in case.version.steps.all()}
    calendar = calendar_for(case.department.region.code)
    steps = []
    for planned in plan.rows:
        row = rows[planned.step.code]
        step = CaseStep(
            case=case, position=planned.position, code=row.code, name=row.name, kind=row.kind,
            unit_id=row.unit_id, post_id=row.post_id, limit=row.limit, limit_unit=row.limit_unit,
            status=_first_status(planned), unmet=planned.unmet, successors=list(planned.successors),
            join_rule=row.join_rule, quorum=row.quorum, on_silence=row.on_silence,
        )  # fmt: skip
        if step.kind == StepKind.ACCEPTANCE:
            # What the guide promises the applicant goes before the form's line of the step.
            step.limit = case.version.acceptance_limit
            step.limit_unit = case.version.acceptance_limit_unit
            if case.version.pre_review_limit:
                steps.append(_pre_review(case, step))
                step.status, step.unmet = StepStatus.WAITING, 1
        steps.append(step)
    for step in steps:
        if step.status == StepStatus.OPEN:
            step.enabled_at = at
            start = received_on if step.kind in INTAKE_KINDS else local_day(at)
            step.due_on = calendar.add(start, step.limit, Unit(step.limit_unit)).on
    CaseStep.objects.bulk_create(steps)
    for step in steps:
        if step.status == StepStatus.OPEN:
            events.record(
                "step.enabled", chain=case.chain, by=SYSTEM, at=at, step=step.code,
                lifecycle=Lifecycle.ENABLED,
                data={"name": step.name, "due_on": str(step.due_on)},
            )  # fmt: skip


def _pre_review(case: Case, acceptance: CaseStep) -> CaseStep:
    return CaseStep(
        case=case, position=0, code=PRE_REVIEW, name=_("预审"), kind=StepKind.PRE_REVIEW,
        unit_id=acceptance.unit_id, post_id=acceptance.post_id,
        limit=case.version.pre_review_limit, status=StepStatus.OPEN, unmet=0,
        successors=[acceptance.position],
    )  # fmt: skip


def _first_status(planned: PlannedStep) -> StepStatus:
    if planned.pruned:
        return StepStatus.PRUNED
    if planned.is_optional:
        return StepStatus.OPTIONAL
    return StepStatus.OPEN if planned.unmet == 0 else StepStatus.WAITING
