"""Mining and simulating in the background: order it, watch it, give it up."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onewindow.design.http import found, is_done
from onewindow.desk.lab.page import LabPage
from onewindow.desk.lab.parts import PartForm
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.insight import access
from onewindow.insight.actions import working
from onewindow.insight.actions.narrowing import narrow
from onewindow.insight.models import JobKind
from onewindow.kernel.errors import DomainError


@require_safe
@officer_required
def lab_work(request: OfficerRequest, number: str) -> HttpResponse:
    """Say how far the work is; when it is done, have the page loaded again."""
    project = found(access.project_for, request.officer, request.roles, number)
    page = LabPage(request, project)
    if "HX-Request" not in request.headers:
        return redirect("desk:lab_project", number)
    if not page.is_working:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "desk/lab/_work.html", {"page": page})


@require_POST
@officer_required
def lab_diagnose(request: OfficerRequest, number: str) -> HttpResponse:
    """Have the log mined."""
    project = found(access.project_for, request.officer, request.roles, number, access.CARRIES_OUT)
    is_done(request, working.order, project, JobKind.DIAGNOSIS, by=request.officer.actor, at=now())
    return redirect("desk:lab_project", number)


@require_POST
@officer_required
def lab_part(request: OfficerRequest, number: str) -> HttpResponse:
    """Have some of the cases looked at by themselves; whoever reads the project may ask."""
    project = found(access.project_for, request.officer, request.roles, number)
    page = LabPage(request, project, "diagnosis")
    if page.seen is None:
        return redirect("desk:lab_project", number)
    form = PartForm(request.POST, seen=page.seen)
    if form.is_valid():
        try:
            job = narrow(project, form.asked, by=request.officer.actor, at=now())
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            url = reverse("desk:lab_diagnosis", args=[number])
            return redirect(f"{url}?part={job.pk}#part")
    page.part_form = form
    shown = {"page": page}
    return render(request, "desk/lab/diagnosis.html", shown, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
@officer_required
def lab_cancel(request: OfficerRequest, number: str) -> HttpResponse:
    """Give up what is under way."""
    project = found(access.project_for, request.officer, request.roles, number, access.CARRIES_OUT)
    if is_done(request, working.cancel, project, by=request.officer.actor, at=now()):
        messages.success(request, _("已取消。"))
    return redirect("desk:lab_project", number)
