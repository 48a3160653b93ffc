"""Conditions in JSON.

`{"always": true}` · `{"and": [term, …]}` · `{"or": [term, …]}` · `{"not": term}` ·
`{"field": "area", "op": ">=", "value": 50}` · `{"field": "kind", "in": ["company", "shop"]}`
"""

import math
import re
from collections.abc import Mapping, Sequence

from onewindow.kernel.conditions.terms import (
    Always,
    And,
    Compare,
    ConditionError,
    In,
    Not,
    Op,
    Or,
    Scalar,
    Term,
    kind,
)

JSONValue = Mapping[str, "JSONValue"] | Sequence["JSONValue"] | Scalar | None

# A term of an official's making is a few levels deep; a deeper one is an attack on the stack.
MAX_DEPTH = 32

FIELD = re.compile(r"[a-z][a-z0-9_.-]{0,63}")


def parse(raw: object) -> Term:
    """Read a term from decoded JSON; raise ConditionError naming the place of the fault."""
    return _term(raw, "$", MAX_DEPTH)


def dump(term: Term) -> dict[str, JSONValue]:
    """Return the term as JSON that `parse` reads back."""
    match term:
        case Always():
            return {"always": True}
        case And(terms):
            return {"and": [dump(inner) for inner in terms]}
        case Or(terms):
            return {"or": [dump(inner) for inner in terms]}
        case Not(inner):
            return {"not": dump(inner)}
        case Compare(field, op, value):
            return {"field": field, "op": op.value, "value": value}
        case In(field, values):
            return {"field": field, "in": list(values)}


def _term(raw: object, path: str, depth: int) -> Term:
    if depth == 0:
        raise ConditionError(f"条件嵌套超过 {MAX_DEPTH} 层", path)
    if not isinstance(raw, dict):
        raise ConditionError("条件应当是一个对象，如 {“field”: …}", path)
    match sorted(raw):
        case ["always"]:
            return _always(raw["always"], path)
        case ["and"]:
            return And(_terms(raw["and"], f"{path}.and", depth))
        case ["or"]:
            return Or(_terms(raw["or"], f"{path}.or", depth))
        case ["not"]:
            return Not(_term(raw["not"], f"{path}.not", depth - 1))
        case ["field", "op", "value"]:
            return _comparison(raw, path)
        case ["field", "in"]:
            return In(_field(raw["field"], path), _values(raw["in"], f"{path}.in"))
    found = "、".join(map(str, raw)) or "无"
    raise ConditionError(
        f"看不懂的条件（其中的键：{found}），应为 always、and、or、not、field+op+value 或 field+in",
        path,
    )


def _always(raw: object, path: str) -> Always:
    if raw is not True:
        raise ConditionError("always 只能是 true", path)
    return Always()


def _terms(raw: object, path: str, depth: int) -> tuple[Term, ...]:
    if not isinstance(raw, list) or not raw:
        raise ConditionError("应当是至少含一个条件的列表", path)
    return tuple(_term(inner, f"{path}[{n}]", depth - 1) for n, inner in enumerate(raw))


def _comparison(raw: dict[str, object], path: str) -> Compare:
    field = _field(raw["field"], path)
    if raw["op"] not in tuple(Op):
        ops = " ".join(Op)
        raise ConditionError(f"未知的比较方式 {raw['op']!r}，可用的有 {ops}", f"{path}.op")
    op = Op(str(raw["op"]))
    value = _scalar(raw["value"], f"{path}.value")
    if isinstance(value, bool) and op not in {Op.EQ, Op.NE}:
        raise ConditionError("是或否不能比较大小", f"{path}.op")
    return Compare(field, op, value)


def _values(raw: object, path: str) -> tuple[Scalar, ...]:
    if not isinstance(raw, list) or not raw:
        raise ConditionError("应当是至少含一个值的列表", path)
    values = tuple(_scalar(value, f"{path}[{n}]") for n, value in enumerate(raw))
    if len({kind(value) for value in values}) > 1:
        raise ConditionError("列表中的值应当是同一种（都是文字或都是数字）", path)
    return values


def _field(raw: object, path: str) -> str:
    if not isinstance(raw, str) or not FIELD.fullmatch(raw):
        raise ConditionError(
            f"字段名 {raw!r} 不合规：以小写字母开头，只含小写字母、数字、_ . -", f"{path}.field"
        )
    return raw


def _scalar(raw: object, path: str) -> Scalar:
    if isinstance(raw, str) and raw:
        return raw
    if isinstance(raw, bool | int) or (isinstance(raw, float) and math.isfinite(raw)):
        return raw
    raise ConditionError("值应当是非空的文字、数字、true 或 false", path)
