"""Letters of the administration as PDF/A-2a and PDF/UA-1."""

from onewindow.documents.letters.authorisation import AuthorisationPaper, SealSpecimen
from onewindow.documents.letters.decisions import Act, DecisionLetter
from onewindow.documents.letters.frame import (
    Addressee,
    Head,
    LetterIncomplete,
    Matter,
    Permit,
    Remedies,
)
from onewindow.documents.letters.intake import AcceptanceNotice, Receipt, ReceivedMaterial
from onewindow.documents.letters.kinds import KINDS, Kind
from onewindow.documents.letters.papers import Paper
from onewindow.documents.letters.press import render, render_letter
from onewindow.documents.letters.promises import MandatePaper
from onewindow.documents.typesetting import MissingGlyph, PrintFailed

__all__ = [
    "KINDS",
    "AcceptanceNotice",
    "Act",
    "Addressee",
    "AuthorisationPaper",
    "DecisionLetter",
    "Head",
    "Kind",
    "LetterIncomplete",
    "MandatePaper",
    "Matter",
    "MissingGlyph",
    "Paper",
    "Permit",
    "PrintFailed",
    "Receipt",
    "ReceivedMaterial",
    "Remedies",
    "SealSpecimen",
    "render",
    "render_letter",
]
