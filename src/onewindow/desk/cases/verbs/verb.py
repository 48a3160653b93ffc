"""What an officer can do with a case: a page that says what will happen, and one button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from onewindow.cases.models import Case
from onewindow.design.verbs import Begun, Named
from onewindow.desk.cases.handling import Handling
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

F = TypeVar("F", bound=forms.Form)


@dataclass(frozen=True)
class Sent:
    """What was sent with a form: its values and its files."""

    values: QueryDict
    files: MultiValueDict[str, UploadedFile[bytes]]


class AnyVerb(Named, Protocol):
    """A verb whatever its form is."""

    @property
    def may(self) -> Callable[[Handling], bool]:
        """Whether it is an officer's to do."""

    @property
    def closed(self) -> Callable[[Case], StrOrPromise]:
        """Why the case does not allow it now."""

    def begin(self, sent: Sent | None, case: Case, officer: Officer) -> Begun:
        """Open its form, or read what was sent."""

    def is_offered(self, handling: Handling) -> bool:
        """Whether the case page shows it."""


@dataclass(frozen=True)
class Verb(Generic[F]):
    """One verb: `/desk/cases/<number>/<code>/`, named `desk:case_<code>` (`-` becomes `_`).

    `may` says whether it is this officer's to do with a case that he reads: if not, there is no
    such page. `closed` says in plain words why the case does not allow it now, nothing when it
    does. `do` runs the action and returns what the officer is told; what the action refuses
    (DomainError) becomes an error of the form.
    """

    code: str
    label: StrOrPromise
    meaning: StrOrPromise
    icon: str
    form: Callable[[Sent | None, Case, Officer], F]
    may: Callable[[Handling], bool]
    closed: Callable[[Case], StrOrPromise]
    do: Callable[[Case, Officer, F, datetime], StrOrPromise]
    is_grave: bool = False
    template: str = "desk/cases/verb.html"

    @property
    def name(self) -> str:
        """The name of its URL, without the name space."""
        return "case_" + self.code.replace("-", "_")

    @property
    def route(self) -> str:
        """What `{% url %}` takes."""
        return f"desk:{self.name}"

    def begin(self, sent: Sent | None, case: Case, officer: Officer) -> Begun:
        """Open its form, or read what was sent."""
        form = self.form(sent, case, officer)
        return Begun(form, lambda at: str(self.do(case, officer, form, at)))

    def is_offered(self, handling: Handling) -> bool:
        """Whether the case page shows it."""
        # Why the case does not allow it is known from the case itself in most cases.
        return not self.closed(handling.case) and self.may(handling)
