"""One invented letter of every kind, for the album and for the eye."""

from onewindow.documents.letters.papers import Paper
from onewindow.documents.letters.samples.afterwards import AFTERWARDS
from onewindow.documents.letters.samples.intake import INTAKE
from onewindow.documents.letters.samples.people import PEOPLE
from onewindow.documents.letters.samples.review import REVIEW

SAMPLES: dict[str, Paper] = {**INTAKE, **REVIEW, **AFTERWARDS, **PEOPLE}
