"""Check the code that every letter prints."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from onewindow.cases.access import letter_by_code
from onewindow.cases.models import Letter
from onewindow.delegation import access
from onewindow.delegation.items import item_names
from onewindow.delegation.models import AuthorisationLetter
from onewindow.kernel.crypto import mask_name
from onewindow.mandates.access import mandate_by_code
from onewindow.mandates.models import Mandate
from onewindow.portal.mandates.page import rows_of
from onewindow.portal.verification.forms import CodeForm


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code; say what the letter of that code says, or that there is none."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    shown: dict[str, object] = {"form": form}
    if form.is_valid():
        shown |= _of_code(form.cleaned_data["code"])
        if len(shown) == 1:
            form.add_error("code", form.unknown)
    return render(request, "portal/verification/verify.html", shown)


def _of_code(code: str) -> dict[str, object]:
    """Return the letter of a case, or the authorisation letter, that bears a code."""
    try:
        return {"letter": letter_by_code(code)}
    except Letter.DoesNotExist:
        pass
    try:
        authorisation = access.letter_by_code(code)
    except AuthorisationLetter.DoesNotExist:
        return _mandate_of(code)
    names = item_names([item.pk for item in authorisation.items.all()])
    return {
        "authorisation": authorisation,
        "state": authorisation.state(localdate()),
        "items": sorted(names.values()),
    }


def _mandate_of(code: str) -> dict[str, object]:
    """Return the mandate whose letter bears a code; people's names are masked."""
    try:
        mandate = mandate_by_code(code)
    except Mandate.DoesNotExist:
        return {}
    giver = mandate.giver_name if mandate.company else mask_name(mandate.giver_name)
    return {
        "mandate": mandate,
        "giver": giver,
        "agent": mask_name(mandate.agent_name),
        "row": rows_of([mandate], localdate())[0],
    }
