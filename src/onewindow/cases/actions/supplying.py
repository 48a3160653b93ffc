"""Bring what was promised; what does not come in time ends the case (视为撤回)."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.models import User
from onewindow.cases.actions.lapsing import lapse
from onewindow.cases.actions.promising import about
from onewindow.cases.clocks import local_day
from onewindow.cases.locking import lock
from onewindow.cases.models import Case, Deferral, Submission
from onewindow.cases.models.case import OPEN
from onewindow.catalogue.models import Material
from onewindow.documents.actions import Received
from onewindow.kernel.apart import each_apart
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.calendars import is_in_time


def still_missing(deferral: Deferral) -> list[Material]:
    """Return the promised materials that have not come."""
    there = set(deferral.case.submissions.values_list("material_id", flat=True))
    return [each for each in deferral.materials.order_by("position") if each.pk not in there]


def supply(
    deferral: Deferral, brought: Iterable[tuple[Material, Received]], *, by: User, at: datetime
) -> bool:
    """Hand in promised materials, stored durably before; return whether everything is there.

    Raise NotAllowedNow when the day is over, everything had come, or the case has ended.
    """
    with transaction.atomic():
        case, deferral = _lock(deferral)
        if not deferral.is_waiting or case.status not in OPEN:
            raise NotAllowedNow(_("材料已经补齐，或者申请已经结束，请刷新页面。"))
        if not _is_in_time(case, deferral, at):
            raise NotAllowedNow(_("补交的期限已经过了。"))
        codes = []
        for material, received in brought:
            Submission.objects.create(
                case=case, material=material, document=received.record(by=by.actor, at=at),
                added_at=at,
            )  # fmt: skip
            codes.append(material.code)
        is_whole = not still_missing(deferral)
        events.record(
            "deferral.supplied", chain=case.chain, by=by.actor, at=at,
            data={"materials": sorted(set(codes)), "is_whole": is_whole},
        )  # fmt: skip
        if is_whole:
            _settle(deferral, at)
        return is_whole


def settle_if_whole(case: Case, *, at: datetime) -> None:
    """Note that everything promised has come another way; the caller holds the case."""
    waiting = Deferral.objects.filter(case=case, due_on__isnull=False, settled_at=None).first()
    if waiting is not None and not still_missing(waiting):
        _settle(waiting, at)


def _settle(deferral: Deferral, at: datetime) -> None:
    Deferral.objects.filter(pk=deferral.pk).update(settled_at=at)


def sweep_deferrals(at: datetime) -> int:
    """End every case whose promised materials did not come in time; return how many."""
    late = Deferral.objects.filter(settled_at=None, due_on__lt=local_day(at), case__status__in=OPEN)
    deferrals = late.values_list("pk", flat=True)
    return len(each_apart(deferrals, partial(_lapse, at=at), "deferral"))


def _lapse(pk: int, *, at: datetime) -> int:
    with transaction.atomic():
        case, deferral = _lock(Deferral.objects.get(pk=pk))
        missing = still_missing(deferral)
        if not deferral.is_waiting or deferral.due_on is None or case.status not in OPEN:
            return 0
        if not missing:
            _settle(deferral, at)
            return 0
        if _is_in_time(case, deferral, at):
            return 0
        lapse(
            case, at=at, about=about(deferral), asked_on=local_day(case.submitted_at or at),
            due_on=deferral.due_on, missing=[each.name for each in missing],
        )  # fmt: skip
        return 1


def require_nothing_deferred(case: Case) -> None:
    """Raise NotAllowedNow while promised materials have not come: nothing is granted without."""
    waiting = Deferral.objects.filter(case=case, due_on__isnull=False, settled_at=None).first()
    if waiting is not None and (missing := still_missing(waiting)):
        raise NotAllowedNow(
            _("容缺的材料还没有补齐（%(names)s），补齐后才能作出决定。")
            % {"names": "、".join(each.name for each in missing)}
        )


def _is_in_time(case: Case, deferral: Deferral, at: datetime) -> bool:
    told = deferral.due_on
    return told is None or is_in_time(case.department.region_id, told, on=local_day(at))


def _lock(deferral: Deferral) -> tuple[Case, Deferral]:
    case = lock(deferral.case_id)
    return case, Deferral.objects.get(pk=deferral.pk)
