"""Announce to everybody who handles what for whom, until when."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from onewindow.catalogue.models import ItemVersion
from onewindow.delegation.items import item_names
from onewindow.delegation.models import Delegation
from onewindow.delegation.places import Place, place_of, public_delegations

PER_PAGE = 20


@dataclass(frozen=True)
class Announced:
    """One delegation as the public reads it; `slug` leads to the guide, if there is one."""

    name: str
    slug: str
    delegation: Delegation
    place: Place


@require_safe
def delegations(request: HttpRequest) -> HttpResponse:
    """List what is in force today, narrowed by words, by department and item."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    running = public_delegations(localdate())
    if words:
        named = ItemVersion.objects.public().filter(name__icontains=words)
        running = running.filter(
            Q(item__in=named.values("item"))
            | Q(to__name__icontains=words)
            | Q(item__department__name__icontains=words)
        )
    ordered = running.order_by("item__department__name", "item", "to__name")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    shown = {"words": words, "page": page, "listed": _announced(list(page))}
    return render(request, "portal/delegations/list.html", shown)


def _announced(running: list[Delegation]) -> list[Announced]:
    items = {each.item_id for each in running}
    names = item_names(items)
    public = ItemVersion.objects.public().filter(item__in=items)
    slugs = dict(public.values_list("item", "item__slug"))
    return [
        Announced(
            names[each.item_id], slugs.get(each.item_id, ""), each, place_of(each)
        )
        for each in running
    ]  # fmt: skip
