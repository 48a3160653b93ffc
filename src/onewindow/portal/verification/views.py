"""Check the code that every letter prints."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onewindow.cases.access import letter_by_code
from onewindow.cases.models import Letter
from onewindow.portal.verification.forms import CodeForm


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code; say what the letter of that code says, or that there is none."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    letter: Letter | None = None
    if form.is_valid():
        try:
            letter = letter_by_code(form.cleaned_data["code"])
        except Letter.DoesNotExist:
            form.add_error("code", form.unknown)
    return render(request, "portal/verification/verify.html", {"form": form, "letter": letter})
