"""What an applicant can do with a case of his: a page that says what will happen, one button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from django import forms
from django.http import HttpRequest

from onewindow.accounts.models import User
from onewindow.cases.acting import acting
from onewindow.cases.models import Case
from onewindow.design.verbs import Begun, Named
from onewindow.kernel.errors import DomainError
from onewindow.mandates.models import Power

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

F = TypeVar("F", bound=forms.Form)


class AnyVerb(Named, Protocol):
    """A verb whatever its form is."""

    @property
    def power(self) -> Power:
        """What an agent's mandate has to allow for it."""

    @property
    def closed(self) -> Callable[[Case], StrOrPromise]:
        """Why the case does not allow it now."""

    def begin(self, request: HttpRequest | None, case: Case, user: User) -> Begun:
        """Open its form, or read what was sent with a request."""


@dataclass(frozen=True)
class Verb(Generic[F]):
    """One verb: `/applications/<number>/<code>/`, named `portal:<name>`.

    `form` gets the request when something was sent, so that it can take files. `closed` says in
    plain words why the case does not allow it now, nothing when it does. `do` returns what the
    applicant is told; what the action refuses (DomainError) becomes an error of the form. An agent
    needs the `power`; `do` gets him as a user whose `actor` says for whom he acts. What `keep` does
    before stays, whatever it or `do` refuses: nobody uploads the same file again. It returns why
    something could not be kept.
    """

    code: str
    name: str
    label: StrOrPromise
    heading: StrOrPromise
    meaning: StrOrPromise
    icon: str
    form: Callable[[HttpRequest | None, Case], F]
    closed: Callable[[Case], StrOrPromise]
    do: Callable[[Case, User, F, datetime], StrOrPromise]
    back: StrOrPromise
    keep: Callable[[Case, User, F, datetime], list[str]] | None = None
    is_grave: bool = False
    power: Power = Power.APPLY
    template: str = "portal/applications/verb.html"

    @property
    def route(self) -> str:
        """What `{% url %}` takes."""
        return f"portal:{self.name}"

    def begin(self, request: HttpRequest | None, case: Case, user: User) -> Begun:
        """Open its form, or read what was sent with a request."""
        form = self.form(request, case)

        def run(at: datetime) -> str:
            if self.keep is not None:
                with acting(case, user, self.power, at=at) as agent:
                    refused = self.keep(case, agent, form, at)
                if refused:
                    raise DomainError("\n".join(dict.fromkeys(refused)))
            with acting(case, user, self.power, at=at) as agent:
                return str(self.do(case, agent, form, at))

        return Begun(form, run)
