"""Run every heuristic, try what it proposes, and say what it brings and excludes."""

from collections.abc import Iterable
from dataclasses import replace

from onewindow.procedure.redesign.accepting import applied
from onewindow.procedure.redesign.definition import Definition
from onewindow.procedure.redesign.errors import Moot, UnlawfulResult
from onewindow.procedure.redesign.evidence import NOTHING_MEASURED, Evidence
from onewindow.procedure.redesign.heuristics import ALL
from onewindow.procedure.redesign.order import relation
from onewindow.procedure.redesign.proposal import ORDER, Proposal
from onewindow.procedure.redesign.totals import Totals

ONLY_DEFINED = "这条只依据现行流程的规定，没有足够的办理数据。"


def propose(definition: Definition, evidence: Evidence = NOTHING_MEASURED) -> tuple[Proposal, ...]:
    """Return what could be better, in the order of `Heuristic`.

    A proposal that alone would change nothing, break law or soundness or take longer is not made.
    What rests on the definition alone says so in its reason.
    """
    drafts = [draft for heuristic in ALL for draft in heuristic(definition, evidence)]
    tried = [each for draft in drafts if (each := _tried(definition, draft)) is not None]
    place = {code: len(before) for code, before in relation(definition).items()}
    tried.sort(
        key=lambda each: (
            ORDER[each.heuristic],
            min((place.get(code, 0) for code in each.steps), default=0),
            each.code,
        )
    )
    return tuple(replace(each, conflicts=_conflicts(each, tried)) for each in tried)


def _tried(definition: Definition, draft: Proposal) -> Proposal | None:
    try:
        changed = applied(definition, definition, draft)
    except (Moot, UnlawfulResult):
        return None
    if changed == definition:
        return None
    if not draft.is_measured:
        draft = replace(draft, reason=draft.reason + ONLY_DEFINED)
    effect = Totals.of(definition).minus(Totals.of(changed))
    return replace(draft, effect=effect)


def _conflicts(proposal: Proposal, others: Iterable[Proposal]) -> tuple[str, ...]:
    return tuple(other.code for other in others if proposal.excludes(other))
