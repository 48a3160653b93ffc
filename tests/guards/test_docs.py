"""The docs say what there is, all of it, and nothing that is not."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
import yaml
from typer.core import TyperGroup

from onewindow.config.cli import app
from tests.guards import tree

DOCS = tree.ROOT / "docs"
VARIABLE = re.compile(r"\b(?:environ\.get|environ|environment\.\w+)[(\[]\s*\"([A-Z_]+)\"")
# Names of other programs' making that we only pass on.
FOREIGN = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "PYTHONPATH"}
LINK = re.compile(r"\]\(([^)\s]+)\)")
PAGES = sorted(
    path
    for path in tree.files()
    if path.suffix == ".md" and (path.parent == tree.ROOT or path.is_relative_to(DOCS))
)


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def rows(text: str, start: str = "") -> list[str]:
    """Return what stands in back quotes at the beginning of a table's rows."""
    return re.findall(rf"^\| `{re.escape(start)}([^`]+)` \|", text, re.MULTILINE)


def used_variables() -> set[str]:
    return {
        name
        for folder in ("src", "tests", "benchmarks", "scripts")
        for _path, text in tree.texts(".py", under=tree.ROOT / folder)
        for name in VARIABLE.findall(text)
    } - FOREIGN


def command_names(command: object, path: tuple[str, ...] = ()) -> Iterator[str]:
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from command_names(inner, (*path, name))
    else:
        yield " ".join(path)


def packages() -> set[str]:
    return {path.parent.name for path in tree.PACKAGE.glob("*/__init__.py")}


def test_every_setting_is_documented_and_no_other() -> None:
    section = page("config.md").split("## Environment variables")[1].split("\n## ")[0]
    assert sorted(rows(section)) == sorted(used_variables())


def test_every_command_is_documented_and_no_other() -> None:
    documented = rows(page("config.md"), "onewindow ")
    names = list(command_names(typer.main.get_command(app)))
    assert len(names) > 10
    assert sorted(documented) == sorted(names)


def test_every_package_has_its_page_and_its_place_in_the_house() -> None:
    for package in packages():
        assert (DOCS / f"{package}.md").is_file(), package
    assert set(rows(page("architecture.md"))) == packages()


def test_the_house_is_drawn_as_import_linter_holds_it() -> None:
    drawn = [
        set(re.findall(r"`([a-z]+)`", line.split("|")[2]))
        for line in page("architecture.md").splitlines()
        if re.match(r"\| \d+ \| `", line)
    ]
    assert drawn == tree.floors()


def test_every_page_is_listed_in_the_index() -> None:
    linked = set(LINK.findall(page("README.md")))
    pages = {path.name for path in DOCS.glob("*.md")} - {"README.md"}
    assert linked & {path.name for path in DOCS.glob("*.md")} == pages


def test_the_decisions_are_numbered_without_gap_and_listed() -> None:
    records = sorted(path.name for path in (DOCS / "adr").glob("[0-9]*.md"))
    assert [int(name[:4]) for name in records] == list(range(1, len(records) + 1))
    assert LINK.findall(page("adr/README.md")) == records


@pytest.mark.parametrize("path", PAGES, ids=tree.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for link in LINK.findall(text):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        place, _, anchor = link.partition("#")
        target = (path.parent / place).resolve() if place else path
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), link


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_publiccode_says_what_the_standard_asks_for() -> None:
    told = yaml.safe_load((tree.ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    required = {
        "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    }  # fmt: skip
    assert required <= set(told)
    assert told["legal"]["license"] == "Apache-2.0"
    assert told["maintenance"]["contacts"]
    assert {"localisationReady", "availableLanguages"} <= set(told["localisation"])
    for description in told["description"].values():
        assert len(description["shortDescription"]) <= 150
        assert 500 <= len(description["longDescription"]) <= 10_000
        assert description["features"]
