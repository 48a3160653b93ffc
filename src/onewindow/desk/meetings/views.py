"""Read meetings: the list, one, its calendar entry, its papers."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from onewindow.cases.meetings import access
from onewindow.cases.meetings.calendar import calendar_of
from onewindow.cases.models import MeetingStatus
from onewindow.design.downloads import send
from onewindow.design.http import found
from onewindow.desk.meetings.page import show_meeting
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.documents.models import Document

PER_PAGE = 30
FILTERS = ("coming", "called", "past")


@require_safe
@officer_required
def meetings(request: OfficerRequest) -> HttpResponse:
    """List the meetings to come, those of his department, or the past; above them what to do."""
    chosen = request.GET.get("filter", "coming")
    listed = access.meetings_for(request.officer, request.roles)
    coming = listed.filter(status=MeetingStatus.CALLED, begins_at__date__gte=localdate())
    kinds = {
        "coming": coming.order_by("begins_at"),
        "called": listed.filter(department=request.officer.department_id),
        "past": listed.exclude(pk__in=coming.values("pk")),
    }
    page = Paginator(kinds.get(chosen, kinds["coming"]), PER_PAGE).get_page(request.GET.get("page"))
    asked = list(access.requests_for(request.officer, request.roles))
    shown = {
        "page": page, "chosen": chosen if chosen in kinds else "coming", "asked": asked,
        "today": localdate(),
    }  # fmt: skip
    return render(request, "desk/meetings/list.html", shown)


@require_safe
@officer_required
def meeting(request: OfficerRequest, number: str) -> HttpResponse:
    """Show one meeting."""
    return show_meeting(request, found(access.meeting_for, request.officer, request.roles, number))


@require_safe
@officer_required
def calendar(request: OfficerRequest, number: str) -> HttpResponse:
    """Send the meeting as an entry for a calendar."""
    held = found(access.meeting_for, request.officer, request.roles, number)
    answer = HttpResponse(
        calendar_of(held, host=request.get_host()), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{held.number}.ics"'
    return answer


@require_safe
@officer_required
def paper(request: OfficerRequest, number: str) -> FileResponse:
    """Send the minutes."""
    held = found(access.meeting_for, request.officer, request.roles, number)
    if held.paper is None:
        raise Http404
    return send(held.paper, inline="inline" in request.GET)


@require_safe
@officer_required
def material(request: OfficerRequest, number: str, pk: UUID) -> FileResponse:
    """Send a file that belongs to the meeting."""
    held = found(access.meeting_for, request.officer, request.roles, number)
    document: Document = found(held.materials.get, pk=pk)
    return send(document, inline="inline" in request.GET)
