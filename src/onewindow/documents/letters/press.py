"""Print letters by the templates of this folder."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from onewindow.documents.letters.papers import Paper
from onewindow.documents.typesetting import typeset

_TEMPLATES = Path(__file__).resolve().parent


def render(letter: Paper) -> bytes:
    """Return the letter as PDF, the same bytes every time; raise MissingGlyph, PrintFailed."""
    return render_letter(letter.template, letter.content(), on=letter.head.on)


def render_letter(template: str, data: Mapping[str, object], *, on: date) -> bytes:
    """Print `data` by a template of this folder; values are text, never markup."""
    return typeset(_TEMPLATES / f"{template}.typ", data, on=on)
