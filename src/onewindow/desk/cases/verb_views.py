"""One page for every verb of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import resolve_url

from onewindow.cases import access
from onewindow.design.http import found
from onewindow.design.verbs import View, answer_verb
from onewindow.design.verbs import verb_urls as urls_of
from onewindow.desk.cases.handling import Handling
from onewindow.desk.cases.verbs import VERBS
from onewindow.desk.cases.verbs.verb import AnyVerb, Sent
from onewindow.desk.signing import OfficerRequest, officer_required

if TYPE_CHECKING:
    from django.urls import URLPattern
    from django_stubs_ext import StrOrPromise


def verb_urls() -> list[URLPattern]:
    """Return the address of every verb."""
    return urls_of("cases/<str:number>/", VERBS, _view)


def _view(verb: AnyVerb) -> View:
    @officer_required
    def show(request: OfficerRequest, number: str) -> HttpResponse:
        officer, roles, reach = request.officer, request.roles, request.reach
        case = found(access.case_for, officer, roles, number, reach)
        sent = Sent(request.POST, request.FILES) if request.method == "POST" else None
        # What was typed before the case moved on is shown once more, whoever's the verb is by now.
        closed = verb.closed(case)
        if not (sent and closed) and not verb.may(Handling(case, officer, roles, reach)):
            raise Http404
        begun = verb.begin(sent, case, officer)

        shown = {"case": case}

        def again() -> StrOrPromise:
            shown["case"] = found(access.case_for, officer, roles, number, reach)
            return verb.closed(shown["case"])

        back = resolve_url("desk:case", case.number)
        return answer_verb(request, verb, begun, closed=closed, again=again, shown=shown, back=back)

    return show
