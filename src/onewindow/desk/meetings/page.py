"""Everything the page of one meeting shows."""

from http import HTTPStatus

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from onewindow.cases.access import cases_for
from onewindow.cases.meetings import access
from onewindow.cases.models import Invitee, Meeting, MeetingStatus
from onewindow.desk.meetings.forms import AnswerForm, ReasonForm, ResultForm
from onewindow.desk.signing import OfficerRequest
from onewindow.projects.access import projects_for


def show_meeting(
    request: OfficerRequest, meeting: Meeting, *, failed: forms.Form | None = None
) -> HttpResponse:
    """Answer the page, with the form that failed, if one did."""
    officer, roles = request.officer, request.roles
    is_open = meeting.status == MeetingStatus.CALLED
    leads = bool(roles & access.CALLS) and meeting.department_id == officer.department_id
    readable = set(cases_for(officer, roles).filter(meetings=meeting).values_list("pk", flat=True))
    resolutions = meeting.resolutions.select_related("department", "case").order_by("position")
    shown = {
        "meeting": meeting,
        "reads_project": bool(meeting.about)
        and projects_for(officer, roles).filter(code=meeting.about_code).exists(),
        "cases": [
            (case, case.pk in readable)
            for case in meeting.cases.select_related("version").order_by("pk")
        ],
        "invitees": meeting.invitees.select_related("department").order_by("pk"),
        "materials": meeting.materials.order_by("created_at"),
        "resolutions": resolutions,
        "invitation": _invitation(request, meeting) if is_open else None,
        "leads": leads and is_open,
        "handles": bool(roles & access.HANDLES),
        "here": officer.department_id,
        "today": localdate(),
        "answering": failed if isinstance(failed, AnswerForm) else AnswerForm(),
        "cancelling": failed if isinstance(failed, ReasonForm) else ReasonForm(),
        "completing": failed if isinstance(failed, ResultForm) else ResultForm(),
        "failed": failed,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK
    return render(request, "desk/meetings/meeting.html", shown, status=status)


def _invitation(request: OfficerRequest, meeting: Meeting) -> Invitee | None:
    try:
        return access.invitation_for(request.officer, request.roles, meeting)
    except Invitee.DoesNotExist:
        return None
