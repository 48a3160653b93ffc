"""Going back, and calling in: a review is done again, an optional step takes part."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.acting import require_part
from onewindow.cases.locking import lock
from onewindow.cases.models import Case, CaseStatus, CaseStep, StepStatus
from onewindow.cases.running import Standing, standing_of, write
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer
from onewindow.procedure.running import NotOpen


def send_back(case: Case, *, to: str, by: Officer, reason: str, at: datetime) -> frozenset[str]:
    """Reopen a review and all that follows it as a new round; return the codes of those steps.

    The clocks of the case go on. Only who has an open step after it may, before the decision.
    Raise NotYours, NotAllowedNow, DomainError without a reason.
    """
    if not reason.strip():
        raise DomainError(_("退回重办要写明原因，承办的部门会看到。"))
    with transaction.atomic():
        lock(case, [CaseStatus.ACCEPTED])
        standing = standing_of(case)
        target = standing.step(to)
        if target is None or to not in {row.code for row in behind(standing)}:
            raise NotAllowedNow(_("这个环节不能退回：只能退回前面已经办完的审查环节。"))
        basis = require_part(case, by, at, before=to, standing=standing)
        try:
            again = standing.run.send_back(target.position)
        except NotOpen as refused:
            raise NotAllowedNow(_("这个环节现在不能退回，请刷新页面。")) from refused
        codes = frozenset(standing.rows[position].code for position in again)
        events.record(
            "step.sent_back", chain=case.chain, by=by.actor, at=at, step=to,
            data={
                "name": target.name, "reason": reason, "round": target.round + 1,
                "steps": sorted(codes), **basis,
            },
        )  # fmt: skip
        write(standing, again, at=at)
    return codes


def behind(standing: Standing) -> list[CaseStep]:
    """Return the reviews that are done, by position: those that can be sent back."""
    return [
        row
        for _position, row in sorted(standing.rows.items())
        if row.status == StepStatus.DONE and row.kind == "review"
    ]


def open_step(case: Case, *, code: str, by: Officer, reason: str, at: datetime) -> CaseStep:
    """Let an optional step take part; what follows it waits again, until the decision.

    Only who has an open step of the case, or decides on it, may. Raise NotYours, NotAllowedNow,
    DomainError without a reason.
    """
    if not reason.strip():
        raise DomainError(_("开启环节要写明原因，会记入办理过程。"))
    with transaction.atomic():
        lock(case, [CaseStatus.ACCEPTED])
        standing = standing_of(case)
        row = standing.step(code)
        if row is None or row.status != StepStatus.OPTIONAL:
            raise NotAllowedNow(_("这个环节已经开启，或者本件没有，请刷新页面。"))
        basis = require_part(case, by, at)
        try:
            standing.run.open_optional(row.position)
        except NotOpen as refused:
            raise NotAllowedNow(_("已经作出决定，不能再开启环节。")) from refused
        events.record(
            "step.opened", chain=case.chain, by=by.actor, at=at, step=code,
            data={"name": row.name, "reason": reason, **basis},
        )  # fmt: skip
        write(standing, frozenset(), at=at)
    return row
