"""Conditions in Chinese."""

from collections.abc import Mapping

from onewindow.kernel.conditions.terms import Always, And, Compare, In, Not, Op, Or, Scalar, Term

WORDS = {
    Op.EQ: "是",
    Op.NE: "不是",
    Op.LT: "小于",
    Op.LE: "不大于",
    Op.GT: "大于",
    Op.GE: "不小于",
}
# A yes-or-no question is answered by choosing, and “是‘是’” reads badly.
CHOSEN = {Op.EQ: "选", Op.NE: "不选"}
# An order has no opposite: without an answer neither `<` nor `>=` holds.
OPPOSITE = {Op.EQ: Op.NE, Op.NE: Op.EQ}


def explain(term: Term, labels: Mapping[str, str]) -> str:
    """Say the term in Chinese.

    Labels name a field (`"kind": "申请人类型"`) and its choices (`"kind=company": "企业"`);
    what has no label is shown as it is stored.
    """
    match term:
        case Always():
            return "始终适用"
        case Compare(field, op, value):
            return _compare(field, op, value, labels)
        case In(field, values):
            return f"{_field(field, labels)}是{_choices(field, values, labels)}"
        case Not(inner):
            return _explain_not(inner, labels)
        case And(terms):
            return "，且".join(_part(inner, labels) for inner in terms)
        case Or(terms):
            return "，或".join(_part(inner, labels) for inner in terms)


def _explain_not(inner: Term, labels: Mapping[str, str]) -> str:
    match inner:
        case Compare(field, op, value) if op in OPPOSITE:
            return _compare(field, OPPOSITE[op], value, labels)
        case In(field, values):
            return f"{_field(field, labels)}不是{_choices(field, values, labels)}"
        case Not(term):
            return explain(term, labels)
        case _:
            return f"不满足（{explain(inner, labels)}）"


def _part(term: Term, labels: Mapping[str, str]) -> str:
    said = explain(term, labels)
    return f"（{said}）" if isinstance(term, And | Or) and len(term.terms) > 1 else said


def _compare(field: str, op: Op, value: Scalar, labels: Mapping[str, str]) -> str:
    word = CHOSEN.get(op, WORDS[op]) if isinstance(value, bool) else WORDS[op]
    return f"{_field(field, labels)}{word}{_value(field, value, labels)}"


def _choices(field: str, values: tuple[Scalar, ...], labels: Mapping[str, str]) -> str:
    said = [_value(field, value, labels) for value in values]
    return said[0] if len(said) == 1 else "、".join(said[:-1]) + f"或{said[-1]}"


def _field(field: str, labels: Mapping[str, str]) -> str:
    return f"“{labels.get(field, field)}”"


def _value(field: str, value: Scalar, labels: Mapping[str, str]) -> str:
    stored = str(value).lower() if isinstance(value, bool) else str(value)
    label = labels.get(f"{field}={stored}")
    if label is not None:
        return f"“{label}”"
    if isinstance(value, bool):
        return "“是”" if value else "“否”"
    return f" {value}" if not isinstance(value, str) else f"“{value}”"
