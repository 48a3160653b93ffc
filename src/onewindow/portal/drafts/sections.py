"""The parts of an application that an item asks for, and how far each one is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from onewindow.cases.actions.promising import lacks_promise
from onewindow.cases.models import Case
from onewindow.cases.readiness import readiness_of


@dataclass(frozen=True)
class Section:
    """One page of the way: its name in the URLs, its title, and what is still open there."""

    name: str
    title: str
    url: str
    missing: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether nothing is open."""
        return not self.missing


@dataclass(frozen=True)
class Way:
    """The sections of one draft in their order; the last is checking the answers."""

    sections: tuple[Section, ...]

    @property
    def titles(self) -> list[str]:
        """The titles for the stepper, the check included."""
        return [*(section.title for section in self.sections), _("核对提交")]

    @property
    def is_ready(self) -> bool:
        """Whether the draft can be handed in."""
        return all(section.is_done for section in self.sections)

    @property
    def next_open(self) -> Section | None:
        """The first section in which something is open."""
        return next((each for each in self.sections if not each.is_done), None)

    def place(self, name: str) -> int:
        """Return the place of a section, 1 for the first; an unknown name is the check."""
        names = [section.name for section in self.sections]
        return names.index(name) + 1 if name in names else len(names) + 1


def way_of(case: Case) -> Way:
    """Return the sections of a draft."""
    ready = readiness_of(case)
    kinds = [
        ("answers", _("情形"), case.version.questions.exists(), ready.questions),
        ("fields", _("填写表单"), case.version.fields.exists(), ready.fields),
        ("materials", _("上传材料"), case.version.materials.exists(), ready.materials),
        ("promise", _("承诺"), lacks_promise(case), (_("容缺材料的补交承诺"),)),
    ]
    return Way(
        tuple(
            Section(name, title, reverse(f"portal:{name}", args=[case.uid]), missing)
            for name, title, is_asked, missing in kinds
            if is_asked
        )
    )


def after(case: Case, name: str) -> str:
    """Return the address of the page that follows a section; the first for an empty name."""
    sections: Sequence[Section] = way_of(case).sections
    names = [section.name for section in sections]
    following = names.index(name) + 1 if name in names else 0
    if following < len(sections):
        return sections[following].url
    return reverse("portal:check", args=[case.uid])
