"""A guide page may weigh 120 kB compressed; the design system takes its share and no more."""

import gzip
import hashlib
import json
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
LIMIT_BYTES = {"css": 26_000, "js": 24_000}


def weigh(page: str) -> dict[str, int]:
    """Return the compressed bytes of the styles and scripts that a page loads."""
    weights = {"css": 0, "js": 0}
    for name in re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', page):
        path = finders.find(name)
        assert isinstance(path, str), f"{name} is not there"
        weights[name.rsplit(".", 1)[1]] += len(gzip.compress(Path(path).read_bytes(), 6))
    return weights


def test_a_page_loads_little(client: Client) -> None:
    for address in ("/design/", "/design/desk/"):
        weights = weigh(client.get(address).content.decode())
        assert weights["css"] > 1000
        assert weights["js"] > 1000
        assert {kind: size for kind, size in weights.items() if size > LIMIT_BYTES[kind]} == {}


def test_the_stylesheet_belongs_to_its_sources() -> None:
    sources = sorted((ROOT / "assets" / "scss").rglob("*.scss"), key=lambda path: path.as_posix())
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    css = (ROOT / "src/onewindow/design/static/design/onewindow.css").read_text(encoding="utf-8")
    assert f"sources {digest}" in css, "run `make assets`"


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((ROOT / "assets" / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"]
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []


def test_vendored_files_carry_their_licences() -> None:
    design = ROOT / "src" / "onewindow" / "design"
    assert "ISC" in (design / "icons" / "LICENSE").read_text(encoding="utf-8")
    assert (design / "static" / "design" / "vendor" / "htmx.LICENSE").exists()
    assert "MIT" in (design / "static/design/vendor/bootstrap.LICENSE").read_text(encoding="utf-8")
    wanted = (ROOT / "assets" / "icons.txt").read_text(encoding="utf-8").split()
    assert sorted(path.stem for path in (design / "icons").glob("*.svg")) == sorted(wanted)


def test_every_icon_is_drawn_somewhere() -> None:
    places = [("src/onewindow", "*.py"), ("src/onewindow", "*.html"), ("data", "*.yaml")]
    files = [path for folder, pattern in places for path in (ROOT / folder).rglob(pattern)]
    texts = [path.read_text(encoding="utf-8") for path in files]
    named = {
        name for text in texts for name in re.findall(r"""(?:["']|icon: *)([a-z0-9-]+)""", text)
    }
    icons = {path.stem for path in (ROOT / "src/onewindow/design/icons").glob("*.svg")}
    assert sorted(icons - named) == []
