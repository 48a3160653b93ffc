"""补正: everything that is missing is told once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.accepting import last_day_to_tell
from onewindow.cases.actions.lapsing import BASIS as LAPSES_BY
from onewindow.cases.actions.ordering import order
from onewindow.cases.actions.requesting import mark_merged
from onewindow.cases.actions.stepping import cited, finish_step
from onewindow.cases.clocks import local_day
from onewindow.cases.models import (
    Case,
    CaseStatus,
    CaseStep,
    CorrectionItem,
    CorrectionNotice,
    CorrectionPhase,
    LetterKind,
    Outcome,
)
from onewindow.cases.rules import INTAKE_KINDS
from onewindow.catalogue.models import FormField, Material
from onewindow.events.rules import JSONValue
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.calendars import calendar_for
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind

# Where a case waits for the office, by what the applicant is asked in.
WAITS_IN = {
    CorrectionPhase.PRE_REVIEW: CaseStatus.PRE_REVIEW,
    CorrectionPhase.INTAKE: CaseStatus.SUBMITTED,
}

PROBLEM = "不齐全或者不符合法定形式"


@dataclass(frozen=True)
class Wanted:
    """A material or field of the form that has to be mended, and how."""

    asked: Material | FormField
    wanted: str


def ask_correction(
    step: CaseStep, *, by: Officer, at: datetime, items: Collection[Wanted], days: int
) -> CorrectionNotice:
    """Tell the applicant once everything that is missing, to be mended within working days.

    A second notice may only repeat what the first one named (一次告知, 行政许可法 Art 32 (4)).
    Raise DomainError for an empty notice or something new, NotAllowedNow when the five days for
    telling are over, AlreadyDone when a colleague was faster.
    """
    if not items:
        raise DomainError(_("请至少写明一项要补正的内容。"))
    with transaction.atomic():
        done = finish_step(
            step, by=by, outcome=Outcome.CORRECTION, opinion=_listed(items), at=at, opens=False
        )
        case, phase = step.case, _phase(step)
        _require_told_once(case, phase, items)
        today = local_day(at)
        if phase is CorrectionPhase.INTAKE and today > last_day_to_tell(case):
            raise NotAllowedNow(_("收到材料已超过五个工作日，依法视为受理，不能再要求补正。"))
        due = calendar_for(case.department.region_id).add(today, days)
        changed = Case.objects.filter(pk=case.pk, status=WAITS_IN[phase]).update(
            status=CaseStatus.CORRECTING, changed_at=at
        )
        if changed != 1:
            raise NotAllowedNow(_("这件申请的状态已经改变，请刷新页面。"))
        notice = CorrectionNotice.objects.create(
            case=case, by=by.actor.code, by_name=by.actor.name, at=at, phase=phase, days=days,
            due_on=due.on,
        )  # fmt: skip
        CorrectionItem.objects.bulk_create(_item(notice, each) for each in items)
        mark_merged(case, [each.asked.code for each in items], notice=f"correction/{notice.pk}")
        data: dict[str, JSONValue] = {
            "notice": notice.pk, "phase": phase.value, "days": days, "unit": "working",
            "due_on": due.on.isoformat(), "items": [each.asked.code for each in items],
        }  # fmt: skip
        events.record(
            "case.correction_asked", chain=case.chain, by=by.actor, at=at,
            data={**data, **cited(done.authority)},
        )  # fmt: skip
        if phase is CorrectionPhase.INTAKE:
            order(
                case, LetterKind.CORRECTION, at=at, about=f"correction/{notice.pk}",
                data={
                    "defects": [[_name(each), PROBLEM, each.wanted] for each in items],
                    "due_on": due.on.isoformat(), "lapses": LAPSES_BY,
                },
            )  # fmt: skip
        return notice


def _phase(step: CaseStep) -> CorrectionPhase:
    if step.kind not in INTAKE_KINDS:
        raise NotAllowedNow(_("只有受理前才能要求补正。"))
    is_pre_review = step.kind == StepKind.PRE_REVIEW
    return CorrectionPhase.PRE_REVIEW if is_pre_review else CorrectionPhase.INTAKE


def _require_told_once(case: Case, phase: CorrectionPhase, items: Collection[Wanted]) -> None:
    told = set(
        CorrectionItem.objects.filter(notice__case=case, notice__phase=phase).values_list(
            "material_id", "field_id"
        )
    )
    new = [each for each in items if told and _key(each) not in told]
    if phase is CorrectionPhase.INTAKE and new:
        raise DomainError(
            _("补正的全部内容要一次告知，上次没有提到的不能再要求：%(names)s。")
            % {"names": "、".join(_name(each) for each in new)}
        )


def _key(each: Wanted) -> tuple[int | None, int | None]:
    is_material = isinstance(each.asked, Material)
    return (each.asked.pk, None) if is_material else (None, each.asked.pk)


def _item(notice: CorrectionNotice, each: Wanted) -> CorrectionItem:
    material, field = _key(each)
    return CorrectionItem(notice=notice, material_id=material, field_id=field, wanted=each.wanted)


def _name(each: Wanted) -> str:
    return each.asked.name if isinstance(each.asked, Material) else each.asked.label


def _listed(items: Collection[Wanted]) -> str:
    return "；".join(f"{_name(each)}：{each.wanted}" for each in items)
