"""Some of the proposals at once: conflicts and breaches by name, knock-on effects, totals."""

from dataclasses import replace
from functools import partial

import pytest

from onewindow.procedure.redesign import (
    ConflictingProposals,
    Definition,
    Heuristic,
    Practice,
    Proposal,
    Reference,
    Separation,
    UnlawfulResult,
    accept,
    propose,
    without_conflicts,
)
from onewindow.procedure.redesign.breaches import broken_law
from onewindow.procedure.redesign.changes import (
    check_at_acceptance,
    drop_step,
    let_run_together,
    merge_steps,
    move_after_decision,
    put_in_order,
    set_limit,
)
from onewindow.procedure.redesign.errors import Moot
from onewindow.procedure.redesign.order import without
from tests.procedure.redesign.cases import days, item, sample

STEPS = ("a 受理 w 1", "x 转办 m/x 1", "b 意见 m/b 3", "c 规划意见 p 4", "d 决定 m 1", "e 送达 w 1")


def test_the_sample_comes_out_as_it_is_told() -> None:
    definition, evidence = sample()
    result = accept(definition, without_conflicts(propose(definition, evidence)))
    assert result.summary == ("环节 12→7，材料 14→7，时限 20→5 个工作日，跑动 3→0 次，费用 20→0 元")
    assert [step.name for step in result.definition.steps] == [
        "受理", "资料审查", "联合勘验（示例市市场监管局、示例市卫健委）", "消防意见",
        "决定", "制证", "送达",
    ]  # fmt: skip
    assert result.definition.procedure.needs["deliver"] == ("print",)
    joint = result.definition.work("site")
    assert (joint.joint_units, joint.absorbed) == (("market", "health"), ("hygiene",))
    assert result.definition.has(Practice.AUTHORISED, "site")
    gone = {change.name for change in result.comparison.changes if change.after is None}
    assert gone == {
        "收文登记和转办", "材料齐全性核对", "卫生现场核查", "科长复核", "分管领导审签",
    }  # fmt: skip
    assert plain(result.as_json()["changes"])[0]["step"] == "资料审查"


def plain(rows: object) -> list[dict[str, object]]:
    assert isinstance(rows, list)
    return rows


def test_the_order_of_choosing_does_not_matter() -> None:
    definition, evidence = sample()
    chosen = without_conflicts(propose(definition, evidence))
    one, other = accept(definition, chosen), accept(definition, reversed(chosen))
    assert one.definition == other.definition


def test_the_same_item_gets_the_same_proposals() -> None:
    definition, evidence = sample()
    assert propose(definition, evidence) == propose(definition, evidence)


def test_the_promise_follows_the_steps() -> None:
    definition, _evidence = item(*STEPS, promised=15, statutory=20)
    (chosen,) = (each for each in propose(definition) if each.code == "parallelism:b+c")
    assert accept(definition, [chosen]).summary.startswith("环节 6（不变）")
    result = accept(definition, [chosen])
    # 3 working days less on the longest chain; the 6 in hand before stay in hand.
    assert (result.before.promised, result.after.promised) == (15, 12)
    assert (result.before.decision_days, result.after.decision_days) == (9, 6)


def test_those_that_exclude_each_other_are_named() -> None:
    refusing = {
        code: {"refused": [share, 100], "processing": days(100, effort, effort)}
        for code, share, effort in (("b", 2, 3), ("c", 30, 0.5))
    }
    definition, evidence = item(*STEPS, evidence={"steps": refusing})
    by_code = {each.code: each for each in propose(definition, evidence)}
    one, other = by_code["knock_out:c+b"], by_code["parallelism:b+c"]
    assert other.code in one.conflicts
    with pytest.raises(ConflictingProposals) as caught:
        accept(definition, [other, by_code["task_elimination:x"], one])
    assert caught.value.pairs == ((one.title, other.title),)
    assert caught.value.message == (
        "这些建议不能同时采纳：“先审容易否决的：规划意见→意见”和“‘意见’‘规划意见’改为并联”。"
        "请每一对只选一条。"
    )


def change(title: str, apply: partial[Definition]) -> Proposal:
    return Proposal("x:y", Heuristic.KNOCK_OUT, title, "", apply)


def limited(definition: Definition, code: str, days: int) -> Definition:
    return definition.with_steps(
        replace(step, limit=days) if step.code == code else step for step in definition.steps
    )


def promised(definition: Definition, days: int) -> Definition:
    return replace(definition, promised=days)


HEARD = ("a 受理 w 1", "n 听证告知 m 5", "h 听证 m 9", "b 意见 m 3", "d 决定 m 1")
APART = Separation("h", "b", Reference("示例法", "第一条"))


@pytest.mark.parametrize(
    ("title", "apply", "breach"),
    [
        ("不听证", partial(drop_step, code="h"),
         "《中华人民共和国行政许可法》第四十八条要求有“听证”"),
        ("先听证后告知", partial(put_in_order, codes=("h", "n")),
         "《中华人民共和国行政许可法》第四十七条：“听证告知”应当先于“听证”"),
        ("取消决定", partial(drop_step, code="d"), "没有决定环节"),
        ("立即听证", partial(limited, code="n", days=1), "“听证告知”依法至少 5 个工作日"),
        ("慢慢审", partial(limited, code="b", days=9), "最长路径从 19 个工作日变成 25 个工作日"),
        ("多承诺些", partial(promised, days=30), "承诺时限超过法定时限 20 个工作日"),
        ("一人办完", partial(merge_steps, codes=("h", "b")), "不能由同一人办理"),
    ],
)  # fmt: skip
def test_no_proposal_gets_past_law_and_soundness(
    title: str, apply: partial[Definition], breach: str
) -> None:
    definition, _evidence = item(*HEARD, promised=20, statutory=20)
    definition = replace(definition, separations=(APART,))
    with pytest.raises(UnlawfulResult, match=breach) as caught:
        accept(definition, [change(title, apply)])
    assert caught.value.title == title


def test_data_that_is_read_stays_in_reach() -> None:
    definition, _evidence = item(
        "a 受理 w 1", "b 测算 m 3 writes=sum", "c 意见 p 4 reads=sum", "d 决定 m 1"
    )
    for apply in (partial(drop_step, code="b"), partial(put_in_order, codes=("c", "b"))):
        with pytest.raises(UnlawfulResult, match=r"“意见”要.*“测算”的结果"):
            accept(definition, [change("改", apply)])


def test_a_procedure_that_breaks_the_law_today_is_told_and_made_no_worse() -> None:
    definition, _evidence = item("a 受理 w 1", "h 听证 m 9", "n 听证告知 m 5", "d 决定 m 1")
    assert broken_law(definition) == [
        "《中华人民共和国行政许可法》第四十七条：“听证告知”应当先于“听证”"
    ]
    assert accept(definition, propose(definition)).definition.procedure.needs["d"] == ("h", "n")


def test_what_others_left_nothing_to_do_for_is_told() -> None:
    definition, evidence = item(*STEPS, evidence={"steps": {"x": {"total": days(60, 0.1, 0.2)}}})
    slow = replace(
        definition,
        procedure=type(definition.procedure).of(
            replace(step, limit=4) if step.code == "x" else step for step in definition.steps
        ),
    )
    chosen = [p for p in propose(slow, evidence) if p.steps == ("x",)]
    assert [each.heuristic for each in chosen] == ["limits", "task_elimination"]
    twice = accept(slow, [*chosen, replace(chosen[1], code="again", claims=frozenset())])
    assert [(each.code, why) for each, why in twice.moot] == [
        ("task_elimination:x", "这个环节已经取消")
    ]
    assert twice.before.days - twice.after.days == 4


def test_what_one_proposal_rests_on_another_may_not_take_away() -> None:
    made = {"materials": [{"code": "m", "name": "核对表", "produced_by": "f"}]}
    definition, evidence = item(
        "a 受理 w 1", "f 形式审查 m 2", "b 意见 m 3 reads=m", "d 决定 m 1", **made,
        evidence={"steps": {"f": {"changed": [0, 200]}}},
    )  # fmt: skip
    by_code = {each.code: each for each in propose(definition, evidence)}
    assert by_code["once_only:m"].conflicts == ("task_elimination:f",)
    assert "once_only:m" in by_code["task_elimination:f"].conflicts


def test_an_approval_reads_what_it_approves() -> None:
    definition, _evidence = item("a 受理 w 1", "b 意见 m 3", "k 科长复核 m 1", "d 决定 m 1")
    assert definition.work("k").reads == ("opinion:b",)
    assert definition.work("d").reads == ("opinion:b", "opinion:k")


QUORUM = (
    "a 受理 w 1", "b 意见 m 1", "c 意见二 p 1", "g 意见三 h 1 <a",
    "q 汇总 q 1 <b,c,g join_rule=quorum quorum=2", "r 复算 m 2", "s 会商 p 2", "d 决定 m 1",
    "e 送达 w 1",
)  # fmt: skip


def test_what_a_quorum_counts_stays_and_what_follows_runs_together() -> None:
    definition, _evidence = item(*QUORUM)
    after = let_run_together(definition, ("b", "c", "g", "q", "r", "s")).procedure
    assert after.needs["q"] == ("b", "c", "g")
    assert (after.needs["r"], after.needs["s"]) == (("a",), ("a",))


def test_order_that_other_order_implies_is_not_dropped() -> None:
    definition, _evidence = item("a 受理 w 1", "b 甲 m 1", "c 乙 p 1", "g 丙 h 1", "d 决定 m 1")
    assert without(definition, {("b", "g")}) == definition.steps


def test_steps_with_others_between_them_are_not_merged() -> None:
    definition, _evidence = item("a 受理 w 1", "b 甲 m 1", "c 乙 p 1", "g 丙 m 1", "d 决定 m 1")
    with pytest.raises(Moot, match="中间还有别的环节"):
        merge_steps(definition, ("b", "g"))


def test_steps_that_law_keeps_apart_are_not_merged() -> None:
    definition, _evidence = item("a 受理 w 1", "b 甲 m/p 1", "h 乙 m/p 1", "d 决定 m 1")
    apart = replace(definition, separations=(APART,))
    codes = [{each.code for each in propose(one)} for one in (definition, apart)]
    assert codes[0] - codes[1] == {"task_composition:b+h"}


def test_a_limit_stops_at_what_law_demands() -> None:
    definition, _evidence = item("a 受理 w 1", "t 听证通知 m 12", "h 听证 m 9", "d 决定 m 1")
    assert set_limit(definition, "t", 2).procedure.step("t").limit == 7


def test_what_moves_behind_the_decision_counts_no_opinions_there() -> None:
    steps = (*QUORUM[:4], "z 制证 m 1 <b,c,g join_rule=quorum quorum=2", *QUORUM[-2:])
    definition, _evidence = item(*steps)
    after = move_after_decision(definition, "z").procedure
    assert (after.needs["z"], after.needs["e"]) == (("d",), ("z",))
    assert (after.step("z").quorum, after.step("z").join_rule) == (0, "all")


def test_what_the_acceptance_does_by_now_is_not_put_behind_a_review() -> None:
    now, _evidence = item(
        "a 受理 h 1", "r 资料审查 m 2", "c 材料齐全性核对 m 1", "s 现场核查 m 2", "d 决定 m 1"
    )
    early = check_at_acceptance(now, "c")
    again = put_in_order(early, ("s", "c", "r"))
    assert {step.code: step.needs for step in again.steps} == {
        "a": (), "r": ("s",), "s": ("a",), "d": ("r",),
    }  # fmt: skip
    with pytest.raises(Moot):
        put_in_order(early, ("c", "r"))
