"""Heuristics about steps: where each fires, and where it must not."""

import pytest

from onewindow.procedure.redesign import Definition, Evidence, accept, propose
from tests.procedure.redesign.cases import days, item, sample

A, D, E = "a 受理 w 1", "d 决定 m 1", "e 送达 w 1"
B, C = "b 资料审查 m 3", "c 规划意见 p 4"
SITE, OTHER_SITE = "s 现场核查 m 3", "t 实地踏勘 p 5"
CHIEF, LEADER = "k 科长复核 m/chief 1", "l 分管领导审签 m/leader 2"
LOG, CHECK, PRINT = "x 转办 m/office 1", "y 材料齐全性核对 m/desk 2", "z 制证 m/office 1"
FORMAL = "f 形式审查 m 2"


def seen(count: int, of: int) -> list[int]:
    return [count, of]


def knock(code: str, refused: int, effort: float) -> dict[str, object]:
    return {code: {"refused": seen(refused, 100), "processing": days(100, effort, effort)}}


Case = tuple[Definition, Evidence]

FIRES: list[tuple[str, Case, str, dict[str, int]]] = [
    ("nobody uses what is only handed on",
     item(A, LOG, B, D), "task_elimination:x", {"steps": 1, "days": 1}),
    ("what never changed anything",
     item(A, FORMAL, B, D, evidence={"steps": {"f": {"changed": seen(1, 200)}}}),
     "task_elimination:f", {"steps": 1, "days": 2}),
    ("an approval that agrees",
     item(A, B, CHIEF, D, evidence={"steps": {"k": {"agreeing": seen(59, 60)}}}),
     "empower:k", {"steps": 1, "days": 1}),
    ("the lower of two layers, unmeasured",
     item(A, B, CHIEF, LEADER, D), "empower:k", {"steps": 1, "days": 1}),
    ("completeness is checked after acceptance",
     item(A, B, CHECK, D), "control_addition:y", {"steps": 1, "days": 2}),
    ("many are corrected",
     item(A, B, D, evidence={"corrected": seen(20, 60)}), "control_addition:pre_review", {}),
    ("one desk twice in a row",
     item(A, "b 初核 m/p 3", "c 复算 m/p 2", D), "task_composition:b+c", {"steps": 1, "days": 0}),
    ("one unit, and the second needs the first",
     item(A, "b 测算 m/p 3 writes=sum", "c 核算 m/q 2 reads=sum", D),
     "task_composition:b+c", {"steps": 1}),
    ("deliveries of one desk",
     item(A, B, D, "e 送达证书 w/o 1", "g 送达回执 w/o 1"), "task_composition:e+g", {"steps": 1}),
    ("two visits to one place",
     item(A, SITE, OTHER_SITE, D), "joint_inspection:s+t", {"steps": 1, "days": 3}),
    ("the licence is printed before the decision",
     item(A, B, PRINT, D), "resequencing:z", {"decision_days": 1, "days": 0}),
    ("the cheap check that refuses many comes last",
     item(A, B, C, D, evidence={"steps": knock("b", 2, 3) | knock("c", 30, 0.5)}),
     "knock_out:c+b", {"days": 0}),
    ("only what needs nothing moves to the front",
     item(A, "b 测算 m 3 writes=x", "c 核算 p 4 reads=x", "g 意见 q 1", D,
          evidence={"steps": knock("b", 0, 1) | knock("c", 60, 0.1) | knock("g", 30, 0.2)}),
     "knock_out:g+b+c", {}),
    ("neither needs the other",
     item(A, B, C, D), "parallelism:b+c", {"days": 3, "decision_days": 3}),
    ("what does not need a hearing runs beside it",
     item(A, "h 听证 m 9", C, D), "parallelism:h+c", {"days": 4}),
    ("work is collected into batches",
     item(A, B, D, evidence={"steps": {"b": {"batched": seen(40, 60), "batch_waiting":
                                             days(40, 1.5, 4)}}}),
     "order_based_work:b", {}),
    ("a few take very much longer",
     item(A, B, D, evidence={"steps": {"b": {"processing": days(80, 0.5, 6)}}}), "triage:b", {}),
    ("far less is needed than allowed",
     item(A, "b 资料审查 m 9", D, evidence={"steps": {"b": {"total": days(90, 1.5, 2.4)}}}),
     "limits:b", {"days": 6}),
    ("the promise is longer than the steps",
     item(A, B, D, promised=10, statutory=20), "promise:", {"promised": 6}),
    ("the promise is longer than the law",
     item(A, "b 资料审查 m 29", D, promised=25, statutory=20), "promise:", {"promised": 5}),
]  # fmt: skip

QUIET: list[tuple[str, Case, str]] = [
    ("its result is read",
     item(A, "x 转办 m 1 writes=number", "b 审核 m 3 reads=number", D), "task_elimination:x"),
    ("it refused somebody",
     item(A, FORMAL, B, D, evidence={"steps": {"f": {"changed": seen(0, 200), "refused":
                                                     seen(1, 200)}}}), "task_elimination:f"),
    ("too few to tell",
     item(A, FORMAL, B, D, evidence={"steps": {"f": {"changed": seen(0, 60)}}}),
     "task_elimination:f"),
    ("law wants it",
     item(A, "f 听证 m 2", B, D, evidence={"steps": {"f": {"changed": seen(0, 200)}}}),
     "task_elimination:f"),
    ("an approval that often disagrees",
     item(A, B, CHIEF, LEADER, D, evidence={"steps": {"k": {"agreeing": seen(48, 60)}}}),
     "empower:k"),
    ("the only layer, unmeasured", item(A, B, CHIEF, D), "empower:k"),
    ("it approves what another unit says",
     item(A, C, CHIEF, D, evidence={"steps": {"k": {"agreeing": seen(60, 60)}}}), "empower:k"),
    ("few are corrected",
     item(A, B, D, evidence={"corrected": seen(6, 60)}), "control_addition:pre_review"),
    ("there is a pre-review",
     item(A, B, D, practices=["pre_review"], evidence={"corrected": seen(20, 60)}),
     "control_addition:pre_review"),
    ("two units", item(A, B, C, D), "task_composition:b+c"),
    ("others wait for the first",
     item(A, "b 初核 m/p 3", "c 复算 m/p 2", "g 意见 p 1 <b", "d 决定 m 1 <c,g"),
     "task_composition:b+c"),
    ("two desks, and neither needs the other",
     item(A, "b 初核 m/p 3", "c 复算 m/q 2", D), "task_composition:b+c"),
    ("law keeps them apart",
     item(A, "b 材料审查 m/p 3", "h 听证 m/p 9", D), "task_composition:b+h"),
    ("one visit only", item(A, SITE, B, D), "joint_inspection:s+b"),
    ("a visit that must wait for the other's result",
     item(A, "s 现场核查 m 3 writes=map", "g 制图 g 1 reads=map writes=plan",
          "t 实地踏勘 p 5 reads=plan", D), "joint_inspection:s+t"),
    ("the decision reads what is printed",
     item(A, B, "z 制证 m 1 writes=draft", "d 决定 m 1 reads=draft"), "resequencing:z"),
    ("what is opened where needed would be done for every case",
     item(A, B, "z 制证 m 1 is_optional=yes", D), "resequencing:z"),
    ("the best order already",
     item(A, B, C, D, evidence={"steps": knock("b", 30, 0.5) | knock("c", 2, 3)}),
     "knock_out:c+b"),
    ("the second check needs the first",
     item(A, "b 测算 m 3 writes=sum", "c 意见 p 4 reads=sum", D,
          evidence={"steps": knock("b", 2, 3) | knock("c", 30, 0.5)}), "knock_out:c+b"),
    ("the second needs the first",
     item(A, "b 测算 m 3 writes=sum", "c 意见 p 4 reads=sum", D), "parallelism:b+c"),
    ("one desk", item(A, "b 初核 m/p 3", "c 复算 m/p 4", D), "parallelism:b+c"),
    ("an approval needs what it approves", item(A, C, CHIEF, D), "parallelism:c+k"),
    ("a quorum counts them in this order",
     item(A, "b 意见 m 3", "c 意见二 p 4", "g 意见三 q 1 <a",
          "q 汇总 q 2 <b,c,g join_rule=quorum quorum=1", D), "parallelism:b+c"),
    ("a lead hears them", item(A, C, "g 汇总 g 2 join_rule=lead", D), "parallelism:c+g"),
    ("a material review comes before the hearing",
     item(A, B, "h 听证 m 9", D), "parallelism:b+h"),
    ("a batch that costs no time",
     item(A, B, D, evidence={"steps": {"b": {"batched": seen(40, 60), "batch_waiting":
                                             days(40, 0.1, 4)}}}), "order_based_work:b"),
    ("cases are alike",
     item(A, B, D, evidence={"steps": {"b": {"processing": days(80, 2, 3)}}}), "triage:b"),
    ("nearly all of the limit is needed",
     item(A, B, D, evidence={"steps": {"b": {"total": days(90, 1.5, 2.5)}}}), "limits:b"),
    ("law demands as many days",
     item(A, "n 听证通知 m 7", "h 听证 m 9", D,
          evidence={"steps": {"n": {"total": days(90, 1, 2)}}}), "limits:n"),
    ("the promise is what the steps need", item(A, B, D, promised=4, statutory=20), "promise:"),
    ("what happened needs the promise",
     item(A, B, D, promised=10, evidence={"throughput": days(90, 4, 9.5)}), "promise:"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "code", "effect"), [c[1:] for c in FIRES], ids=[c[0] for c in FIRES]
)
def test_it_is_proposed_with_its_effect(case: Case, code: str, effect: dict[str, int]) -> None:
    definition, evidence = case
    found = {each.code: each for each in propose(definition, evidence)}
    assert code in found
    gained = found[code].effect
    assert gained is not None
    assert {name: getattr(gained, name) for name in effect} == effect
    assert [each.code for each in accept(definition, [found[code]]).taken] == [code]


@pytest.mark.parametrize(("case", "code"), [c[1:] for c in QUIET], ids=[c[0] for c in QUIET])
def test_it_is_not_proposed(case: Case, code: str) -> None:
    definition, evidence = case
    assert code not in {each.code for each in propose(definition, evidence)}


def test_every_proposal_says_why_and_how_well_it_is_known() -> None:
    definition, evidence = sample()
    for proposal in propose(definition, evidence):
        said = "没有足够的办理数据" in proposal.reason
        assert said is not proposal.is_measured
        assert proposal.laws
        assert proposal.title
        assert all(figure.n for figure in proposal.evidence if "n=" in str(figure))
    assert not any(each.is_measured for each in propose(definition))
