"""A verb of a case on a page of its own: what it means, its form, one button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from onewindow.design.http import succeeds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django_stubs_ext import StrOrPromise

View = Callable[..., HttpResponseBase]


class Named(Protocol):
    """A verb as its address and its page know it."""

    @property
    def code(self) -> str:
        """Its part of the address."""

    @property
    def name(self) -> str:
        """The name of its URL, without the name space."""

    @property
    def template(self) -> str:
        """The template of its page."""


V = TypeVar("V", bound=Named)


@dataclass(frozen=True)
class Begun:
    """A form that was opened or sent, and what doing it means; `run` returns what is told."""

    form: forms.Form
    run: Callable[[datetime], str]


def verb_urls(under: str, verbs: Iterable[V], view: Callable[[V], View]) -> list[URLPattern]:
    """Return the address of every verb."""
    read_or_send = require_http_methods(["GET", "HEAD", "POST"])
    return [
        path(f"{under}{each.code}/", read_or_send(view(each)), name=each.name) for each in verbs
    ]


def answer_verb(
    request: HttpRequest,
    verb: Named,
    begun: Begun,
    *,
    closed: StrOrPromise,
    again: Callable[[], StrOrPromise],
    shown: Mapping[str, object],
    back: str,
) -> HttpResponse:
    """Show the page of a verb; when its form was sent, do it and lead back.

    `closed` says why it cannot be done now, nothing when it can; `again` asks so after a refusal.
    What was typed stays on the page, also when the case has moved on meanwhile.
    """
    is_sent = request.method == "POST"
    if is_sent and not closed and begun.form.is_valid():
        said: list[str] = []
        if succeeds(begun.form, lambda: said.append(begun.run(now()))):
            messages.success(request, said[0])
            return redirect(back)
        closed = again()
    page = {**shown, "verb": verb, "form": begun.form, "closed": closed}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_sent else HTTPStatus.OK
    return render(request, verb.template, page, status=status)
