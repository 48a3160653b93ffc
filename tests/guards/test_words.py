"""Nothing of the place it was written in, nothing left to do, no Chinese outside translation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.template.base import Lexer, TokenType

from tests.guards import tree

# One character of each is in brackets, so that this page does not find itself.
FOREIGN = re.compile(
    r"(?<!\w)(/wor[k]/|/roo[t]/|/hom[e]/[a-z])|\.\./share[d]|registry\.npmj[s]|pypi\.or[g]|pythonhoste[d]"
    r"|npmmirro[r]|tuna\.tsinghu[a]|\bmirrors?\.[a-z]+\.[a-z]+"
)
# What each begins with; the pattern itself is slow.
SIGNS = ("/wor", "/roo", "/hom", "/share", "npmj", "pypi.", "pythonh", "npmm", "tuna.", "mirror")
UNFINISHED = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b")
CHINESE = re.compile(r"[\u3400-\u9fff]")
INTERFACE = ("portal", "desk", "design")
TRANSLATORS = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext",
    "pgettext_lazy", "npgettext", "npgettext_lazy", "lazy",
}  # fmt: skip
# A condition may compare with what the data says; nobody reads it.
NOT_SHOWN = {"trans", "translate", "if", "elif"}
OPENERS = {"blocktrans", "blocktranslate", "comment"}
TRANSLATED = re.compile(r"""_\((["']).*?\1\)""")
# A language is called by its own name whatever the page's language is.
OWN_NAME = re.compile(r"^中文(?=</)")
# The living page shows invented cases; its sample texts are data, as those of data/sample are.
SAMPLES = (
    "design/examples.py",
    "design/living/",
    "design/index.html",
    "templates/design/desk.html",
)


def test_no_place_of_a_machine_or_registry() -> None:
    found = {
        f"{tree.name(path)}: {match.group()}"
        for path, text in tree.texts()
        if any(sign in text for sign in SIGNS)
        for match in FOREIGN.finditer(text)
    }
    assert found == set()


def test_nothing_is_left_for_later() -> None:
    found = {
        f"{tree.name(path)}: {match.group()}"
        for path, text in tree.texts(".py", ".html", ".scss", ".js", ".mjs", ".typ", ".sh", ".md")
        for match in UNFINISHED.finditer(text)
    }
    assert found == set()


def interface_files(*suffixes: str) -> Iterator[tuple[Path, str]]:
    for package in INTERFACE:
        for path, text in tree.texts(*suffixes, under=tree.PACKAGE / package):
            if not any(sample in path.as_posix() for sample in SAMPLES):
                yield path, text


def untranslated_in_template(text: str) -> list[str]:
    """Return the Chinese that stands outside translation tags and comments."""
    found = []
    inside = ""
    for token in Lexer(text).tokenize():
        word = token.contents.split()[0] if token.contents.split() else ""
        is_tag = token.token_type == TokenType.BLOCK
        if inside:
            inside = "" if is_tag and word == f"end{inside}" else inside
        elif is_tag and word in OPENERS:
            inside = word
        elif not (is_tag and word in NOT_SHOWN):
            rest = OWN_NAME.sub("", TRANSLATED.sub("", token.contents))
            found += [f"{token.lineno}: {rest.strip()[:60]}"] if CHINESE.search(rest) else []
    return found


def untranslated_in_python(text: str) -> list[str]:
    """Return the Chinese literals that no gettext function takes; docstrings are for us."""
    module = ast.parse(text)
    allowed = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            allowed.add(id(node.value))
        if isinstance(node, ast.Call) and _called(node) in TRANSLATORS:
            allowed |= {id(argument) for argument in node.args}
    return [
        f"{node.lineno}: {node.value[:60]}"
        for node in ast.walk(module)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and id(node) not in allowed
    ]


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def test_templates_keep_their_chinese_in_translation_tags() -> None:
    found = [
        f"{tree.name(path)}:{place}"
        for path, text in interface_files(".html")
        for place in untranslated_in_template(text)
    ]
    assert found == []


def test_python_of_the_interface_keeps_its_chinese_in_gettext() -> None:
    found = [
        f"{tree.name(path)}:{place}"
        for path, text in interface_files(".py")
        if path.name != "apps.py"
        for place in untranslated_in_python(text)
    ]
    assert found == []


def test_scripts_bring_no_chinese_of_their_own() -> None:
    found = [
        f"{tree.name(path)}:{number}"
        for path, text in interface_files(".js")
        for number, line in enumerate(text.splitlines(), start=1)
        if CHINESE.search(line.split("//")[0])
    ]
    assert found == []
