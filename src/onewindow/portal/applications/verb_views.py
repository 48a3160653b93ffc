"""One page for every verb of an application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import resolve_url
from django.utils.timezone import localdate

from onewindow.cases.access import application_for
from onewindow.cases.acting import powers_over
from onewindow.design.http import SignedInRequest, found
from onewindow.design.verbs import View, answer_verb
from onewindow.design.verbs import verb_urls as urls_of
from onewindow.portal.applications.verbs import VERBS
from onewindow.portal.applications.verbs.verb import AnyVerb
from onewindow.portal.signing import applicant_required

if TYPE_CHECKING:
    from django.urls import URLPattern
    from django_stubs_ext import StrOrPromise


def verb_urls() -> list[URLPattern]:
    """Return the address of every verb."""
    return urls_of("<str:number>/", VERBS, _view)


def _view(verb: AnyVerb) -> View:
    @applicant_required
    def show(request: SignedInRequest, number: str) -> HttpResponse:
        case = found(application_for, request.user, number)
        if verb.power not in powers_over(case, request.user, localdate()):
            raise Http404
        closed = verb.closed(case)
        begun = verb.begin(request if request.method == "POST" else None, case, request.user)

        shown = {"case": case}

        def again() -> StrOrPromise:
            shown["case"] = found(application_for, request.user, number)
            return verb.closed(shown["case"])

        back = resolve_url("portal:application", case.number)
        return answer_verb(request, verb, begun, closed=closed, again=again, shown=shown, back=back)

    return show
