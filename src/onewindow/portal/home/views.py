"""The home page, the search, and where somebody goes after signing in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from onewindow.cases.figures import figures
from onewindow.catalogue.listing import published_items
from onewindow.catalogue.search import search as find
from onewindow.catalogue.search import search_base
from onewindow.design.http import sign_in_first
from onewindow.orgs.access import halls_of
from onewindow.portal.home.forms import SearchForm
from onewindow.portal.signing import is_signed_in
from onewindow.portal.themes import shown_themes

SUGGESTIONS = 5
CARDS = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the search, today's figures, the themes, what can be done online, and the halls."""
    items = published_items()
    shown = {
        "search": SearchForm(),
        "figures": figures(now()),
        "items": items[:CARDS],
        "item_count": len(items),
        "groups": shown_themes(),
        "halls": halls_of(settings.REGION_CODE),
    }
    return render(request, "portal/home/index.html", shown)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what fits the words, the theme and the audience; without words, everything."""
    form = SearchForm(request.GET)
    query = form.query
    items = published_items(audience=form.audience_code, theme=form.chosen_theme)
    shown = {
        "search": form,
        "hits": form.within(find(query, audience=form.audience_code), items),
        "items": [] if query else items,
        "base_hits": search_base(query),
        "groups": shown_themes(),
    }
    return render(request, "portal/home/search.html", shown)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer the search box while somebody types."""
    form = SearchForm(request.GET)
    hits = find(form.query, audience=form.audience_code)[:SUGGESTIONS]
    shown = {"search": form, "hits": hits}
    return render(request, "portal/home/_suggestions.html", shown)


@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """Send an applicant to his applications and an official to his desk."""
    if not is_signed_in(request):
        return sign_in_first(request)
    return redirect("portal:applications" if request.user.is_applicant else "desk:work")
