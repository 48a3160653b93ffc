"""The files of the project as the guards see them, and the house as pyproject.toml draws it."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "onewindow"
# What .gitignore leaves out, and git itself.
SKIPPED = {
    ".git", ".venv", "var", "__pycache__", "node_modules", "build", "dist",
    ".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis",
}  # fmt: skip
TEXTS = {
    ".py", ".html", ".css", ".scss", ".js", ".mjs", ".typ", ".sh", ".sql", ".svg", ".md", ".txt",
    ".toml", ".yml", ".yaml", ".json", ".csv", ".po", "",
}  # fmt: skip


BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


@cache
def files() -> tuple[Path, ...]:
    """Return every file of the project, without what only this machine has."""
    return tuple(sorted(_walk(ROOT)))


def texts(*suffixes: str, under: Path = ROOT) -> Iterator[tuple[Path, str]]:
    """Yield the text files with one of the suffixes (all known ones by default)."""
    for path in files():
        if path.suffix in (suffixes or TEXTS) and path.is_relative_to(under):
            yield path, path.read_text(encoding="utf-8")


def within(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements below a node, at any depth; expressions hold none."""
    waiting = [node]
    while waiting:
        below = waiting.pop()
        for part in BLOCKS:
            for each in getattr(below, part, ()):
                yield each
                waiting.append(each)


def name(path: Path) -> str:
    """Return a path as a message shows it."""
    return path.relative_to(ROOT).as_posix()


def floors() -> list[set[str]]:
    """Return the packages of each floor, the highest first, from import-linter's contract."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [{package.strip() for package in layer.split("|")} for layer in layers]


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in SKIPPED or path.name.endswith(".egg-info") or path.is_symlink():
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path
