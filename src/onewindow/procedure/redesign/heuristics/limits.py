"""Limits of steps set to what is really needed: a percentile with a margin."""

import math
from collections.abc import Iterator
from functools import partial

from onewindow.procedure.critical import working_days
from onewindow.procedure.redesign.changes import set_limit
from onewindow.procedure.redesign.definition import Definition
from onewindow.procedure.redesign.evidence import Days, Evidence
from onewindow.procedure.redesign.heuristics.figures import FEWEST, days
from onewindow.procedure.redesign.proposal import Figure, Heuristic, Proposal

MARGIN = 1.2


def limits(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose shorter limits where 95 of 100 runs need much less; never less than law demands."""
    for step in definition.steps:
        found = evidence.step(step.code).total
        if found is None or found.n < FEWEST:
            continue
        now = working_days(step.limit, step.limit_unit)
        wanted = max(needed(found), definition.work(step.code).least_days)
        if wanted >= now:
            continue
        yield Proposal(
            code=f"{Heuristic.LIMITS}:{step.code}",
            heuristic=Heuristic.LIMITS,
            title=f"“{step.name}”时限 {now}→{wanted} 个工作日",
            reason=f"100 次里有 95 次在 {found.p95:.1f} 个工作日内办完，"
            f"再留两成余量也只要 {wanted} 个。",
            apply=partial(set_limit, code=step.code, days=wanted),
            evidence=(*days("全程用时", found), Figure("现行时限", f"{now} 个工作日")),
            laws=definition.references.get(Heuristic.LIMITS, ()),
            claims=frozenset({("limit", step.code)}),
            steps=(step.code,),
        )


def needed(found: Days) -> int:
    """Return the whole working days that 95 of 100 need, with a fifth more, at least one."""
    return max(1, math.ceil(round(found.p95 * MARGIN, 6)))
