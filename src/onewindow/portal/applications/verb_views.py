"""One page for every verb of an application."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from onewindow.cases.access import application_for
from onewindow.cases.acting import powers_over
from onewindow.design.http import SignedInRequest, found, succeeds
from onewindow.portal.applications.verbs import VERBS
from onewindow.portal.applications.verbs.verb import AnyVerb
from onewindow.portal.signing import applicant_required

View = Callable[..., HttpResponseBase]


def verb_urls() -> list[URLPattern]:
    """Return the address of every verb."""
    return [path(f"<str:number>/{each.code}/", _view(each), name=each.name) for each in VERBS]


def _view(verb: AnyVerb) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    @applicant_required
    def show(request: SignedInRequest, number: str) -> HttpResponse:
        case = found(application_for, request.user, number)
        if verb.power not in powers_over(case, request.user, localdate()):
            raise Http404
        is_sent = request.method == "POST"
        begun = verb.begin(request if is_sent else None, case, request.user)
        said: list[str] = []
        if is_sent and not verb.closed(case) and begun.form.is_valid():
            if succeeds(begun.form, lambda: said.append(begun.run(now()))):
                messages.success(request, said[0])
                return redirect("portal:application", case.number)
            case.refresh_from_db()
        shown = {"case": case, "verb": verb, "form": begun.form, "closed": verb.closed(case)}
        status = HTTPStatus.UNPROCESSABLE_ENTITY if is_sent else HTTPStatus.OK
        return render(request, verb.template, shown, status=status)

    return show
