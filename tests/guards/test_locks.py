"""What everybody has to lock in the same order is locked in one place."""

import re

from tests.guards import tree

CASE_LOCKED = re.compile(r"\bCase\.objects\b[^=\n]*(\n\s+\.[^\n]*)*?\.select_for_update")


def test_a_case_is_locked_in_one_place() -> None:
    found = {
        tree.name(path)
        for path in tree.PACKAGE.rglob("*.py")
        if CASE_LOCKED.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"src/onewindow/cases/locking.py"}
