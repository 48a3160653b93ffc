"""The two shapes of a paper: the letter under the red head, and the plain form to fill and sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from onewindow.documents.letters.frame import Addressee, Content, Head, Matter, Remedies
from onewindow.documents.letters.parts import Part, contents


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper with a title, parts and last words; `basis` names the articles it rests on."""

    template: ClassVar[str] = "official"
    TITLE: ClassVar[str] = ""
    # Whether the department signs at the end, with its name, the date and the place of the seal.
    IS_SEALED: ClassVar[bool] = True

    head: Head

    @property
    def title(self) -> str:
        """The title as printed."""
        return self.TITLE

    @property
    def salutation(self) -> str:
        """Whom it addresses; nobody when it is a form or an announcement."""
        return ""

    def parts(self) -> Sequence[Part]:
        """Return what stands between title and last words."""
        raise NotImplementedError

    def closing(self) -> Sequence[str]:
        """Return the last words, which never leave the signature alone on a page."""
        return ()

    def content(self) -> Content:
        """Return what the template prints."""
        return self.head.content() | {
            "template": self.template,
            "title": self.title,
            "salutation": self.salutation,
            "parts": contents(self.parts()),
            "closing": [line for line in self.closing() if line],
            "sealed": self.IS_SEALED,
        }


@dataclass(frozen=True, kw_only=True)
class OfficialLetter(Paper):
    """A letter of a department to an applicant about his application."""

    addressee: Addressee
    matter: Matter

    @property
    def salutation(self) -> str:
        """The addressee with his code."""
        return f"{self.addressee.full}："

    @property
    def you(self) -> str:
        """How the letter addresses him."""
        return self.addressee.you


@dataclass(frozen=True, kw_only=True)
class LimitingLetter(OfficialLetter):
    """A letter that takes or denies something: it cannot be written without remedies."""

    # How the letter calls itself when it says where to turn.
    ITSELF: ClassVar[str] = "本决定书"

    remedies: Remedies

    def closing(self) -> Sequence[str]:
        """Return what follows and where to turn."""
        return (*self.consequences(), self.remedies.sentence(self.ITSELF))

    def consequences(self) -> Sequence[str]:
        """Return what follows from the letter."""
        return ()


@dataclass(frozen=True, kw_only=True)
class Sheet(Paper):
    """A form without the red head, to be filled in and signed."""

    template: ClassVar[str] = "sheet"
    IS_SEALED: ClassVar[bool] = False
