"""See every guard fail: plant one fault at a time in a copy of the tree and run its guard.

`python -m scripts.plant_faults` replays all, with names only those.
The exit code is 1 when one stays green.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TypedDict

import yaml

ROOT = Path(__file__).resolve().parent.parent
FAULTS = ROOT / "tests" / "guards" / "faults.yaml"
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", "__pycache__", "*_cache")


class Fault(TypedDict, total=False):
    """An entry of `faults.yaml`."""

    name: str
    file: str
    write: str
    write_lines: int
    write_statements: int
    append: str
    replace: str
    # `with` is a keyword, so it is read by subscript.
    guard: str
    says: str


def plant(fault: Fault, tree: Path) -> str | None:
    """Change the file; return what it held before, None when there was none."""
    path = tree / fault["file"]
    before = path.read_text(encoding="utf-8") if path.is_file() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_planted(fault, before or ""), encoding="utf-8")
    return before


def _planted(fault: Fault, before: str) -> str:
    if "write" in fault:
        return fault["write"]
    if "write_lines" in fault:
        return "<p></p>\n" * fault["write_lines"]
    if "write_statements" in fault:
        return "def planted() -> None:\n" + "    print()\n" * fault["write_statements"]
    if "append" in fault:
        return before + "\n\n" + _without_braces(fault["append"])
    if fault["replace"] not in before:
        raise LookupError(f"{fault['name']}: {fault['file']} does not hold {fault['replace']!r}")
    return before.replace(fault["replace"], str(dict(fault)["with"]), 1)


def _without_braces(text: str) -> str:
    # One character stands in braces where the list of faults would itself be one.
    return re.sub(r"\{(\w)\}", r"\1", text)


def is_red(fault: Fault, tree: Path) -> bool:
    """Run the guard in the tree; tell whether it failed and said why."""
    command = shlex.split(fault["guard"])
    if command[0] in {"pytest", "mypy"}:
        command = [sys.executable, "-m", *command]
    environment = os.environ | {
        "PYTHONPATH": str(tree / "src"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "COLUMNS": "400",
    }
    done = subprocess.run(
        command, cwd=tree, env=environment, capture_output=True, text=True, check=False
    )
    output = " ".join((done.stdout + done.stderr).split())
    return done.returncode != 0 and _without_braces(fault["says"]) in output


def listed() -> list[Fault]:
    """Read the faults."""
    faults: list[Fault] = yaml.load(FAULTS.read_bytes(), Loader=yaml.CSafeLoader)
    return faults


def main() -> int:
    """Replay the faults, say for each whether its guard went red."""
    faults = listed()
    wanted = set(sys.argv[1:]) or {fault["name"] for fault in faults}
    green = 0
    with tempfile.TemporaryDirectory(prefix="onewindow-faults-") as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=LEFT_OUT, symlinks=True)
        Path(folder).chmod(0o755)
        for fault in faults:
            if fault["name"] not in wanted:
                continue
            before = plant(fault, tree)
            is_caught = is_red(fault, tree)
            if before is None:
                (tree / fault["file"]).unlink()
            else:
                (tree / fault["file"]).write_text(before, encoding="utf-8")
            green += not is_caught
            print(f"{'red' if is_caught else 'STILL GREEN':<12} {fault['name']}", flush=True)
    return 1 if green else 0


if __name__ == "__main__":
    sys.exit(main())
