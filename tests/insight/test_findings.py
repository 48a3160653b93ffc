"""What cases do otherwise than the procedure says, and nothing that they do not."""

from onewindow.insight.findings import findings
from onewindow.procedure.model import Procedure, Step, StepKind
from onewindow.procedure.process_map import Node
from onewindow.procedure.redesign import Days, Definition, Evidence, StepEvidence

STEPS = (
    Step("a", "受理", StepKind.ACCEPTANCE, "zw", limit=1),
    Step("r", "复核", StepKind.REVIEW, "sc", limit=2, needs=("a",)),
    Step("d", "决定", StepKind.DECISION, "sc", limit=1, needs=("r",)),
    Step("p", "公示", StepKind.DELIVERY, "sc", limit=1, needs=("d",)),
)
DEFINITION = Definition("x", "示例", Procedure.of(STEPS))


def told(cases_with: dict[str, dict[str, int]], **runs: int) -> list[str]:
    evidence = Evidence(
        cases=10,
        steps={
            code: StepEvidence(runs=n, total=Days(n, 0.5, 0.8, 3.5 if code == "r" else 1.0))
            for code, n in runs.items()
        },
    )
    nodes = [Node("受理", "zw", 10), Node("补正", "zw", 3), Node("会签", "sc", 4)]
    return list(findings(DEFINITION, evidence, nodes, cases_with))


def test_what_is_otherwise_is_told_once_each() -> None:
    # Ten came, two were refused before the decision, one of eight was decided without a review.
    cases = {
        "受理": {"受理": 10, "复核": 9, "决定": 8},
        "复核": {"受理": 9, "复核": 9, "决定": 7},
        "决定": {"受理": 8, "复核": 7, "决定": 8},
    }
    assert told(cases, a=10, r=11, d=8) == [
        "“会签”不在公布的流程里，日志里却有 4 次。",
        "1 件没有办“复核”就作出了决定（共决定 8 件）。",
        "“复核”有 2 次是重办。",
        "“复核”的时限是 2 个工作日，5% 的办件超过 3.5 个工作日。",
        "“公示”在公布的流程里，日志里一次也没有。",
    ]
