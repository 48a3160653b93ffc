"""What each letter of a case says: one builder for each kind."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from onewindow.cases.letters.decision import decision_letter
from onewindow.cases.models import Letter, LetterKind
from onewindow.documents.letters import Paper as Content

Builder = Callable[[Letter], Content]

BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        LetterKind.GRANT: decision_letter,
        LetterKind.REFUSAL: decision_letter,
    }
)


def content_of(letter: Letter) -> Content:
    """Return what a letter says; raise KeyError for a kind that nobody builds."""
    return BUILDERS[letter.kind](letter)
