"""A table as a JSON Decision Model of GoRules, and the check that one holds nothing else."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from onewindow.cases.instant.table import Cell, Column, Op, Row, Table, Value
from onewindow.cases.instant.values import plain_text
from onewindow.kernel.errors import DomainError

JDM = Mapping[str, object]
NODES = ("inputNode", "decisionTableNode", "outputNode")
SIGNS = {Op.LT: "<", Op.LE: "<=", Op.GT: ">", Op.GE: ">="}
# What cannot stand between quotes without a way out of them.
UNSAFE = re.compile(r'["\\`\x00-\x1f]')
NUMBER = r"-?\d+(?:\.\d+)?"
LITERAL = rf'(?:true|false|{NUMBER}|"[^"\\`\x00-\x1f]*")'
LIST = rf"\[{LITERAL}(?:, {LITERAL})*\]"
CELL = re.compile(
    rf"|== {LITERAL}|[<>]=? {NUMBER}|\[{NUMBER}\.\.{NUMBER}\]|in {LIST}"
    rf"|\$ != null and \$ (?:!= {LITERAL}|not in {LIST})"
)
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
OUTPUT = re.compile(r'"[a-z][a-z0-9_]{0,39}"')


class ForbiddenModel(DomainError):
    """A model that holds more than one plain table; the message names the node."""


def to_jdm(table: Table) -> dict[str, object]:
    """Return the model of a table; equal tables give equal models."""
    inputs = [
        {"id": f"in_{each.code}", "name": each.label, "field": each.code} for each in table.columns
    ]
    outputs = [
        {"id": "out_row", "name": "row", "field": "row"},
        {"id": "out_verdict", "name": "verdict", "field": "verdict"},
    ]
    content = {
        "hitPolicy": "collect", "inputs": inputs, "outputs": outputs,
        "rules": [_rule(table, row) for row in table.rows],
    }  # fmt: skip
    return {
        "nodes": [
            _node("input", "inputNode", 80, {}),
            _node("table", "decisionTableNode", 380, {"content": content}),
            _node("output", "outputNode", 680, {}),
        ],
        "edges": [
            {"id": "to_table", "type": "edge", "sourceId": "input", "targetId": "table"},
            {"id": "to_output", "type": "edge", "sourceId": "table", "targetId": "output"},
        ],
    }


def to_context(table: Table, values: Mapping[str, Value | None]) -> str:
    """Return the values of a case as the engine reads them: JSON, numbers in full."""
    parts = []
    for column in table.columns:
        value = values.get(column.code)
        parts.append(f'"{column.code}": {"null" if value is None else _context_value(value)}')
    return "{" + ", ".join(parts) + "}"


def check_jdm(model: JDM) -> None:
    """Raise ForbiddenModel where a model is more than input, one plain table, and output.

    No functions, no scripts, no requests, no expressions, no sub-decisions: what is not known here
    is refused, not skipped.
    """
    nodes, edges = _list(model, "nodes"), _list(model, "edges")
    if set(model) - {"nodes", "edges", "contentType"}:
        raise ForbiddenModel(_("规则模型里有看不懂的部分，只能有一张规则表。"))
    for node in nodes:
        if node.get("type") not in NODES:
            raise ForbiddenModel(
                _("节点“%(name)s”是 %(type)s，不允许：只能有输入、规则表和输出。")
                % {"name": node.get("name", "?"), "type": node.get("type", "?")}
            )
    if sorted(str(node["type"]) for node in nodes) != sorted(NODES):
        raise ForbiddenModel(_("规则模型应当正好有一个输入、一张规则表和一个输出。"))
    by_type = {str(node["type"]): node for node in nodes}
    path = [(by_type[one].get("id"), by_type[two].get("id")) for one, two in pairwise(NODES)]
    drawn = [(each.get("sourceId"), each.get("targetId")) for each in edges]
    if sorted(path, key=str) != sorted(drawn, key=str):
        raise ForbiddenModel(_("规则模型的连线应当是：输入→规则表→输出。"))
    for node in (by_type["inputNode"], by_type["outputNode"]):
        if node.get("content"):
            raise _forbidden(node, _("输入和输出不能带内容"))
    _check_table(by_type["decisionTableNode"])


def _check_table(node: JDM) -> None:
    content = node.get("content")
    if not isinstance(content, Mapping):
        raise _forbidden(node, _("没有内容"))
    known = {"hitPolicy", "inputs", "outputs", "rules"}
    if set(content) - known or content.get("hitPolicy") != "collect":
        raise _forbidden(node, _("有不允许的设置"))
    inputs, outputs = _list(content, "inputs"), _list(content, "outputs")
    for each in (*inputs, *outputs):
        plain = set(each) <= {"id", "name", "field"}
        if not plain or not NAME.fullmatch(str(each.get("field", ""))):
            raise _forbidden(node, _("列“%s”不是一个普通的列") % each.get("name", "?"))
    for place, rule in enumerate(_list(content, "rules"), 1):
        _check_rule(node, place, rule, inputs, outputs)


def _check_rule(
    node: JDM, place: int, rule: JDM, inputs: Sequence[JDM], outputs: Sequence[JDM]
) -> None:
    cells = {str(each.get("id")) for each in inputs}
    results = {str(each.get("id")) for each in outputs}
    for key, said in rule.items():
        is_plain = isinstance(said, str) and (
            key == "_id"
            or (key in cells and CELL.fullmatch(said))
            or (key in results and OUTPUT.fullmatch(said))
        )
        if not is_plain:
            raise _forbidden(
                node, _("第 %(row)d 行有不允许的写法：%(cell)s") % {"row": place, "cell": said}
            )


def _forbidden(node: JDM, what: str) -> ForbiddenModel:
    name = node.get("name", "?")
    return ForbiddenModel(_("节点“%(name)s”：%(what)s。") % {"name": name, "what": what})


def _list(model: JDM, key: str) -> Sequence[JDM]:
    found = model.get(key)
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise ForbiddenModel(_("规则模型缺少“%s”。") % key)
    return found


def _node(code: str, kind: str, x: int, more: Mapping[str, object]) -> dict[str, object]:
    return {"id": code, "type": kind, "name": code, "position": {"x": x, "y": 120}, **more}


def _rule(table: Table, row: Row) -> dict[str, str]:
    cells = {
        f"in_{column.code}": _cell(column, cell) if cell else ""
        for column, cell in zip(table.columns, row.cells, strict=True)
    }
    said = {"out_row": f'"{row.code}"', "out_verdict": f'"{row.verdict}"'}
    return {"_id": row.code, **cells, **said}


def _cell(column: Column, cell: Cell) -> str:
    written = [_literal(value) for value in cell.values]
    match cell.op:
        case Op.EQ:
            return f"== {written[0]}"
        case Op.NE:
            return f"$ != null and $ != {written[0]}"
        case Op.BETWEEN:
            return f"[{written[0]}..{written[1]}]"
        case Op.IN:
            return f"in [{', '.join(written)}]"
        case Op.NOT_IN:
            return f"$ != null and $ not in [{', '.join(written)}]"
    return f"{SIGNS[cell.op]} {written[0]}"


def _literal(value: Value) -> str:
    if isinstance(value, str):
        if UNSAFE.search(value):
            raise ForbiddenModel(_("“%s”里有引号或反斜杠，规则表不能用它。") % value)
        return f'"{value}"'
    return _context_value(value)


def _context_value(value: Value) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date):
        # A day as a number reads well and keeps its order: 20261121.
        return f"{value:%Y%m%d}"
    return plain_text(value)
