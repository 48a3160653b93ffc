"""Measure and write what was printed: `python -m benchmarks.page [TARGET [ARGUMENTS]]`.

Each target of the Makefile has a section of `docs/benchmarks-measured.md`, as printed, with the
machine it was measured on and what else kept it busy.
"""

import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.suites import SUITES, Suite

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ROOT / "docs" / "benchmarks-measured.md"
VERSIONS = ("django", "psycopg", "typst")
HEADING = "## `make {}`"
TITLE = (
    "# Measured\n\nWhat the commands of [the benchmarks](benchmarks.md) printed, as printed, on one"
    " machine on one day.\n`make bench-page` writes it; a test compares its bars with those of the"
    " code.\nThe load average says what else the machine did before and after: 0 is nothing.\n"
)

Printed = Mapping[str, str | float | bool]


def main(arguments: Sequence[str]) -> int:
    """Run a target, or all, and write its section; return 1 when a bar is missing or not held."""
    targets = arguments[:1] or list(SUITES)
    if unknown := set(targets) - set(SUITES):
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(SUITES)}", file=sys.stderr)
        return 2
    return max([_write(target, arguments[1:]) for target in targets])


def _write(target: str, arguments: Sequence[str]) -> int:
    suite = SUITES[target]
    before = os.getloadavg()[0]
    printed = list(_measured(suite, arguments))
    if [each["bar"] for each in printed] != list(suite.bars):
        print(f"{target}: {[each['bar'] for each in printed]}, nothing written", file=sys.stderr)
        return 1
    lines = [
        f"{time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC; {_machine()}; {_load(before)};",
        f"{_versions()}.",
        "",
        "| bar | value | limit | held | what |",
        "|---|---|---|---|---|",
        *(_row(each) for each in printed),
    ]
    page = MEASURED.read_text(encoding="utf-8") if MEASURED.exists() else TITLE
    MEASURED.write_text(with_section(page, target, lines), encoding="utf-8")
    return 0 if all(each["ok"] for each in printed) else 1


def _measured(suite: Suite, arguments: Sequence[str]) -> Iterator[Printed]:
    command = [sys.executable, "-m", suite.module, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            yield json.loads(line)


def _row(printed: Printed) -> str:
    sign = "≥" if printed["at_least"] else "≤"
    held = "yes" if printed["ok"] else "**no**"
    limit = f"{sign} {printed['limit']}"
    detail = str(printed["detail"]).replace("|", "\\|")
    return f"| `{printed['bar']}` | {printed['value']} | {limit} | {held} | {detail} |"


def _load(before: float) -> str:
    return f"load average {before:.1f} before, {os.getloadavg()[0]:.1f} after"


def _machine() -> str:
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    model = found[1] if found else platform.machine()
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB"


def _versions() -> str:
    from onewindow.config.embedded.place import installed_program

    program = installed_program() / "bin" / "postgres"
    said = subprocess.run([program, "--version"], capture_output=True, check=True, text=True).stdout
    python = f"Python {platform.python_version()}"
    postgres = f"PostgreSQL {said.split()[-1]}"
    return ", ".join([python, postgres, *(f"{name} {version(name)}" for name in VERSIONS)])


def with_section(page: str, target: str, lines: Sequence[str]) -> str:
    """Return a page with these lines as the section of a target, in the order of the targets."""
    before, *sections = re.split(r"^(?=## )", page, flags=re.MULTILINE)
    written = {section.partition("\n")[0]: section.rstrip() for section in sections}
    heading = HEADING.format(target)
    written[heading] = "\n".join([heading, "", *lines])
    order = [HEADING.format(each) for each in SUITES]
    kept = [written[each] for each in order if each in written]
    return "\n\n".join([before.rstrip(), *kept]) + "\n"


def bars_on(page: str) -> dict[str, tuple[str, ...]]:
    """Return the bars that a page lists, by target."""
    found = re.split(r"^## `make ([a-z-]+)`$", page, flags=re.MULTILINE)[1:]
    return {
        target: tuple(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))
        for target, section in zip(found[::2], found[1::2], strict=True)
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
