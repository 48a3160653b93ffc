"""Sign a promise in the draft; it counts from the moment the draft is handed in."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.models import User
from onewindow.cases.actions.lapsing import BASIS
from onewindow.cases.actions.ordering import order
from onewindow.cases.clocks import local_day
from onewindow.cases.locking import lock_draft
from onewindow.cases.models import Case, Commitment, Deferral, LetterKind
from onewindow.cases.promises.credit import require_good_credit
from onewindow.cases.readiness import missing_materials
from onewindow.catalogue.models import Material
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError
from onewindow.orgs.calendars import calendar_for


def deferrable_missing(case: Case) -> list[Material]:
    """Return the materials of a case that may follow later and are not there yet."""
    return missing_materials(case, Material.Necessity.DEFERRABLE)


def lacks_promise(case: Case) -> bool:
    """Whether something may follow later, is not there, and nobody has promised to bring it."""
    if not case.version.deferral_limit:
        return False
    missing = {each.pk for each in deferrable_missing(case)}
    if not missing:
        return False
    promised = Deferral.objects.filter(case=case).values_list("materials", flat=True)
    return not missing <= set(promised)


def sign_deferral(case: Case, *, name: str, by: User, at: datetime) -> Deferral:
    """Promise to bring what is missing within the days that the guide says (容缺受理).

    Raise DomainError for another name or when nothing may follow later, Barred for bad credit,
    NotAllowedNow once it is handed in. Materials that are necessary are never deferred.
    """
    _require_own_name(name, by)
    with transaction.atomic():
        lock_draft(case)
        require_good_credit(case, local_day(at))
        missing = deferrable_missing(case)
        if not case.version.deferral_limit or not missing:
            raise DomainError(_("没有可以后补的材料，不用签承诺书。"))
        Deferral.objects.filter(case=case).delete()
        deferral = Deferral.objects.create(
            case=case, signed_name=by.name, days=case.version.deferral_limit, by=by.actor.code,
            by_name=by.name, at=at,
        )  # fmt: skip
        deferral.materials.set(missing)
    return deferral


def sign_commitment(case: Case, *, name: str, by: User, at: datetime) -> Commitment:
    """Promise that the conditions are met, so that the case is decided at once (告知承诺).

    Raise DomainError for another name or where the item does not offer it, Barred for bad credit.
    """
    _require_own_name(name, by)
    with transaction.atomic():
        lock_draft(case)
        require_good_credit(case, local_day(at))
        version = case.version
        if not version.commitment_limit or version.guarded_fields:
            raise DomainError(_("这个事项不实行告知承诺，请按一般程序申请。"))
        Commitment.objects.filter(case=case).delete()
        return Commitment.objects.create(
            case=case, signed_name=by.name, terms=list(version.commitment_terms),
            days=version.commitment_limit, by=by.actor.code, by_name=by.name, at=at,
        )  # fmt: skip


def take_back(case: Case) -> None:
    """Give up the promises of a draft."""
    with transaction.atomic():
        lock_draft(case)
        Deferral.objects.filter(case=case).delete()
        Commitment.objects.filter(case=case).delete()


def confirm(case: Case, *, by: Actor, at: datetime) -> bool:
    """Let the promises of a case that is being handed in count; return whether there are any.

    Runs inside the submission's transaction, after the case has its number.
    """
    deferral = Deferral.objects.filter(case=case).first()
    missing = deferrable_missing(case) if deferral else []
    if deferral is not None and missing:
        _start(deferral, missing, by=by, at=at)
    elif deferral is not None:
        # Everything came before it was handed in.
        deferral.delete()
    commitment = Commitment.objects.filter(case=case).first()
    if commitment is not None:
        data = {"conditions": commitment.terms, "days": commitment.days, "unit": "working"}
        events.record("commitment.made", chain=case.chain, by=by, at=at, data=data)
        order(case, LetterKind.COMMITMENT, at=at, data=data)
    if missing or commitment:
        require_good_credit(case, local_day(at))
    return bool(missing or commitment)


def _start(deferral: Deferral, missing: Sequence[Material], *, by: Actor, at: datetime) -> None:
    case = deferral.case
    due = calendar_for(case.department.region_id).add(local_day(at), deferral.days)
    deferral.materials.set(missing)
    deferral.due_on = due.on
    deferral.save(update_fields=["due_on"])
    data = {
        "deferred": [[each.name, _("网上补交")] for each in missing],
        "due_on": due.on.isoformat(), "basis": BASIS,
    }  # fmt: skip
    codes = [each.code for each in missing]
    events.record(
        "deferral.promised", chain=case.chain, by=by, at=at,
        data={"materials": codes, "due_on": due.on.isoformat(), "days": deferral.days},
    )  # fmt: skip
    order(case, LetterKind.DEFERRAL_PROMISE, at=at, about=about(deferral), data=data)


def about(deferral: Deferral) -> str:
    """Return what the letters of a deferral are about."""
    return f"deferral/{deferral.pk}"


def _require_own_name(name: str, by: User) -> None:
    if "".join(name.split()) != "".join(by.name.split()):
        raise DomainError(_("请在签名处写您登记的姓名。"))
