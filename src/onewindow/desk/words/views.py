"""What people call items, and what they looked for in vain."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onewindow.catalogue import naming_access
from onewindow.catalogue.actions import aliasing
from onewindow.design.http import found, succeeds
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.desk.words.forms import AliasForm
from onewindow.desk.words.page import asked_in_vain, offers, with_names

ASKED_PER_PAGE, ALIASES = 10, 100


@require_safe
@officer_required
def words(request: OfficerRequest) -> HttpResponse:
    """List what found nothing, and the names that were added."""
    _require_namer(request)
    queries = naming_access.open_queries(request.roles)
    page = Paginator(queries, ASKED_PER_PAGE).get_page(request.GET.get("page"))
    aliases = naming_access.aliases_for(request.officer, request.roles).order_by("-at", "-pk")
    shown = {
        "page": page,
        "asked": asked_in_vain(page, request.officer, request.roles),
        "aliases": with_names(aliases[:ALIASES]),
    }
    return render(request, "desk/words/list.html", shown)


@require_safe
@officer_required
def naming(request: OfficerRequest) -> HttpResponse:
    """Look for the item that a name is for."""
    _require_namer(request)
    text = request.GET.get("text", "")[:50]
    return _show_naming(request, text, AliasForm(initial={"text": text}))


@require_POST
@officer_required
def add_alias(request: OfficerRequest) -> HttpResponse:
    """Let an item be found by a name from now on."""
    _require_namer(request)
    form = AliasForm(request.POST)
    if form.is_valid():
        thing = found(
            naming_access.nameable_thing,
            request.officer,
            request.roles,
            form.cleaned_data["thing"],
        )
        text = form.cleaned_data["text"]
        if succeeds(form, aliasing.add_alias, thing, text, by=request.officer.actor, at=now()):
            messages.success(request, _("已加上：搜“%(text)s”就能找到。") % {"text": text})
            return redirect("desk:words")
    text = request.POST.get("text", "")[:50]
    return _show_naming(request, text, form, HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
@officer_required
def remove_alias(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a name away from an item."""
    alias = found(naming_access.alias_for, request.officer, request.roles, pk)
    aliasing.remove_alias(alias, by=request.officer.actor, at=now())
    messages.success(request, _("已去掉叫法“%(text)s”。") % {"text": alias.text})
    return redirect("desk:words")


@require_POST
@officer_required
def dismiss_query(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put words aside that belong to no item."""
    query = found(naming_access.open_query, request.roles, pk)
    aliasing.dismiss(query, at=now())
    messages.success(request, _("“%(text)s”不再列出。") % {"text": query.query})
    return redirect("desk:words")


def _require_namer(request: OfficerRequest) -> None:
    if not request.frame.names_items:
        raise Http404


def _show_naming(
    request: OfficerRequest, text: str, form: AliasForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    looked_for = request.GET.get("q", text)[:50]
    shown = {
        "form": form,
        "text": text,
        "looked_for": looked_for,
        "offers": offers(looked_for, request.officer, request.roles) if looked_for else [],
    }
    return render(request, "desk/words/naming.html", shown, status=status)
