"""Answer an invitation, call a meeting off, write its minutes, report a request done."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onewindow.cases.meetings import access, actions
from onewindow.cases.models import Reply
from onewindow.design.http import found, succeeds
from onewindow.desk.meetings.forms import AnswerForm, MinutesForm, ReasonForm, ResultForm
from onewindow.desk.meetings.page import show_meeting
from onewindow.desk.signing import OfficerRequest, officer_required


@require_POST
@officer_required
def answer(request: OfficerRequest, number: str) -> HttpResponse:
    """Say whether somebody comes."""
    meeting = found(access.meeting_for, request.officer, request.roles, number)
    invitee = found(access.invitation_for, request.officer, request.roles, meeting)
    form = AnswerForm(request.POST)
    if form.is_valid() and succeeds(
        form, actions.answer, invitee, by=request.officer, reply=Reply(form.cleaned_data["reply"]),
        said=form.cleaned_data["said"], at=now(),
    ):  # fmt: skip
        messages.success(request, _("已答复。"))
        return redirect("desk:meeting", number)
    return show_meeting(request, meeting, failed=form)


@require_POST
@officer_required
def cancel(request: OfficerRequest, number: str) -> HttpResponse:
    """Call the meeting off."""
    meeting = found(access.meeting_led_by, request.officer, request.roles, number)
    form = ReasonForm(request.POST)
    if form.is_valid() and succeeds(
        form, actions.cancel, meeting, by=request.officer, at=now(), **form.cleaned_data
    ):
        messages.success(request, _("会商已取消。"))
        return redirect("desk:meeting", number)
    return show_meeting(request, meeting, failed=form)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def minutes(request: OfficerRequest, number: str) -> HttpResponse:
    """Write who came, what was said and what was resolved."""
    meeting = found(access.meeting_led_by, request.officer, request.roles, number)
    is_sent = request.method == "POST"
    form = MinutesForm(meeting, request.POST if is_sent else None)
    if form.is_valid() and succeeds(
        form, actions.hold, meeting, by=request.officer, minutes=form.cleaned_data["minutes"],
        came={int(pk) for pk in form.cleaned_data["came"]}, resolved=form.resolved, at=now(),
    ):  # fmt: skip
        messages.success(request, _("纪要已形成，交办事项已转给承办部门。"))
        return redirect("desk:meeting", number)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_sent else HTTPStatus.OK
    shown = {"meeting": meeting, "form": form}
    return render(request, "desk/meetings/minutes.html", shown, status=status)


@require_POST
@officer_required
def complete(request: OfficerRequest, number: str, position: int) -> HttpResponse:
    """Report that a request is done."""
    asked = found(access.request_for, request.officer, request.roles, number, position)
    meeting = found(access.meeting_for, request.officer, request.roles, number)
    form = ResultForm(request.POST)
    if form.is_valid() and succeeds(
        form, actions.complete, asked, by=request.officer, at=now(), **form.cleaned_data
    ):
        messages.success(request, _("交办事项已办结。"))
        return redirect("desk:meeting", number)
    return show_meeting(request, meeting, failed=form)
