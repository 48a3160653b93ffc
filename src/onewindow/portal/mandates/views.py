"""My mandates: given and received, one of them, answering and ending it."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onewindow.design.downloads import send
from onewindow.design.http import SignedInRequest, found, succeeds
from onewindow.mandates import access, actions
from onewindow.mandates.models import Mandate
from onewindow.portal.mandates.forms import ReasonForm
from onewindow.portal.mandates.page import MandatePage, rows_of
from onewindow.portal.signing import applicant_required

Verb = Callable[..., object]


@require_safe
@applicant_required
def mandates(request: SignedInRequest) -> HttpResponse:
    """List what he gave and what he has, the last first."""
    on = localdate()
    received = rows_of(access.received_by(request.user, on), on)
    shown = {
        "given": rows_of(access.given_by(request.user, on), on),
        "offers": [row for row in received if row.is_offer],
        "received": [row for row in received if not row.is_offer],
    }
    return render(request, "portal/mandates/index.html", shown)


@require_safe
@applicant_required
def mandate(request: SignedInRequest, number: str) -> HttpResponse:
    """Show one mandate with everything that was done by it."""
    return _show(request, found(access.mandate_for, request.user, number, localdate()))


@require_safe
@applicant_required
def paper(request: SignedInRequest, number: str) -> FileResponse:
    """Send the letter of attorney, typeset or uploaded."""
    held = found(access.mandate_for, request.user, number, localdate())
    if held.document is None:
        raise Http404
    return send(held.document, inline="inline" in request.GET)


@require_POST
@applicant_required
def accept(request: SignedInRequest, number: str) -> HttpResponse:
    """Accept an offer."""
    offer = found(access.offer_for, request.user, number, localdate())
    return _do(request, offer, actions.accept, _("您已接受委托，现在可以代办。"))


@require_POST
@applicant_required
def decline(request: SignedInRequest, number: str) -> HttpResponse:
    """Decline an offer."""
    offer = found(access.offer_for, request.user, number, localdate())
    return _do(request, offer, actions.decline, _("您没有接受这份委托。"))


@require_POST
@applicant_required
def revoke(request: SignedInRequest, number: str) -> HttpResponse:
    """End a mandate as the one who gave it; it counts no more at once."""
    on = localdate()
    given = found(access.mandate_for, request.user, number, on)
    if not access.is_giver(request.user, given, on):
        raise Http404
    return _end(request, given, actions.revoke, _("委托已撤销，立刻失效。"))


@require_POST
@applicant_required
def resign(request: SignedInRequest, number: str) -> HttpResponse:
    """Give a mandate up."""
    held = found(access.mandate_for, request.user, number, localdate())
    if held.agent_id != request.user.pk:
        raise Http404
    return _end(request, held, actions.resign, _("您已辞去这份委托。"))


def _end(request: SignedInRequest, held: Mandate, verb: Verb, said: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid() and succeeds(
        form, verb, held, by=request.user, at=now(), **form.cleaned_data
    ):
        messages.success(request, said)
        return redirect("portal:mandates")
    return _show(request, held, form)


def _do(request: SignedInRequest, offer: Mandate, verb: Verb, said: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    if succeeds(form, verb, offer, by=request.user, at=now()):
        messages.success(request, said)
        return redirect("portal:mandate", offer.number)
    return _show(request, offer, form)


def _show(request: SignedInRequest, held: Mandate, form: ReasonForm | None = None) -> HttpResponse:
    page = MandatePage(held, request.user, localdate())
    shown = {"page": page, "mandate": held, "form": form or ReasonForm()}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "portal/mandates/mandate.html", shown, status=status)
