"""Any definition that the registry of elements allows, sound or not."""

from hypothesis import strategies as st

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.columns import COLUMNS, Column
from onewindow.catalogue.definition.elements import Element, elements
from onewindow.catalogue.definition.notation import from_plain
from onewindow.catalogue.form import FILE_KIND_LABELS, KIND_LABELS

LETTERS = "一二示例审查材料䶮𬭎・—“”，。；：、（）()%+-=&<>#'\"[]{}|*!@ aZ09\n"
TEXTS = st.text(LETTERS, min_size=1, max_size=12).filter(lambda text: text.strip() != "")
CODES = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True)
NUMBERS = st.integers(0, 30_000)
CONDITIONS = st.sampled_from(
    [
        {"field": "q1", "op": "==", "value": True},
        {"not": {"field": "q1", "in": ["a", "b"]}},
        {
            "and": [
                {"field": "q1", "op": ">", "value": 3},
                {"field": "q2", "op": "==", "value": "x"},
            ]
        },
    ]
)
FILES = st.fixed_dictionaries(
    {"name": TEXTS, "sha256": st.just("0" * 64), "media_type": st.just("x/y"), "size": NUMBERS}
)
Values = st.SearchStrategy[object]
NESTED: dict[str, dict[str, Values]] = {
    "options": {"code": CODES, "text": TEXTS},
    "columns": {
        "code": CODES, "label": TEXTS, "kind": st.sampled_from(["text", "number"]),
        "is_required": st.booleans(), "choices": st.lists(TEXTS, max_size=2),
    },
}  # fmt: skip


def values(kind: str, options: list[str]) -> Values:
    """Return what an element or column of a kind may hold."""
    one = st.sampled_from(options) if options else TEXTS
    match kind:
        case "number":
            return NUMBERS
        case "flag":
            return st.booleans()
        case "condition":
            return CONDITIONS
        case "file":
            return FILES
        case "words" | "lines" | "choices":
            return st.lists(one, max_size=3)
    return one


def _column(table: str, column: Column) -> Values:
    options = list(column.options())
    if (table, column.code) == ("steps", "kind"):
        options = [str(each) for each in KIND_LABELS]
    if (table, column.code) == ("materials", "file_kinds"):
        options = [str(each) for each in FILE_KIND_LABELS]
    if column.code == "code":
        return CODES
    if column.kind == "rows":
        return st.lists(st.fixed_dictionaries(NESTED[column.code]), max_size=2)
    return values(column.kind, options)


def _element(element: Element) -> Values:
    if element.code == "online_depth":
        return st.integers(1, 4)
    if element.kind != "table":
        return values(element.kind, list(element.options()))
    columns = {each.code: _column(element.code, each) for each in COLUMNS[element.code]}
    unique = (lambda row: row["code"]) if "code" in columns else None
    return st.lists(st.fixed_dictionaries(columns), max_size=2, unique_by=unique)


def definitions() -> st.SearchStrategy[ItemDefinition]:
    """Return the strategy."""
    wanted = {code: _element(element) for code, element in elements().items()}
    return st.fixed_dictionaries(wanted).map(from_plain)
