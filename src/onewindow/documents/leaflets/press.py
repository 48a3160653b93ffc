"""Print leaflets by the templates of this folder."""

from pathlib import Path

from onewindow.documents.leaflets.forms import Leaflet
from onewindow.documents.typesetting import typeset

_TEMPLATES = Path(__file__).resolve().parent


def render(leaflet: Leaflet) -> bytes:
    """Return the leaflet as PDF, the same bytes every time; raise MissingGlyph, PrintFailed."""
    template = _TEMPLATES / f"{leaflet.template}.typ"
    return typeset(template, leaflet.content(), on=leaflet.imprint.printed_on)
