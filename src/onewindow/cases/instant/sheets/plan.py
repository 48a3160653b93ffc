"""Where things stand in the file of a table; the second line of each sheet holds the keys."""

from collections.abc import Iterator
from dataclasses import dataclass

from onewindow.cases.instant.table import Column, Op, ValueKind, Verdict
from onewindow.cases.instant.wording import op_words

RULES, EXAMPLES, HELP, LISTS = "规则", "测试用例", "填写说明", "选项"
CODE, VERDICT, BASIS, NAME, EXPECTED = "编号", "结论", "依据", "用例名称", "应当得到"
VERDICTS = {Verdict.GRANT: "准予", Verdict.HUMAN: "转人工"}
FLAGS = ("是", "否")
TO, AND = " 至 ", "、"
MISS = "可以没有"


@dataclass(frozen=True)
class Place:
    """A column of a sheet: its key, what stands above it, and what can be chosen in it."""

    key: str
    label: str
    choices: tuple[str, ...] = ()


def rule_places(columns: tuple[Column, ...]) -> Iterator[Place]:
    """Return the columns of the sheet of rules."""
    yield Place("row", CODE)
    for each in columns:
        if each.kind is not ValueKind.FLAG:
            yield Place(f"{each.source}|op", f"{each.label}：比较", tuple(ops(each).values()))
        yield Place(f"{each.source}|value", f"{each.label}：值", value_choices(each))
    yield Place("verdict", VERDICT, tuple(VERDICTS.values()))
    yield Place("basis", BASIS)


def example_places(columns: tuple[Column, ...]) -> Iterator[Place]:
    """Return the columns of the sheet of test cases."""
    yield Place("name", NAME)
    for each in columns:
        yield Place(f"{each.source}|value", each.label, value_choices(each))
    yield Place("expected", EXPECTED, tuple(VERDICTS.values()))


def ops(column: Column) -> dict[Op, str]:
    """Return the comparisons of a column with their names."""
    return op_words(column.kind)


def value_choices(column: Column) -> tuple[str, ...]:
    """Return what can be chosen as a value."""
    if column.kind is ValueKind.FLAG:
        return FLAGS
    return tuple(label for _code, label in column.options)
