"""A human looks again at what a table decided."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.instant.actions.lifecycle import put_back
from onewindow.cases.instant.models import CheckOrigin, InstantDecision, PostCheck
from onewindow.cases.locking import lock
from onewindow.cases.models.case import Case
from onewindow.events.rules import SYSTEM, Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow


def ask_for_human(case: Case, *, reason: str, by: Actor, at: datetime) -> PostCheck:
    """Have a human look at a machine's decision because the applicant asks (个人信息保护法 Art 24).

    Raise NotAllowedNow when no table decided the case, or a human looked at it or will.
    """
    with transaction.atomic():
        locked = lock(case)
        decision = InstantDecision.objects.filter(case=locked).first()
        if decision is None or not decision.is_granted:
            raise NotAllowedNow(_("这件申请不是系统自动决定的，本来就由工作人员办理。"))
        check, is_new = PostCheck.objects.get_or_create(
            decision=decision,
            defaults={"origin": CheckOrigin.ASKED, "reason": reason.strip(), "opened_at": at},
        )
        if not is_new:
            # Drawn for a check anyway: his reason goes along, once.
            drawn = PostCheck.objects.open().filter(pk=check.pk).exclude(origin=CheckOrigin.ASKED)
            hit = drawn.update(origin=CheckOrigin.ASKED, reason=reason.strip())
            if hit != 1:
                raise NotAllowedNow(_("这件申请已经在人工复核，或者已经复核过了。"))
        events.record("case.human_asked", chain=locked.chain, by=by, at=at)
    return check


def finish_check(check: PostCheck, *, agrees: bool, note: str, by: Actor, at: datetime) -> bool:
    """Write down what a human found; a disagreement needs a reason and stops the table.

    Return whether the table was put back into shadow by it. Raise NotAllowedNow when a colleague
    was faster.
    """
    if not agrees and not note.strip():
        raise DomainError(_("不同意要写明理由，规则表会因此退回试运行。"))
    decision = check.decision
    with transaction.atomic():
        case = lock(decision.case_id)
        hit = PostCheck.objects.open().filter(pk=check.pk).update(
            agrees=agrees, note=note.strip(), by=by.code, by_name=by.name, done_at=at
        )  # fmt: skip
        if hit != 1:
            raise NotAllowedNow(_("同事已经复核了这一件，请刷新页面。"))
        events.record(
            "case.post_checked", chain=case.chain, by=by, at=at,
            data={"agrees": agrees, "note": note.strip()},
        )  # fmt: skip
        if agrees:
            return False
        reason = _("复核不同意办件 %(number)s 的自动决定：%(note)s") % {
            "number": case.number, "note": note.strip(),
        }  # fmt: skip
        return put_back(decision.table, reason=reason, by=SYSTEM, at=at)
