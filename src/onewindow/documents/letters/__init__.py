"""Letters of the administration as PDF/A-2a and PDF/UA-1."""

from onewindow.documents.letters.forms import (
    AcceptanceNotice,
    Addressee,
    DecisionLetter,
    Head,
    LetterIncomplete,
    Receipt,
    ReceivedMaterial,
    Remedies,
)
from onewindow.documents.letters.press import LetterFailed, MissingGlyph, render, render_letter

__all__ = [
    "AcceptanceNotice",
    "Addressee",
    "DecisionLetter",
    "Head",
    "LetterFailed",
    "LetterIncomplete",
    "MissingGlyph",
    "Receipt",
    "ReceivedMaterial",
    "Remedies",
    "render",
    "render_letter",
]
