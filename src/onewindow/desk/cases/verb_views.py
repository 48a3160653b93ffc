"""One page for every verb of a case."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from onewindow.cases import access
from onewindow.design.http import found, succeeds
from onewindow.desk.cases.verbs import VERBS
from onewindow.desk.cases.verbs.verb import AnyVerb, Sent
from onewindow.desk.signing import OfficerRequest, officer_required

View = Callable[..., HttpResponseBase]


def verb_urls() -> list[URLPattern]:
    """Return the address of every verb."""
    return [path(f"cases/<str:number>/{each.code}/", _view(each), name=each.name) for each in VERBS]


def _view(verb: AnyVerb) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    @officer_required
    def show(request: OfficerRequest, number: str) -> HttpResponse:
        case = found(access.case_for, request.officer, request.roles, number)
        sent = Sent(request.POST, request.FILES) if request.method == "POST" else None
        closed = verb.closed(case)
        # What was typed before the case moved on is shown once more, whoever's the verb is by now.
        if not (sent and closed) and not verb.may(case, request.officer, request.roles):
            raise Http404
        begun = verb.begin(sent, case, request.officer)
        said: list[str] = []
        if sent and not closed and begun.form.is_valid():
            if succeeds(begun.form, lambda: said.append(begun.run(now()))):
                messages.success(request, said[0])
                return redirect("desk:case", case.number)
            case.refresh_from_db()
            closed = verb.closed(case)
        shown = {"case": case, "verb": verb, "form": begun.form, "closed": closed}
        status = HTTPStatus.UNPROCESSABLE_ENTITY if sent else HTTPStatus.OK
        return render(request, verb.template, shown, status=status)

    return show
