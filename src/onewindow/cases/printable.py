"""What a letter will state is refused where it is written when no letter can show it."""

from collections.abc import Iterator, Mapping, Sequence

from onewindow.documents.letters import MissingGlyph
from onewindow.events.rules import JSONValue
from onewindow.kernel.glyphs import unprintable


def require_printable(*values: JSONValue) -> None:
    """Raise MissingGlyph for characters, however deep in lists and mappings, that no font has."""
    if missing := unprintable("".join(_texts(values))):
        raise MissingGlyph(missing)


def _texts(value: JSONValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, Sequence):
        for each in value:
            yield from _texts(each)
