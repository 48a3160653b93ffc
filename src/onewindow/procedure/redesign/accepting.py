"""Take some of the proposals: refuse what excludes each other, apply the rest, count anew."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from onewindow.procedure.comparison import Comparison, compare
from onewindow.procedure.drawing import Show
from onewindow.procedure.errors import ProcedureError
from onewindow.procedure.redesign.breaches import breaches
from onewindow.procedure.redesign.definition import Definition
from onewindow.procedure.redesign.errors import ConflictingProposals, Moot, UnlawfulResult
from onewindow.procedure.redesign.proposal import ORDER, Proposal
from onewindow.procedure.redesign.totals import Totals, decision_days, say_totals


@dataclass(frozen=True)
class Redesigned:
    """What accepting made of a definition.

    `taken` are the proposals in the order in which they were applied, `moot` those that others
    left nothing to do for, each with the reason.
    """

    original: Definition
    definition: Definition
    before: Totals
    after: Totals
    taken: tuple[Proposal, ...] = ()
    moot: tuple[tuple[Proposal, str], ...] = ()

    @cached_property
    def comparison(self) -> Comparison:
        """What became of every step, for both charts."""
        return compare(
            self.original.procedure,
            self.definition.procedure,
            self.definition.unit_names,
            show=Show.INTERNAL,
            became=self.definition.became,
        )

    @property
    def summary(self) -> str:
        """Say the totals: "环节 9→5，材料 14→8，时限 20→9 个工作日，跑动 3→0 次"."""
        return say_totals(self.before, self.after)

    def as_json(self) -> dict[str, object]:
        """Return totals and changes as plain values."""
        return {
            "summary": self.summary,
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            "taken": [proposal.code for proposal in self.taken],
            "moot": [{"code": each.code, "reason": reason} for each, reason in self.moot],
            "changes": [
                {
                    "kind": change.kind.value,
                    "step": change.name,
                    "before": change.before,
                    "after": change.after,
                    "details": list(change.details),
                }
                for change in self.comparison.changes
            ],
        }


def accept(definition: Definition, proposals: Iterable[Proposal]) -> Redesigned:
    """Apply proposals; raise ConflictingProposals or UnlawfulResult.

    They are applied in the order of `Heuristic`, whatever order they come in.
    """
    chosen = sorted(proposals, key=lambda each: (ORDER[each.heuristic], each.code))
    pairs = conflicting(chosen)
    if pairs:
        raise ConflictingProposals([(one.title, other.title) for one, other in pairs])
    current, taken, moot = definition, [], []
    for proposal in chosen:
        try:
            current = applied(definition, current, proposal)
        except Moot as error:
            moot.append((proposal, str(error)))
            continue
        taken.append(proposal)
    return Redesigned(
        original=definition,
        definition=current,
        before=Totals.of(definition),
        after=Totals.of(current),
        taken=tuple(taken),
        moot=tuple(moot),
    )


def applied(original: Definition, current: Definition, proposal: Proposal) -> Definition:
    """Apply one proposal to what others made of a definition; raise Moot or UnlawfulResult."""
    try:
        candidate = settle(current, proposal.apply(current))
    except ProcedureError as error:
        raise UnlawfulResult(proposal.title, [error.message]) from error
    found = breaches(original, candidate)
    if found:
        raise UnlawfulResult(proposal.title, found)
    return candidate


def conflicting(proposals: Sequence[Proposal]) -> list[tuple[Proposal, Proposal]]:
    """Return the pairs that exclude each other."""
    return [
        (one, other) for one, other in itertools.combinations(proposals, 2) if one.excludes(other)
    ]


def without_conflicts(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Leave out every proposal that an earlier one excludes."""
    kept: list[Proposal] = []
    for proposal in proposals:
        if not any(proposal.excludes(other) for other in kept):
            kept.append(proposal)
    return kept


def settle(before: Definition, after: Definition) -> Definition:
    """Let the promised limit follow the steps: as many days less as they need less."""
    if not after.promised or after.promised != before.promised:
        return after
    old, new = decision_days(before), decision_days(after)
    promised = min(after.promised, max(new, after.promised - (old - new)))
    return replace(after, promised=promised)
