"""Mark what changed inside a text, character by character."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# Beyond this many comparisons, or below this likeness, marking single characters helps nobody.
LARGEST = 4_000_000
ALIKE = 0.35
# A shorter run of equal characters between two changes is part of the change.
SHORTEST = 2


@dataclass(frozen=True)
class Piece:
    """A run of characters: as before, gone (old) or come (new)."""

    text: str
    mark: Literal["", "old", "new"] = ""


def mark(old: str, new: str) -> tuple[Piece, ...]:
    """Return both texts as one, with what went and what came marked."""
    if not old or not new or len(old) * len(new) > LARGEST:
        return whole(old, new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return whole(old, new)
    pieces: list[Piece] = []
    went, came = "", ""
    codes = matcher.get_opcodes()
    for number, (tag, start, end, from_, to) in enumerate(codes):
        is_edge = number in {0, len(codes) - 1}
        if tag == "equal" and (is_edge or end - start >= SHORTEST):
            pieces += whole(went, came)
            pieces.append(Piece(old[start:end]))
            went, came = "", ""
        else:
            went += old[start:end]
            came += new[from_:to]
    return (*pieces, *whole(went, came))


def whole(old: str, new: str) -> tuple[Piece, ...]:
    """Return the old text as gone and the new one as come."""
    pieces = (Piece(old, "old"), Piece(new, "new"))
    return tuple(piece for piece in pieces if piece.text)
