"""Knock-out (Reijers & Liman Mansar 2005; van der Aalst 2001): what refuses often comes first.

Checks in a row are ordered by the share they refuse divided by the effort they take.
"""

import itertools
from collections.abc import Iterator, Sequence
from functools import partial

from onewindow.procedure.redesign.changes import is_chain, put_in_order
from onewindow.procedure.redesign.definition import Definition
from onewindow.procedure.redesign.evidence import Evidence, StepEvidence
from onewindow.procedure.redesign.heuristics.figures import FEWEST, share
from onewindow.procedure.redesign.order import required
from onewindow.procedure.redesign.proposal import Claim, Figure, Heuristic, Proposal
from onewindow.procedure.step import JoinRule, Step, StepKind

LEAST_GAIN = 0.05
# Work that takes minutes still takes something; avoids dividing by nothing.
LEAST_EFFORT = 0.05


def knock_out(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose another order of checks in a row if less work is expected for cases refused."""
    for chain in _chains(definition, evidence):
        best = _best(definition, evidence, chain)
        now, then = (_effort(evidence, codes) for codes in (chain, best))
        if best == chain or now <= 0 or (now - then) / now < LEAST_GAIN:
            continue
        names = {step.code: step.name for step in definition.steps}
        figures = tuple(
            figure
            for code in best
            for figure in share(f"“{names[code]}”不通过", evidence.step(code).refused)
        )
        fewest = min(figure.n for figure in figures)
        gain = Figure("平均每件工作量", f"{now:.2f}→{then:.2f} 个工作日", fewest)
        yield Proposal(
            code=f"{Heuristic.KNOCK_OUT}:{'+'.join(best)}",
            heuristic=Heuristic.KNOCK_OUT,
            title="先审容易否决的：" + "→".join(names[code] for code in best),
            reason="不通过的多、花时间少的先审，注定不通过的办件就不必走完后面的环节。",
            apply=partial(put_in_order, codes=best),
            evidence=(*figures, gain),
            laws=definition.references.get(Heuristic.KNOCK_OUT, ()),
            waiting=0.0,
            claims=frozenset(("order", code) for code in best) | _swapped(chain, best),
            steps=best,
        )


def _chains(definition: Definition, evidence: Evidence) -> Iterator[tuple[str, ...]]:
    """Walk along checks that follow each other one by one and whose refusals were counted."""
    able = {step.code for step in definition.steps if _is_check(step, evidence.step(step.code))}
    after = {
        step.needs[0]: step.code
        for step in definition.steps
        if step.code in able
        and len(step.needs) == 1
        and step.needs[0] in able
        and is_chain(definition, [step.needs[0], step.code])
    }
    for code in [step.code for step in definition.steps if step.code in after]:
        if code in after.values():
            continue
        chain = [code]
        while chain[-1] in after:
            chain.append(after[chain[-1]])
        yield tuple(chain)


def _swapped(chain: Sequence[str], best: Sequence[str]) -> frozenset[Claim]:
    """Return the pairs that change their order."""
    return frozenset(
        ("pair", f"{later}<{earlier}")
        for earlier, later in itertools.combinations(chain, 2)
        if best.index(later) < best.index(earlier)
    )


def _is_check(step: Step, found: StepEvidence) -> bool:
    refused, processing = found.refused, found.processing
    return (
        step.kind is StepKind.REVIEW
        and not step.is_optional
        and step.when is None
        and step.join_rule is JoinRule.ALL
        and refused is not None
        and refused.of >= FEWEST
        and processing is not None
        and processing.n > 0
    )


def _best(definition: Definition, evidence: Evidence, chain: Sequence[str]) -> tuple[str, ...]:
    """Take again and again the check with the best ratio of those that need wait for nothing."""
    must = required(definition)
    left, best = list(chain), []
    while left:
        free = [code for code in left if not must[code] & set(left)]
        chosen = max(free, key=lambda code: (_ratio(evidence, code), -chain.index(code)))
        left.remove(chosen)
        best.append(chosen)
    return tuple(best)


def _ratio(evidence: Evidence, code: str) -> float:
    refused = evidence.step(code).refused
    return (refused.value if refused else 0.0) / _days(evidence, code)


def _days(evidence: Evidence, code: str) -> float:
    processing = evidence.step(code).processing
    return max(processing.p50 if processing else 0.0, LEAST_EFFORT)


def _effort(evidence: Evidence, codes: Sequence[str]) -> float:
    """Expect the working days spent on a case that may be refused at every check."""
    total, alive = 0.0, 1.0
    for code in codes:
        total += alive * _days(evidence, code)
        refused = evidence.step(code).refused
        alive *= 1 - (refused.value if refused else 0.0)
    return total
