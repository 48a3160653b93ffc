"""The texts that the bases of items name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onewindow.catalogue import laws as library


@require_safe
def laws(request: HttpRequest) -> HttpResponse:
    """List the laws that can be read here."""
    return render(request, "portal/laws/list.html", {"laws": library.laws().values()})


@require_safe
def law(request: HttpRequest, code: str) -> HttpResponse:
    """Show a law; each article has a place of its own."""
    try:
        found = library.law_by_code(code)
    except library.UnknownLaw:
        raise Http404 from None
    return render(request, "portal/laws/law.html", {"law": found})
