"""What a project's item says and what was measured of it, as the redesign works on them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import cattrs
from django.utils.translation import gettext as _

from onewindow.insight.definitions import definition_of_version
from onewindow.insight.law import law_in_force
from onewindow.insight.models import ProjectProposal, ProposalDecision, Subject
from onewindow.insight.units import matched
from onewindow.kernel.errors import NotAllowedNow
from onewindow.procedure.redesign import (
    NOTHING_MEASURED,
    Definition,
    Evidence,
    Proposal,
    Redesigned,
    Spent,
    accept,
    propose,
    spent,
)
from onewindow.procedure.redesign.notation import read_definition

Plain = dict[str, object]


def definition_for(subject: Subject) -> Definition:
    """Return what the item's version says, or the procedure that was seen in the log.

    Units of the log are the departments that they were matched with.
    Raise NotAllowedNow before a log was mined, BadDefinition, ProcedureError for unsound steps.
    """
    if subject.version is not None:
        return definition_of_version(subject.version)
    if not subject.definition:
        raise NotAllowedNow(_("还没有诊断，不知道现在的流程。"))
    definition = read_definition(subject.definition, law_in_force())[0]
    return matched(definition, subject.project.units)


def evidence_for(subject: Subject) -> Evidence:
    """Return what was measured of the item."""
    if not subject.evidence:
        return NOTHING_MEASURED
    return cattrs.structure(subject.evidence, Evidence)


def plain_evidence(evidence: Evidence) -> Plain:
    """Return evidence as it is stored."""
    return asdict(evidence)


def plain_definition(definition: Definition) -> Plain:
    """Return a procedure that a log shows as it is stored; law is read into it again."""
    return {
        "name": definition.name,
        "units": dict(definition.unit_names),
        "steps": [
            {
                "code": step.code, "name": step.name, "kind": step.kind.value, "unit": step.unit,
                "limit": step.limit, "needs": list(step.needs), "is_optional": step.is_optional,
            }
            for step in definition.steps
        ],
    }  # fmt: skip


def proposals_for(subject: Subject) -> tuple[Proposal, ...]:
    """Make the proposals anew: the same definition and evidence give the same ones."""
    return propose(definition_for(subject), evidence_for(subject))


def chosen(subject: Subject, *, but: str = "", also: str = "") -> Sequence[str]:
    """Return the codes of the accepted proposals; `but` leaves one out, `also` adds one."""
    accepted = ProjectProposal.objects.filter(
        subject=subject, decision=ProposalDecision.ACCEPTED
    ).values_list("code", flat=True)
    return [*(code for code in accepted if code not in {but, also}), *([also] if also else [])]


def counted(subject: Subject) -> tuple[Redesigned, Mapping[str, Spent]]:
    """Apply what is accepted; say of which proposals it leaves nothing to do. Raise as below."""
    definition, made = definition_for(subject), proposals_for(subject)
    wanted = set(chosen(subject))
    accepted = [each for each in made if each.code in wanted]
    return accept(definition, accepted), spent(definition, made, accepted)


def redesigned(subject: Subject, codes: Sequence[str]) -> Redesigned:
    """Apply proposals by their codes; raise ConflictingProposals, UnlawfulResult."""
    wanted = set(codes)
    return accept(
        definition_for(subject), [each for each in proposals_for(subject) if each.code in wanted]
    )
