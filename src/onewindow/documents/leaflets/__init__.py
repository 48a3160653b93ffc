"""Printed guides and one-time notices, in Chinese or with a second language beside it."""

from onewindow.documents.leaflets.forms import (
    Guide,
    Imprint,
    Layout,
    Leaflet,
    OneTimeNotice,
    Promise,
    Row,
    Section,
)
from onewindow.documents.leaflets.press import render
from onewindow.documents.leaflets.text import Language, Text
from onewindow.documents.leaflets.words import Words

__all__ = [
    "Guide",
    "Imprint",
    "Language",
    "Layout",
    "Leaflet",
    "OneTimeNotice",
    "Promise",
    "Row",
    "Section",
    "Text",
    "Words",
    "render",
]
