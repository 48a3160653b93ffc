"""Every event code is listed, used as listed, and explained in the docs."""

import re
from pathlib import Path

import onewindow
from onewindow.events.codes import CODES

PACKAGE = Path(onewindow.__file__).parent
DOCS = PACKAGE.parent.parent / "docs" / "events.md"
# What code and SQL functions write: record("case.decided", …) and events_append(…, 'step.enabled'.
WRITTEN = re.compile(
    r"""(?:record\w*\(\s*(?:\w+,\s*)?|events_append\([^;]*?,\s*)["']([a-z]+\.[a-z_]+)["']"""
)


def written_codes() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    return {code for text in texts for code in WRITTEN.findall(text)}


def test_what_is_written_is_listed() -> None:
    codes = written_codes()
    assert {"account.signed_in", "step.completed", "case.finished"} <= codes
    assert codes - set(CODES) == set()


def test_every_code_is_explained() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|", text, re.MULTILINE)) == set(CODES)
