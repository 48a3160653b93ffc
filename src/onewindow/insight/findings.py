"""What cases do otherwise than the procedure says, in sentences (conformance)."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from onewindow.insight.vocabulary import BESIDE, BY_APPLICANT
from onewindow.procedure.critical import working_days
from onewindow.procedure.process_map import Node
from onewindow.procedure.redesign import Definition, Evidence, StepEvidence

# A step that fewer than so many of the cases have that came so far is told as left out.
NEARLY_ALL = 0.98


def findings(definition: Definition, evidence: Evidence, nodes: Iterable[Node]) -> Iterator[str]:
    """Tell steps that are not in the procedure, are left out, repeated, or over their limit."""
    known = {step.name for step in definition.steps}
    for node in nodes:
        if node.name not in known and node.name not in BESIDE and node.unit not in BY_APPLICANT:
            yield _("“%(step)s”不在公布的流程里，日志里却有 %(n)s 次。") % {
                "step": node.name, "n": node.count,
            }  # fmt: skip
    came = evidence.cases
    for wave in definition.procedure.waves():
        for step in wave:
            runs = evidence.step(step.code).runs
            if not runs:
                yield _("“%(step)s”在公布的流程里，日志里一次也没有。") % {"step": step.name}
            elif runs < NEARLY_ALL * came and step.when is None:
                yield _("%(n)s 件到了这一步却没有“%(step)s”（%(came)s 件中办了 %(runs)s 次）。") % {
                    "step": step.name, "n": came - runs, "came": came, "runs": runs,
                }  # fmt: skip
            elif runs > came:
                yield _("“%(step)s”有 %(n)s 次是重办。") % {"step": step.name, "n": runs - came}
            limit = working_days(step.limit, step.limit_unit)
            yield from _late(step.name, limit, step.code, evidence)
        reached = [evidence.step(step.code) for step in wave]
        came = min([came, *(each.runs - _ended(each) for each in reached if each.runs)])


def _ended(measured: StepEvidence) -> int:
    return measured.refused.count if measured.refused else 0


def _late(name: str, limit: int, code: str, evidence: Evidence) -> Iterator[str]:
    total = evidence.step(code).total
    if limit and total and total.p95 > limit:
        yield _("“%(step)s”的时限是 %(limit)s 个工作日，5%% 的办件超过 %(days)s 个工作日。") % {
            "step": name, "limit": limit, "days": f"{total.p95:g}",
        }  # fmt: skip
