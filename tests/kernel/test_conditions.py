import operator
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.kernel.conditions import (
    Always,
    And,
    Answer,
    Compare,
    ConditionError,
    In,
    Not,
    Op,
    Or,
    Term,
    dump,
    evaluate,
    explain,
    fields,
    parse,
)

LABELS = {
    "kind": "申请人类型",
    "kind=company": "企业",
    "kind=shop": "个体工商户",
    "area": "经营面积（平方米）",
    "hot": "是否制作热食",
}
COMPANY = Compare("kind", Op.EQ, "company")
LARGE = Compare("area", Op.GE, 50)
HOT = Compare("hot", Op.EQ, True)


@pytest.mark.parametrize(
    ("term", "answers", "holds"),
    [
        (Always(), {}, True),
        (COMPANY, {"kind": "company"}, True),
        (COMPANY, {"kind": "shop"}, False),
        (Compare("kind", Op.NE, "company"), {"kind": "shop"}, True),
        (LARGE, {"area": 50}, True),
        (LARGE, {"area": 49.9}, False),
        (Compare("area", Op.GT, 50), {"area": 50}, False),
        (Compare("area", Op.LT, 50), {"area": 49}, True),
        (Compare("area", Op.LE, 50), {"area": 51}, False),
        (Compare("opened_on", Op.LT, "2024-03-01"), {"opened_on": "2024-02-29"}, True),
        (HOT, {"hot": True}, True),
        (HOT, {"hot": False}, False),
        (In("kind", ("company", "shop")), {"kind": "shop"}, True),
        (In("kind", ("company", "shop")), {"kind": "person"}, False),
        (In("area", (1, 2)), {"area": 2.0}, True),
        (Compare("goods", Op.EQ, "milk"), {"goods": ["meat", "milk"]}, True),
        (Compare("goods", Op.NE, "milk"), {"goods": ("meat", "milk")}, False),
        (In("goods", ("milk", "fish")), {"goods": ["meat"]}, False),
        (Not(COMPANY), {"kind": "shop"}, True),
        (And((COMPANY, LARGE)), {"kind": "company", "area": 60}, True),
        (And((COMPANY, LARGE)), {"kind": "company", "area": 6}, False),
        (Or((COMPANY, LARGE)), {"kind": "shop", "area": 60}, True),
        (Or((COMPANY, LARGE)), {"kind": "shop", "area": 6}, False),
    ],
)
def test_evaluation(term: Term, answers: dict[str, Answer], holds: bool) -> None:
    assert evaluate(term, answers) is holds


@pytest.mark.parametrize("answers", [{}, {"kind": None}, {"kind": ""}, {"kind": []}])
def test_what_was_not_answered_equals_nothing_and_has_no_order(
    answers: dict[str, Answer],
) -> None:
    for op in Op:
        assert evaluate(Compare("kind", op, "company"), answers) is (op is Op.NE)
    assert not evaluate(In("kind", ("company",)), answers)
    assert evaluate(Not(COMPANY), answers)


@pytest.mark.parametrize(
    ("term", "answer"),
    [
        (LARGE, "60"),
        (LARGE, True),
        (LARGE, ["60"]),
        (COMPANY, 1),
        (HOT, 1),
        (HOT, "true"),
        (Compare("area", Op.EQ, 1), True),
        (In("area", (1, 2)), ["1"]),
    ],
)
def test_an_answer_of_another_kind_is_an_error(term: Compare | In, answer: Answer) -> None:
    with pytest.raises(ConditionError, match=f"“{term.field}”的回答是"):
        evaluate(term, {term.field: answer})


@pytest.mark.parametrize(
    ("term", "said"),
    [
        (Always(), "始终适用"),
        (COMPANY, "“申请人类型”是“企业”"),
        (Not(COMPANY), "“申请人类型”不是“企业”"),
        (Not(Not(COMPANY)), "“申请人类型”是“企业”"),
        (LARGE, "“经营面积（平方米）”不小于 50"),
        (Not(LARGE), "不满足（“经营面积（平方米）”不小于 50）"),
        (HOT, "“是否制作热食”选“是”"),
        (In("kind", ("company", "shop")), "“申请人类型”是“企业”或“个体工商户”"),
        (In("kind", ("company",)), "“申请人类型”是“企业”"),
        (Not(In("kind", ("company", "x"))), "“申请人类型”不是“企业”或“x”"),
        (
            And((COMPANY, Or((LARGE, HOT)))),
            "“申请人类型”是“企业”，且（“经营面积（平方米）”不小于 50，或“是否制作热食”选“是”）",
        ),
    ],
)
def test_explanations(term: Term, said: str) -> None:
    assert explain(term, LABELS) == said


def test_the_fields_of_a_term() -> None:
    term = And((LARGE, Or((COMPANY, Not(In("hot", (True,))), LARGE, Always()))))
    assert fields(term) == ("area", "kind", "hot")


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (None, "$："),
        ([], "$："),
        ("kind", "$："),
        ({}, "$："),
        ({"xor": []}, "$："),
        ({"and": [], "or": []}, "$："),
        ({"and": []}, "$.and："),
        ({"or": {"field": "kind"}}, "$.or："),
        ({"always": False}, "$："),
        ({"always": 1}, "$："),
        ({"not": None}, "$.not："),
        ({"and": [{"always": True}, {"not": 3}]}, "$.and[1].not："),
        ({"field": "kind", "op": "~", "value": 1}, "$.op："),
        ({"field": "kind", "op": ["=="], "value": 1}, "$.op："),
        ({"field": "Kind", "op": "==", "value": 1}, "$.field："),
        ({"field": "", "in": [1]}, "$.field："),
        ({"field": 3, "in": [1]}, "$.field："),
        ({"field": "kind", "op": "=="}, "$："),
        ({"field": "kind", "op": "==", "value": None}, "$.value："),
        ({"field": "kind", "op": "==", "value": ""}, "$.value："),
        ({"field": "kind", "op": "==", "value": ["a"]}, "$.value："),
        ({"field": "kind", "op": "==", "value": float("nan")}, "$.value："),
        ({"field": "hot", "op": "<", "value": True}, "$.op："),
        ({"field": "kind", "in": []}, "$.in："),
        ({"field": "kind", "in": "ab"}, "$.in："),
        ({"field": "kind", "in": ["a", 1]}, "$.in："),
        ({"field": "kind", "in": ["a", None]}, "$.in[1]："),
    ],
)
def test_a_faulty_condition_names_the_place(raw: object, place: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(raw)
    assert str(caught.value).startswith(place)


def test_a_bottomless_condition_is_refused() -> None:
    raw: dict[str, object] = {"always": True}
    for _ in range(5000):
        raw = {"not": raw}
    with pytest.raises(ConditionError, match="嵌套"):
        parse(raw)


FIELDS = st.sampled_from(["a", "b", "c"])
NUMBERS = st.integers(-3, 3)
LEAVES: st.SearchStrategy[Term] = st.one_of(
    st.just(Always()),
    st.builds(Compare, FIELDS, st.sampled_from(Op), NUMBERS),
    st.builds(In, FIELDS, st.lists(NUMBERS, min_size=1, max_size=3).map(tuple)),
)


def branches(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(Not, inner), st.builds(And, several), st.builds(Or, several))


TERMS = st.recursive(LEAVES, branches, max_leaves=8)
ANSWERS = st.dictionaries(FIELDS, NUMBERS)
PYTHON: dict[Op, Callable[[int, int], bool]] = {
    Op.EQ: operator.eq,
    Op.NE: operator.ne,
    Op.LT: operator.lt,
    Op.LE: operator.le,
    Op.GT: operator.gt,
    Op.GE: operator.ge,
}


def oracle(term: Term, answers: dict[str, int]) -> bool:
    if isinstance(term, Compare):
        if term.field not in answers:
            return term.op is Op.NE
        assert isinstance(term.value, int)
        return PYTHON[term.op](answers[term.field], term.value)
    if isinstance(term, In):
        return term.field in answers and answers[term.field] in term.values
    if isinstance(term, Not):
        return not oracle(term.term, answers)
    if isinstance(term, And | Or):
        held = [oracle(inner, answers) for inner in term.terms]
        return all(held) if isinstance(term, And) else any(held)
    return True


@given(TERMS)
def test_what_is_dumped_is_read_back(term: Term) -> None:
    assert parse(dump(term)) == term


@given(TERMS, ANSWERS)
def test_evaluation_follows_logic(term: Term, answers: dict[str, int]) -> None:
    assert evaluate(term, answers) is oracle(term, answers)


@given(TERMS, ANSWERS)
def test_exactly_one_of_a_term_and_its_opposite_holds(term: Term, answers: dict[str, int]) -> None:
    assert evaluate(term, answers) is not evaluate(Not(term), answers)


@given(TERMS, ANSWERS)
def test_only_the_listed_fields_matter(term: Term, answers: dict[str, int]) -> None:
    relevant = {name: value for name, value in answers.items() if name in fields(term)}
    assert evaluate(term, relevant) is evaluate(term, answers)
