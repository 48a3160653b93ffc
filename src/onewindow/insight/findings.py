"""What cases do otherwise than the procedure says, in sentences (conformance)."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from onewindow.insight.vocabulary import BESIDE, BY_APPLICANT
from onewindow.procedure.critical import working_days
from onewindow.procedure.graph import reached
from onewindow.procedure.process_map import Node
from onewindow.procedure.redesign import Definition, Evidence
from onewindow.procedure.step import Step

Counts = Mapping[str, Mapping[str, int]]


def findings(
    definition: Definition, evidence: Evidence, nodes: Iterable[Node], cases_with: Counts
) -> Iterator[str]:
    """Tell steps that are not in the procedure, are left out, repeated, or over their limit.

    `cases_with` counts the cases that have two activities both. A step is left out where a case
    was decided without it.
    """
    known = {step.name for step in definition.steps}
    for node in nodes:
        if node.name not in known and node.name not in BESIDE and node.unit not in BY_APPLICANT:
            yield _("“%(step)s”不在公布的流程里，日志里却有 %(n)s 次。") % {
                "step": node.name, "n": node.count,
            }  # fmt: skip
    decided = cases_with.get(definition.decision.name, {})
    whole = decided.get(definition.decision.name, 0)
    before = definition.procedure.needs
    leading = reached([definition.decision.code], before)
    for step in definition.steps:
        having = cases_with.get(step.name, {}).get(step.name, 0)
        if not having:
            yield _("“%(step)s”在公布的流程里，日志里一次也没有。") % {"step": step.name}
            continue
        without = whole - decided.get(step.name, 0)
        if without and step.when is None and step.code in leading:
            yield _("%(n)s 件没有办“%(step)s”就作出了决定（共决定 %(whole)s 件）。") % {
                "step": step.name, "n": without, "whole": whole,
            }  # fmt: skip
        again = evidence.step(step.code).runs - having
        if again > 0:
            yield _("“%(step)s”有 %(n)s 次是重办。") % {"step": step.name, "n": again}
        yield from _late(step, evidence)


def _late(step: Step, evidence: Evidence) -> Iterator[str]:
    total = evidence.step(step.code).total
    limit = working_days(step.limit, step.limit_unit)
    if limit and total and total.p95 > limit:
        yield _("“%(step)s”的时限是 %(limit)s 个工作日，5%% 的办件超过 %(days)s 个工作日。") % {
            "step": step.name, "limit": limit, "days": f"{total.p95:g}",
        }  # fmt: skip
