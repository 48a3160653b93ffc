"""Letters of the administration as PDF/A-2a and PDF/UA-1."""

from onewindow.documents.letters.authorisation import AuthorisationPaper, SealSpecimen
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
from onewindow.documents.letters.press import render, render_letter
from onewindow.documents.typesetting import MissingGlyph, PrintFailed

__all__ = [
    "AcceptanceNotice",
    "Addressee",
    "AuthorisationPaper",
    "DecisionLetter",
    "Head",
    "LetterIncomplete",
    "MissingGlyph",
    "PrintFailed",
    "Receipt",
    "ReceivedMaterial",
    "Remedies",
    "SealSpecimen",
    "render",
    "render_letter",
]
