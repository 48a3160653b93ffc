"""Conditions in FEEL, the expression language of OMG's DMN."""

from onewindow.kernel.conditions import Always, And, Compare, In, Not, Op, Or, Scalar, Term

ORDERED = {Op.LT, Op.LE, Op.GT, Op.GE}


def feel(term: Term) -> str:
    """Write a term in FEEL; a question without an answer is null.

    FEEL's `null < 3` is neither true nor false and its negation not true either; our `<` is false
    then. So an order asks for null first. An answer of several choices cannot be told from one
    choice here: the term itself travels beside the expression.
    """
    match term:
        case Always():
            return "true"
        case Compare(field, op, value):
            return _compared(field, op, _literal(value))
        case In(field, values):
            return _joined("or", [f"{field} = {_literal(value)}" for value in values])
        case Not(inner):
            return f"not({feel(inner)})"
        case And(terms) | Or(terms):
            word = "and" if isinstance(term, And) else "or"
            return _joined(word, [feel(inner) for inner in terms])


def _compared(field: str, op: Op, value: str) -> str:
    if op in ORDERED:
        return f"({field} != null and {field} {op.value} {value})"
    return f"{field} {'=' if op is Op.EQ else '!='} {value}"


def _joined(word: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({f' {word} '.join(parts)})"


def _literal(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{text}"'
    return f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
