"""Register a special seal."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.delegation.actions.closing import close
from onewindow.delegation.conflicts import breaks
from onewindow.delegation.models import Seal, SealKind
from onewindow.delegation.rules import period_problems
from onewindow.delegation.wording import NotLawful
from onewindow.documents.actions import Received
from onewindow.events.rules import Actor
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.models import Department


def register_seal(
    department: Department,
    kind: SealKind,
    image: Received,
    *,
    valid_from: date,
    valid_to: date | None,
    by: Actor,
    at: datetime,
) -> Seal:
    """Register the image of a seal that was made ready by `seal_images`.

    Raise NotAllowedNow while the department has one of this kind that is not over.
    """
    today = localdate(at)
    problems = list(period_problems(valid_from, valid_to, on=today))
    if problems:
        raise NotLawful(problems)
    try:
        with transaction.atomic():
            close(Seal.objects.filter(department=department, kind=kind).ended(today), at=at)
            seal = Seal.objects.create(
                department=department, kind=kind, image=image.record(by=by, at=at),
                valid_from=valid_from, valid_to=valid_to, by=by.code, by_name=by.name, at=at,
            )  # fmt: skip
            events.record(
                "seal.registered", chain=seal.chain, by=by, at=at,
                data={
                    "kind": kind, "sha256": image.sha256, "valid_from": str(valid_from),
                    "valid_to": str(valid_to or ""),
                },
            )  # fmt: skip
            return seal
    except IntegrityError as error:
        if not breaks(error, "seal_one_of_a_kind"):
            raise
        raise NotAllowedNow(
            _("本部门已经有一枚有效的%(kind)s，请先停用原来的，再登记新的。")
            % {"kind": SealKind(kind).label}
        ) from error
