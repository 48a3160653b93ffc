"""Every guard has a fault that is planted to see it fail, and every fault can still be planted."""

from scripts import plant_faults

from tests.guards import tree

FAULTS: list[plant_faults.Fault] = plant_faults.listed()


def test_every_guard_has_a_fault() -> None:
    here = {tree.name(path) for path in plant_faults.FAULTS.parent.glob("test_*.py")}
    planted = {word for fault in FAULTS for word in fault["guard"].split()}
    assert here - planted == {tree.name(tree.ROOT / "tests/guards/test_faults.py")}
    assert {"ruff", "mypy", "lint-imports"} <= planted


def test_every_fault_finds_what_it_replaces() -> None:
    gone = [
        fault["name"]
        for fault in FAULTS
        if "replace" in fault
        and fault["replace"] not in (tree.ROOT / fault["file"]).read_text(encoding="utf-8")
    ]
    assert gone == []


def test_no_fault_is_in_the_tree_already() -> None:
    there = [
        fault["name"]
        for fault in FAULTS
        if "write" in fault and (tree.ROOT / fault["file"]).exists()
    ]
    assert there == []
