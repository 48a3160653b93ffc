"""Parallelism (Reijers & Liman Mansar 2005): steps that do not need each other run together."""

from collections.abc import Iterator, Mapping
from functools import partial

from onewindow.procedure.graph import Graph, in_order
from onewindow.procedure.redesign.changes import let_run_together
from onewindow.procedure.redesign.definition import Definition
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.figures import days
from onewindow.procedure.redesign.law import Reference
from onewindow.procedure.redesign.order import needless, needless_among, without
from onewindow.procedure.redesign.proposal import Heuristic, Proposal

MOST_NAMES = 4


def parallelism(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose to drop the order among steps that neither data nor law puts into one."""
    names = {step.code: step.name for step in definition.steps}
    for codes in groups(definition):
        units = {definition.procedure.step(code).unit for code in codes}
        figures = tuple(
            figure
            for code in codes
            for figure in days(f"“{names[code]}”用时", evidence.step(code).total)
        )
        told = "”“".join(names[code] for code in codes[:MOST_NAMES])
        more = f"等 {len(codes)} 个环节" if len(codes) > MOST_NAMES else ""
        yield Proposal(
            code=f"{Heuristic.PARALLELISM}:{'+'.join(codes)}",
            heuristic=Heuristic.PARALLELISM,
            title=f"“{told}”{more}改为并联",
            reason="看不出它们要用对方的结果，法律也没有规定先后，不必一个等一个；"
            "有先后要求的仍按先后。采纳前请承办单位确认。",
            apply=partial(let_run_together, codes=codes),
            evidence=figures,
            needs_legal_check=len(units) > 1,
            laws=_looked_at(definition, codes),
            waiting=_spared(definition, evidence, codes),
            claims=frozenset(("order", code) for code in codes),
            steps=codes,
        )


def _spared(definition: Definition, evidence: Evidence, codes: tuple[str, ...]) -> float:
    """Expect the working days between the longest chains of medians, in a row and together."""
    medians = dict.fromkeys(definition.procedure.needs, 0.0)
    for code in codes:
        total = evidence.step(code).total
        medians[code] = total.p50 if total else 0.0
    together = {
        step.code: step.needs for step in without(definition, needless_among(definition, codes))
    }
    return _chain(definition.procedure.needs, medians) - _chain(together, medians)


def _chain(needs: Graph, days: Mapping[str, float]) -> float:
    ends: dict[str, float] = {}
    for code in in_order(needs):
        ends[code] = days[code] + max((ends[need] for need in needs[code]), default=0.0)
    return max(ends.values())


def groups(definition: Definition) -> list[tuple[str, ...]]:
    """Return the groups of steps within which some order is needless, in the order of the form."""
    parent = {step.code: step.code for step in definition.steps}

    def root(code: str) -> str:
        while parent[code] != code:
            code = parent[code]
        return code

    for earlier, later in needless(definition):
        parent[root(later)] = root(earlier)
    found: dict[str, list[str]] = {}
    for step in definition.steps:
        found.setdefault(root(step.code), []).append(step.code)
    return [tuple(codes) for codes in found.values() if len(codes) > 1]


def _looked_at(definition: Definition, codes: tuple[str, ...]) -> tuple[Reference, ...]:
    """Return the articles on parallel handling and every precedence of these steps."""
    own = (
        each.reference
        for each in definition.precedences
        if each.before in codes or each.after in codes
    )
    return tuple(dict.fromkeys((*definition.references.get(Heuristic.PARALLELISM, ()), *own)))
