"""Keep the English catalogue: `python -m scripts.messages` brings it up to date and compiles it.

Strings are taken from Python and from templates without GNU gettext; what is gone is dropped, what
is new waits for its translation with an empty entry. `--missing` lists what waits.
"""

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "onewindow"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# What says nothing to be translated need not be taken apart.
MARK = re.compile(rf"\b(?:{'|'.join(KEYWORDS)})\(|{{%-? *(?:block)?trans")
METADATA = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "en",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
Key = tuple[str, str]


@dataclass
class Message:
    """A string of the source, its plural and context, and the files that use it."""

    text: str
    plural: str = ""
    context: str = ""
    files: set[str] = field(default_factory=set)


def messages() -> dict[Key, Message]:
    """Return every string of the source that is marked for translation, by context and text."""
    found: dict[Key, Message] = {}
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]):
        for message in _messages_of(path):
            known = found.setdefault((message.context, message.text), message)
            known.plural = known.plural or message.plural
            known.files.add(path.relative_to(ROOT).as_posix())
    return found


def _messages_of(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if not MARK.search(text):
        return
    if path.suffix == ".html":
        # Each tag becomes a call on its own line; the indentation would confuse the tokenizer.
        text = "\n".join(line.strip() for line in templatize(text, origin=path.name).splitlines())
    found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS)
    for _line, said, _comments, context in found:
        first, plural = (said, "") if isinstance(said, str) else (said[0], said[1])
        yield Message(first, plural, context or "")


def brought_up_to_date(old: polib.POFile, wanted: dict[Key, Message]) -> polib.POFile:
    """Return the catalogue with exactly the wanted strings, keeping the translations it has."""
    translated = {(entry.msgctxt or "", entry.msgid): entry for entry in old}
    new = polib.POFile(wrapwidth=100)
    new.metadata = METADATA
    for key, message in sorted(wanted.items()):
        entry = polib.POEntry(
            msgid=message.text,
            msgctxt=message.context or None,
            occurrences=[(name, "") for name in sorted(message.files)],
        )
        before = translated.get(key)
        if message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = (before and before.msgstr_plural) or {0: "", 1: ""}
        elif before:
            entry.msgstr = before.msgstr
        new.append(entry)
    return new


def problems(catalogue: polib.POFile, wanted: dict[Key, Message]) -> list[str]:
    """Return what is missing, gone, unsure, or differs in its placeholders."""
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    found = [f"not in the catalogue: {text}" for _context, text in wanted.keys() - entries.keys()]
    found += [f"no longer used: {text}" for _context, text in entries.keys() - wanted.keys()]
    for (_context, text), entry in entries.items():
        said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if entry.fuzzy or not all(said):
            found.append(f"not translated: {text}")
        elif any(_placeholders(each) != _placeholders(text) for each in said):
            found.append(f"other placeholders: {text}")
    return sorted(found)


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def compiled(catalogue: polib.POFile) -> bytes:
    """Return the catalogue as gettext reads it."""
    return bytes(catalogue.to_binary())


def load() -> polib.POFile:
    """Read the catalogue, or begin one."""
    return polib.pofile(str(CATALOGUE)) if CATALOGUE.is_file() else polib.POFile()


def main() -> int:
    """Bring the catalogue up to date; say what waits for translation and exit with 1 for it."""
    wanted = messages()
    catalogue = brought_up_to_date(load(), wanted)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    CATALOGUE.with_suffix(".mo").write_bytes(compiled(catalogue))
    waiting = problems(catalogue, wanted)
    if "--missing" in sys.argv:
        print("\n".join(waiting))
    print(f"{len(wanted)} strings, {len(waiting)} to do in {CATALOGUE.relative_to(ROOT)}")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
