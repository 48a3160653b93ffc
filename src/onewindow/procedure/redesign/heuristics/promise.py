"""The promised limit (承诺时限): what the steps need, within what law allows."""

from collections.abc import Iterator
from dataclasses import replace

from onewindow.procedure.redesign.definition import Definition
from onewindow.procedure.redesign.errors import Moot
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.figures import days
from onewindow.procedure.redesign.heuristics.limits import needed
from onewindow.procedure.redesign.proposal import Figure, Heuristic, Proposal
from onewindow.procedure.redesign.totals import decision_days

FEWEST = 50


def promise(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose to promise no more days than the steps take, and never more than the law allows."""
    throughput = evidence.throughput
    is_measured = throughput is not None and throughput.n >= FEWEST
    figures = days("从受理到决定", throughput) if is_measured else ()
    figures += (Figure("从受理到决定的最长路径", f"{decision_days(definition)} 个工作日"),)
    if is_measured and throughput is not None and needed(throughput) > definition.promised:
        return
    is_over = 0 < definition.statutory < definition.promised
    told = f"承诺超过了法定的 {definition.statutory} 个工作日。" if is_over else ""
    yield Proposal(
        code=f"{Heuristic.PROMISE}:",
        heuristic=Heuristic.PROMISE,
        title="承诺时限压到各环节真正需要的",
        reason=f"{told}从受理到决定的最长路径比承诺的 {definition.promised} 个工作日短，"
        f"多出来的只是余量。",
        apply=_Promise(),
        evidence=figures,
        laws=definition.references.get(Heuristic.PROMISE, ()),
        claims=frozenset({("promise", "")}),
    )


class _Promise:
    """Promise the longest chain of whatever the steps have become."""

    def __call__(self, definition: Definition) -> Definition:
        wanted = decision_days(definition)
        if definition.statutory:
            wanted = min(wanted, definition.statutory)
        if not definition.promised or not wanted or wanted >= definition.promised:
            raise Moot("承诺时限已经没有余量")
        return replace(definition, promised=wanted)
