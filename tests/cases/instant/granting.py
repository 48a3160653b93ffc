"""A table that grants a complete application of an item at once."""

from onewindow.cases.instant.actions import drafting, lifecycle
from onewindow.cases.instant.inputs import sources_of
from onewindow.cases.instant.models import DecisionTable
from onewindow.cases.instant.table import Cell, Op, Row, Table, Verdict
from onewindow.cases.instant.testing import Example
from onewindow.catalogue.models import ItemVersion
from tests.cases.building import MONDAY
from tests.cases.instant.building import SECOND, WRITER


def make_granting(version: ItemVersion, material: str) -> DecisionTable:
    """Make an active table that grants when a material was handed in."""
    column = sources_of(version)[f"material.{material}"].as_column("c1")
    rules = Table((column,), (Row("r1", (Cell(Op.EQ, (True,)),), Verdict.GRANT, "示例条例第三条"),))
    examples = [
        Example("有材料", {"c1": True}, Verdict.GRANT),
        Example("没有材料", {"c1": False}, Verdict.HUMAN),
    ]
    table = drafting.start_table(version.item, by=WRITER, at=MONDAY)
    drafting.take_in(table, rules, examples, seen=table.revision, by=WRITER, at=MONDAY)
    lifecycle.begin_shadow(table, by=WRITER, at=MONDAY)
    DecisionTable.objects.filter(pk=table.pk).update(
        status="active", activated_at=MONDAY, activated_by=SECOND.code
    )
    return table
