"""Rules of decision tables: the engine, our own reading, the white list, tests and shares."""

import copy
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from onewindow.cases.instant.engine import rows_hit
from onewindow.cases.instant.jdm import ForbiddenModel, check_jdm, to_jdm
from onewindow.cases.instant.judging import Doubt, judge
from onewindow.cases.instant.oracle import row_holds
from onewindow.cases.instant.shares import Share, lot_of
from onewindow.cases.instant.soundness import problems_of
from onewindow.cases.instant.table import Cell, Column, Op, Row, Table, Value, ValueKind, Verdict
from onewindow.cases.instant.testing import Example, run_tests
from onewindow.cases.instant.tracing import Trace, trace_of
from onewindow.cases.instant.values import BadValue, plain_text, read_value
from onewindow.cases.instant.wording import say_row
from tests.cases.instant.any_table import Judged, judged

AGE = Column("age", "fact.age", "年龄", ValueKind.NUMBER)
FORM = Column("form", "answer.form", "形式", ValueKind.CHOICE, (("one", "个人"), ("all", "家庭")))
AGENT = Column("agent", "answer.agent", "委托", ValueKind.FLAG)
UNTIL = Column("until", "field.until", "到期日", ValueKind.DAY)
ADULT = Cell(Op.GE, (Decimal(18),))
ALONE = (ADULT, Cell(Op.EQ, ("one",)), Cell(Op.EQ, (False,)), None)
GRANTED = Row("r1", ALONE, Verdict.GRANT, "第三条")
BY_AGENT = Row("r2", (None, None, Cell(Op.EQ, (True,)), None), Verdict.HUMAN)
TABLE = Table((AGE, FORM, AGENT, UNTIL), (GRANTED, BY_AGENT))
CASE: dict[str, Value | None] = {"age": Decimal(18), "form": "one", "agent": False, "until": None}


@given(judged())
def test_the_engine_and_our_own_reading_hit_the_same_rows(found: Judged) -> None:
    ours = [row.code for row in found.table.rows if row_holds(found.table, row, found.values)]
    assert rows_hit(found.table, found.values) == ours
    judgement = judge(found.table, found.values)
    assert judgement.doubt != Doubt.ENGINES
    assert (judgement.verdict == Verdict.GRANT) == (judgement.doubt == Doubt.NONE)


@given(judged())
def test_tables_traces_and_values_come_back_as_they_were(found: Judged) -> None:
    check_jdm(json.loads(json.dumps(to_jdm(found.table))))
    for row in found.table.rows:
        for column, cell in zip(found.table.columns, row.cells, strict=True):
            for value in cell.values if cell else ():
                assert read_value(column, plain_text(value)) == value
    judgement = judge(found.table, found.values)
    trace = trace_of(found.table, found.values, judgement, engine="x")
    assert Trace.from_plain(json.loads(json.dumps(trace.as_plain()))) == trace
    assert [row.code for row in trace.rows if row.holds] == list(judgement.hit)


@pytest.mark.parametrize(
    ("change", "verdict", "doubt"),
    [
        ({}, Verdict.GRANT, Doubt.NONE),
        ({"age": Decimal(17)}, Verdict.HUMAN, Doubt.NO_ROW),
        ({"age": None}, Verdict.HUMAN, Doubt.MISSING),
        # Another cell of the row fails: what is missing changes nothing.
        ({"age": None, "form": "all"}, Verdict.HUMAN, Doubt.NO_ROW),
        ({"agent": True}, Verdict.HUMAN, Doubt.ROW),
        ({"agent": None}, Verdict.HUMAN, Doubt.MISSING),
    ],
)
def test_every_doubt_is_a_humans(
    change: dict[str, Value | None], verdict: Verdict, doubt: Doubt
) -> None:
    judgement = judge(TABLE, CASE | change)
    assert (judgement.verdict, judgement.doubt) == (verdict, doubt)


def test_rows_that_disagree_and_engines_that_disagree_are_doubts() -> None:
    torn = replace(TABLE, rows=(GRANTED, replace(GRANTED, code="r3", verdict=Verdict.HUMAN)))
    assert judge(torn, CASE).doubt == Doubt.CONFLICT
    twice = replace(TABLE, rows=(GRANTED, replace(GRANTED, code="r3")))
    assert judge(twice, CASE).hit == ("r1", "r3")
    assert judge(TABLE, CASE, lambda _table, _values: []).doubt == Doubt.ENGINES
    with pytest.raises(TypeError):
        judge(TABLE, CASE | {"age": "18"})


def test_a_model_holds_one_plain_table_and_nothing_else() -> None:
    good = to_jdm(TABLE)
    check_jdm(good)
    nodes = good["nodes"]
    assert isinstance(nodes, list)
    for kind in ("functionNode", "expressionNode", "decisionNode", "switchNode", "httpNode", "x"):
        bad = copy.deepcopy(good)
        bad["nodes"] = [*nodes, {"id": "n", "type": kind, "name": "后门", "content": {}}]
        with pytest.raises(ForbiddenModel, match=f"后门.*{kind}"):
            check_jdm(bad)
    for written in ("map($, # + 1)", "== env.X", '== "a" or true', "== `a`", "true", "d('now')"):
        bad = copy.deepcopy(good)
        bad["nodes"][1]["content"]["rules"][0]["in_age"] = written  # type: ignore[index]  # JSON
        with pytest.raises(ForbiddenModel, match="table"):
            check_jdm(bad)
    wrongs: list[dict[str, object]] = [
        {"edges": []}, {"nodes": nodes[:2]}, {"nodes": [*nodes, nodes[1]]}, {"settings": {}},
    ]  # fmt: skip
    for wrong in wrongs:
        with pytest.raises(ForbiddenModel):
            check_jdm(good | wrong)


def test_problems_are_named_with_row_and_column() -> None:
    assert problems_of(TABLE) == []
    where = {(each.row, each.column) for each in problems_of(Table(TABLE.columns, (
        Row("a", (Cell(Op.BETWEEN, (Decimal(2), Decimal(1))), None, None, None), Verdict.HUMAN),
        Row("b", (None, Cell(Op.EQ, ("three",)), None, None), Verdict.GRANT, "x"),
        Row("c", (None, None, Cell(Op.NE, (True,)), None), Verdict.GRANT, "x"),
        Row("d", (ADULT, None, None, None), Verdict.GRANT),
        Row("e", (None, None, None, None), Verdict.GRANT, "x"),
        Row("f", (ADULT, None, None, None), Verdict.HUMAN),
        Row("g", (None, None, None, Cell(Op.GT, (Decimal(1),))), Verdict.HUMAN),
    )))}  # fmt: skip
    assert where == {
        ("a", "age"), ("b", "form"), ("c", "agent"), ("d", ""), ("e", ""), ("f", ""),
        ("g", "until"),
    }  # fmt: skip
    assert len(problems_of(Table())) == 2
    quoted = replace(FORM, options=(('a"b', "坏"),))
    columns = (AGE, quoted, AGENT, UNTIL)
    assert {each.column for each in problems_of(replace(TABLE, columns=columns))} == {"form"}


def test_a_row_and_an_outcome_that_no_test_reaches_are_named() -> None:
    grants = Example("成年个人", CASE, Verdict.GRANT)
    report = run_tests(TABLE, [grants, Example("猜错", CASE, Verdict.HUMAN)])
    assert (report.failed, report.rows_untested, report.verdicts_untested) == (
        1, ("r2",), (Verdict.HUMAN,),
    )  # fmt: skip
    assert not report.is_complete
    both = [grants, Example("代办", CASE | {"agent": True}, Verdict.HUMAN)]
    assert run_tests(TABLE, both).is_complete


def test_rules_read_as_sentences() -> None:
    assert say_row(TABLE, GRANTED) == "“年龄”大于等于 18，且“形式”等于 个人，且“委托”为“否”"
    with pytest.raises(BadValue, match="个人、家庭"):
        read_value(FORM, "其他")
    for text in ("abc", "1e400", "NaN", "1000000000000000", "0.0000001"):
        with pytest.raises(BadValue):
            read_value(AGE, text)
    assert read_value(AGE, "１,８00.50") == Decimal("1800.5")
    assert read_value(UNTIL, "2026-02-28") == date(2026, 2, 28)


def test_the_interval_of_a_share() -> None:
    for part, whole in ((30, 30), (9, 10), (0, 5), (120, 400)):
        share = Share(part, whole)
        # Its ends are the shares from which the one found is 1.96 standard deviations away.
        for end in {share.low, share.high} - {0.0, 1.0}:
            distance = abs(part / whole - end)
            assert distance == pytest.approx(1.959964 * (end * (1 - end) / whole) ** 0.5, abs=1e-6)
        assert 0 <= share.low <= part / whole <= share.high <= 1
    assert (Share(0, 0).value, Share(0, 0).low, Share(0, 0).high) == (None, 0, 1)


def test_a_lot_is_the_same_each_time_and_spread_evenly() -> None:
    lots = [lot_of(f"SL20261121-{n:06d}", "key") for n in range(20_000)]
    assert lots[0] == lot_of("SL20261121-000000", "key") != lot_of("SL20261121-000000", "other")
    drawn = sum(lot < 500 for lot in lots)
    # 5 % of 20,000, four standard deviations.
    assert abs(drawn - 1000) < 4 * (20_000 * 0.05 * 0.95) ** 0.5
