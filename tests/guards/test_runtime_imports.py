"""What runs imports nothing that only developers install: a fresh machine does not have it."""

import ast
import re
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from tests.guards import tree

RUNTIME = tree.ROOT / "requirements" / "runtime.txt"
OURS = {"onewindow", "pip", "setuptools"}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def for_developers() -> set[str]:
    """Return the modules that no package of the run-time lock brings."""
    locked = re.findall(r"^([A-Za-z0-9._-]+)==", RUNTIME.read_text(encoding="utf-8"), re.MULTILINE)
    there = {_plain(name) for name in locked} | OURS
    return {
        module
        for module, packages in packages_distributions().items()
        if there.isdisjoint(_plain(name) for name in packages)
    }


def imported(text: str) -> Iterator[str]:
    """Yield what a file imports when it runs, wherever in it."""
    waiting: list[ast.AST] = [ast.parse(text)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
            continue
        if isinstance(node, ast.expr):
            continue
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        waiting += ast.iter_child_nodes(node)


def test_nothing_that_runs_needs_what_only_developers_have() -> None:
    wanting = for_developers()
    assert "pytest" in wanting
    found = {
        f"{tree.name(path)}: {module}"
        for path, text in tree.texts(".py", under=tree.PACKAGE)
        if not wanting.isdisjoint(re.findall(r"\w+", text))
        for module in imported(text)
        if module in wanting
    }
    assert found == set()
