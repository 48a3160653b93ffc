"""Lay a project aside, take it up again, delete one that came to nothing."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onewindow.design.http import found, is_done, succeeds
from onewindow.desk.lab.forms import ShelfForm
from onewindow.desk.lab.page import LabPage
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.insight import access
from onewindow.insight.actions import shelving


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def lab_shelf(request: OfficerRequest, number: str) -> HttpResponse:
    """Ask why a project is laid aside, and do it."""
    project = found(access.project_for, request.officer, request.roles, number, access.CARRIES_OUT)
    form = ShelfForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and succeeds(
        form, shelving.shelve, project, reason=form.cleaned_data["reason"],
        by=request.officer.actor, at=now(),
    ):  # fmt: skip
        messages.success(request, _("已搁置，不再计入合计。随时可以恢复。"))
        return redirect("desk:lab_project", number)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    shown = {"page": LabPage(request, project, "shelf"), "form": form}
    return render(request, "desk/lab/shelf.html", shown, status=status)


@require_POST
@officer_required
def lab_take_up(request: OfficerRequest, number: str) -> HttpResponse:
    """Go on with a project that was laid aside."""
    project = found(access.project_for, request.officer, request.roles, number, access.CARRIES_OUT)
    if is_done(request, shelving.take_up, project, by=request.officer.actor, at=now()):
        messages.success(request, _("已恢复。"))
    return redirect("desk:lab_project", number)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def lab_delete(request: OfficerRequest, number: str) -> HttpResponse:
    """Ask whether a project is to be deleted for good, and do it."""
    project = found(access.project_for, request.officer, request.roles, number, access.CARRIES_OUT)
    if request.method != "POST":
        page = LabPage(request, project, "shelf")
        return render(request, "desk/lab/deletion.html", {"page": page})
    title = project.title
    if not is_done(request, shelving.delete, project, by=request.officer.actor, at=now()):
        return redirect("desk:lab_project", number)
    messages.success(request, _("项目“%(title)s”已删除。") % {"title": title})
    return redirect("desk:lab")
