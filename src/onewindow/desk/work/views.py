"""The work list."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from onewindow.cases.access import failed_letters
from onewindow.cases.clocks import local_day
from onewindow.cases.meetings.access import requests_for
from onewindow.cases.unattended import unattended_for
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.desk.work.listing import Listing, rows_of

PER_PAGE = 30
MOST_UNATTENDED = 10


@require_safe
@officer_required
def work(request: OfficerRequest) -> HttpResponse:
    """List the open steps that the officer may do."""
    officer, today = request.officer, local_day(now())
    listing = Listing(request.frame.work, officer, today, request.GET.get("filter", ""))
    page = Paginator(listing.steps(), PER_PAGE).get_page(request.GET.get("page"))
    seen = {
        "asked": requests_for(officer, request.roles) if request.frame.asked_by_meetings else (),
        "today": today,
        "failed_letters": failed_letters(request.roles),
        "unattended": (empty := unattended_for(request.roles, today))[:MOST_UNATTENDED],
        "unattended_count": empty.count(),
        "filters": listing.filters(),
        "chosen": listing.chosen,
        "page": page,
        "rows": rows_of(iter(page), officer, today),
    }
    return render(request, "desk/work/list.html", seen)
