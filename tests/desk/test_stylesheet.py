"""The desk's stylesheet is compiled; the committed file belongs to its source."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_stylesheet_belongs_to_its_source() -> None:
    source = (ROOT / "assets" / "desk" / "desk.scss").read_bytes()
    css = (ROOT / "src/onewindow/desk/static/desk/desk.css").read_text(encoding="utf-8")
    assert f"sources {hashlib.sha256(source).hexdigest()}" in css, "run `make assets`"
