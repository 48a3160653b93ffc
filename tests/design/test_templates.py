"""What holds for every template: a strict CSP, small components, all of them on show."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

import onewindow

PACKAGE = Path(onewindow.__file__).parent
COTTON = PACKAGE / "design" / "templates" / "cotton"
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle=", re.DOTALL),
    "a style element": re.compile(r"<style\b"),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+=", re.DOTALL),
    "an inline script": re.compile(r"<script(?![^>]*(?:\bsrc=|type=.application/ld.json))"),
    "another host": re.compile(r"""(?:src|srcset)=["'](?:https?:)?//"""),
    "an hx-on handler": re.compile(r"\shx-on[:-]"),
}


def faults(text: str) -> Iterator[str]:
    """Yield what the Content-Security-Policy would not let through."""
    for what, pattern in FORBIDDEN.items():
        if pattern.search(text):
            yield what


def templates() -> list[Path]:
    """Every template of the package."""
    return sorted(PACKAGE.glob("*/**/templates/**/*.html"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<p style="width: 4px">', "a style attribute"),
        ('<p\n class="a"\n style="width: 4px">', "a style attribute"),
        ("<style>p{}</style>", "a style element"),
        ('<button onclick="go()">', "an inline handler"),
        ("<script>go()</script>", "an inline script"),
        ('<img src="https://example.org/a.png">', "another host"),
        ('<div hx-on:click="go()">', "an hx-on handler"),
    ],
)
def test_a_fault_is_found(text: str, fault: str) -> None:
    assert list(faults(text)) == [fault]


def test_templates_hold_the_content_security_policy() -> None:
    assert len(templates()) > 60
    found = {
        str(path.relative_to(PACKAGE)): list(faults(path.read_text(encoding="utf-8")))
        for path in templates()
    }
    assert {path: what for path, what in found.items() if what} == {}


def test_components_are_small() -> None:
    sizes = {
        path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in COTTON.iterdir()
    }
    assert {name: size for name, size in sizes.items() if size > 60} == {}


def test_components_declare_what_they_read() -> None:
    """An undeclared name would pick up a variable of the page around the component."""
    given = {"slot", "attrs", "request", "user", "messages", "forloop"}
    missing = {}
    for path in COTTON.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        declared = {
            name.strip(":").replace("-", "_")
            for vars_ in re.findall(r"<c-vars(.*?)/>", text, re.DOTALL)
            for name in re.findall(r"(:?[a-z][a-z-]*)(?:=\"[^\"]*\")?", vars_)
        }
        made = set(re.findall(r"(?:for|as|with) (\w+)", text))
        read = set(re.findall(r"\{\{ (\w+)", text)) | set(
            re.findall(r"\{% (?:el)?if (?:not )?(\w+)", text)
        )
        if unknown := read - declared - made - given:
            missing[path.name] = unknown
    assert missing == {}


def test_the_living_pages_show_every_component(client: Client) -> None:
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in (PACKAGE / "design" / "templates").glob("**/*.html")
    )
    used = {name.replace("-", "_") for name in re.findall(r"<c-([a-z-]+)", sources)}
    assert {path.stem for path in COTTON.glob("*.html")} - used == set()
    for address in ("/design/", "/design/desk/"):
        assert client.get(address).status_code == 200
