"""Proposals of a project: made by the diagnosis, decided by people."""

from datetime import datetime

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.events.rules import Actor, JSONValue
from onewindow.insight.access import require_under_way
from onewindow.insight.models import (
    ProjectProposal,
    ProjectStatus,
    ProposalDecision,
    RedesignProject,
    Subject,
)
from onewindow.insight.subjects import chosen, counted, proposals_for, redesigned
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.procedure.redesign import Spent
from onewindow.procedure.redesign.errors import quoted

# Later nothing changes any more: the draft is what was decided.
DECIDABLE = (ProjectStatus.DIAGNOSED, ProjectStatus.PROPOSED, ProjectStatus.SIMULATED)
LONGEST_TITLE = 300


def make_proposals(subject: Subject) -> None:
    """Store what could be better now; what was decided about the same proposal before stays.

    What is not proposed any more goes, unless somebody decided about it.
    """
    made = proposals_for(subject)
    known = {each.code: each for each in subject.proposals.all()}
    for place, proposal in enumerate(made):
        ProjectProposal.objects.update_or_create(
            subject=subject,
            code=proposal.code,
            defaults={
                "place": place,
                "heuristic": proposal.heuristic.value,
                "title": Truncator(proposal.title).chars(LONGEST_TITLE),
                "told": proposal.as_json(),
                "conflicts": list(proposal.conflicts),
                "needs_legal_check": proposal.needs_legal_check,
            },
        )
    gone = set(known) - {proposal.code for proposal in made}
    subject.proposals.filter(code__in=gone).delete()
    count(subject)


def count(subject: Subject) -> None:
    """Count steps, materials, days and visits before and after what is accepted.

    Note which proposals have nothing left to do beside it.
    """
    result, idle = counted(subject)
    subject.before, subject.after = result.before.as_json(), result.after.as_json()
    subject.save(update_fields=["before", "after"])
    for stored in subject.proposals.all():
        told = idle.get(stored.code, Spent(""))
        if (stored.moot, stored.moot_by) != (told.reason, told.by[:LONGEST_TITLE]):
            stored.moot, stored.moot_by = told.reason, told.by[:LONGEST_TITLE]
            stored.save(update_fields=["moot", "moot_by"])


def decide(
    proposal: ProjectProposal,
    decision: ProposalDecision,
    *,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Accept or reject a proposal, or leave it open again.

    Raise NotAllowedNow once the draft is made, DomainError without a reason for a rejection,
    ConflictingProposals or UnlawfulResult for what does not go with what is accepted already;
    NotAllowedNow for what has nothing left to do beside it.
    """
    if decision == ProposalDecision.REJECTED and not reason.strip():
        raise DomainError(_("请写明不采纳的理由。"))
    with transaction.atomic():
        project = RedesignProject.objects.select_for_update().get(pk=proposal.subject.project_id)
        require_under_way(project)
        if project.status not in DECIDABLE:
            raise NotAllowedNow(_("新版草案已经生成，建议不能再改。"))
        subject = proposal.subject
        if decision == ProposalDecision.ACCEPTED:
            _require_of_use(proposal)
            redesigned(subject, chosen(subject, also=proposal.code))
        is_open = decision == ProposalDecision.UNDECIDED
        proposal.decision, proposal.reason = decision, reason.strip()
        proposal.decided_by, proposal.decided_by_name = ("", "") if is_open else (by.code, by.name)
        proposal.decided_at = None if is_open else at
        proposal.save(
            update_fields=["decision", "reason", "decided_by", "decided_by_name", "decided_at"]
        )
        count(subject)
        if project.status == ProjectStatus.DIAGNOSED:
            project.status = ProjectStatus.PROPOSED
            project.save(update_fields=["status"])
        data: dict[str, JSONValue] = {
            "proposal": proposal.code,
            "decision": decision.value,
            "reason": reason.strip(),
        }
        events.record("redesign.proposal_decided", chain=project.chain, by=by, at=at, data=data)


def _require_of_use(proposal: ProjectProposal) -> None:
    current = ProjectProposal.objects.get(pk=proposal.pk)
    if current.moot and current.decision != ProposalDecision.ACCEPTED:
        raise NotAllowedNow(
            _("%(title)s已经不再适用：%(why)s。") % {
                "title": quoted(current.title), "why": current.moot,
            }
        )  # fmt: skip


def check_law(
    proposal: ProjectProposal, *, agrees: bool, note: str = "", by: Actor, at: datetime
) -> None:
    """Say for the legislative office whether law allows a proposal.

    Raise NotAllowedNow where nothing needs checking, DomainError for a no without reasons.
    """
    if not proposal.needs_legal_check:
        raise NotAllowedNow(_("这条建议不需要法制确认。"))
    if not agrees and not note.strip():
        raise DomainError(_("请写明为什么于法不合。"))
    with transaction.atomic():
        proposal.legal_agrees, proposal.legal_note = agrees, note.strip()
        proposal.legal_by_name, proposal.legal_at = by.name, at
        proposal.save(update_fields=["legal_agrees", "legal_note", "legal_by_name", "legal_at"])
        data: dict[str, JSONValue] = {
            "proposal": proposal.code,
            "agrees": agrees,
            "note": note.strip(),
        }
        chain = proposal.subject.project.chain
        events.record("redesign.law_checked", chain=chain, by=by, at=at, data=data)
