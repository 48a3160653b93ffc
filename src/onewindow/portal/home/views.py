"""The home page, the search, and where somebody goes after signing in."""

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from onewindow.cases.figures import figures
from onewindow.catalogue.listing import published_count, quickest_items
from onewindow.catalogue.models import SearchEntry
from onewindow.catalogue.search import Found, Hit, browse, entry_counts
from onewindow.catalogue.search import search as find
from onewindow.catalogue.search.unanswered import note_unanswered
from onewindow.design.http import sign_in_first
from onewindow.orgs.access import halls_of
from onewindow.portal.home.browsing import theme_tiles
from onewindow.portal.home.forms import SearchForm
from onewindow.portal.home.narrowing import chosen, narrowings
from onewindow.portal.home.results import results_of, results_of_entries, with_items
from onewindow.portal.signing import is_signed_in

SUGGESTIONS = 6
CARDS = 6
PER_PAGE = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the search, today's figures, the themes, what can be done online, and the halls."""
    shown = {
        "search": SearchForm(),
        "figures": figures(now()),
        "items": quickest_items(CARDS),
        "item_count": published_count(),
        "groups": theme_tiles(),
        "halls": halls_of(settings.REGION_CODE),
    }
    return render(request, "portal/home/index.html", shown)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what fits the words and the filters; without words, all that the filters leave."""
    form = SearchForm(request.GET)
    shown = _found(request, form) if form.query else _listed(request, form)
    chips = chosen(request.GET)
    shown |= {"search": form, "chosen": chips, "halls": halls_of(settings.REGION_CODE)}
    return render(request, "portal/home/search.html", shown)


def _found(request: HttpRequest, form: SearchForm) -> dict[str, object]:
    found = find(form.query, form.filters, near=settings.REGION_CODE)
    if not found.hits and form.filters == SearchForm({}).filters:
        note_unanswered(form.query, at=now())
    page: Page[Hit] = Paginator(found.hits, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "results": results_of(list(page.object_list)),
        "narrowings": narrowings(request.GET, found.facets()),
        "hints": _hints(found, form),
    }


def _hints(found: Found, form: SearchForm) -> list[Hit]:
    """Return what might be meant: something near, or the same words without the filters."""
    if found.hits or form.filters == SearchForm({}).filters:
        return found.hints
    return find(form.query, near=settings.REGION_CODE).hits[:SUGGESTIONS]


def _listed(request: HttpRequest, form: SearchForm) -> dict[str, object]:
    entries = with_items(browse(form.filters))
    page: Page[SearchEntry] = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "results": results_of_entries(page.object_list),
        "narrowings": narrowings(request.GET, entry_counts(form.filters)),
    }


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer the search box while somebody types."""
    form = SearchForm(request.GET)
    found = find(form.query, form.filters, near=settings.REGION_CODE)
    shown = {"search": form, "results": results_of((found.hits or found.hints)[:SUGGESTIONS])}
    return render(request, "portal/home/_suggestions.html", shown)


@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """Send an applicant to his applications and an official to his desk."""
    if not is_signed_in(request):
        return sign_in_first(request)
    return redirect("portal:applications" if request.user.is_applicant else "desk:work")
