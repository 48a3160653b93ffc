"""The tokens under which an item stands in the index."""

from collections.abc import Iterable

from onewindow.catalogue.search.lexicon import Lexicon
from onewindow.catalogue.search.normal import pairs, squash
from onewindow.catalogue.search.pinyin import initial_pairs, sound_pairs

# They keep first letters and deeds apart from what people type.
INITIALS = "~"
DEED = "="


def tokens_of(
    *, name: str, main_name: str, aliases: Iterable[str], department: str, lexicon: Lexicon
) -> list[str]:
    """Return the characters, pairs, sounds, first letters and deeds of an item, sorted."""
    faces = [squash(each) for each in (name, *aliases)]
    found: set[str] = set()
    for text in [*faces, squash(main_name), squash(department)]:
        found |= {*text, *pairs(text)}
    for face in faces:
        found |= sound_pairs(face)
        found |= {INITIALS + pair for pair in initial_pairs(face)}
    found |= {DEED + code for code in lexicon.deeds_of(squash(name))}
    return sorted(found)
