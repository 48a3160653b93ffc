"""Begin a project; say which column of a log is what."""

from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onewindow.design.http import found
from onewindow.desk.lab.forms import ROLES, ColumnsForm, NewProjectForm
from onewindow.desk.lab.page import LabPage
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.insight import access
from onewindow.insight.actions import starting, working
from onewindow.insight.models import JobKind, LogSource, RedesignProject
from onewindow.insight.peeking import peek
from onewindow.kernel.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def new_lab_project(request: OfficerRequest) -> HttpResponse:
    """Begin a project on items or on a log."""
    if not request.roles & access.CARRIES_OUT:
        raise Http404
    form = NewProjectForm(request.POST, request.FILES) if request.method == "POST" else None
    if form and form.is_valid():
        try:
            project = _start(request, form)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            page = "lab_project" if project.is_mapped else "lab_columns"
            return redirect(f"desk:{page}", project.number)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    shown = {"form": form or NewProjectForm()}
    return render(request, "desk/lab/new.html", shown, status=status)


def _start(request: OfficerRequest, form: NewProjectForm) -> RedesignProject:
    said, by, at = form.cleaned_data, request.officer.actor, now()
    owner = request.officer.department
    if said["source"] == LogSource.FILE:
        return starting.start_on_log(
            said["file"], name=said["file"].name, title=said["title"], owner=owner,
            versions=form.chosen, by=by, at=at,
        )  # fmt: skip
    project = starting.start_on_items(
        form.chosen, title=said["title"], owner=owner,
        period=(said["period_from"], said["period_to"]), by=by, at=at,
    )  # fmt: skip
    working.order(project, JobKind.DIAGNOSIS, by=by, at=at)
    return project


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def lab_columns(request: OfficerRequest, number: str) -> HttpResponse:
    """Show which column was taken for what, with the first rows; keep corrections and begin."""
    needed = access.CARRIES_OUT if request.method == "POST" else None
    project = found(access.project_for, request.officer, request.roles, number, needed)
    page = LabPage(request, project, "columns")
    if project.source != LogSource.FILE:
        return redirect("desk:lab_project", number)
    sample = peek(project)
    data = request.POST if request.method == "POST" else None
    guessed = project.mapping or sample.guessed
    form = ColumnsForm(data, sample=sample, guessed=guessed)
    if sample.is_fixed and data is not None:
        return _begin(request, project, {})
    if form.is_bound and form.is_valid():
        return _begin(request, project, form.mapping)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    shown = {"page": page, "sample": sample, "form": form, "roles": ROLES}
    return render(request, "desk/lab/columns.html", shown, status=status)


def _begin(
    request: OfficerRequest, project: RedesignProject, mapping: dict[str, str]
) -> HttpResponse:
    by, at = request.officer.actor, now()
    try:
        with transaction.atomic():
            starting.confirm_columns(project, mapping, by=by, at=at)
            working.order(project, JobKind.DIAGNOSIS, by=by, at=at)
    except DomainError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("开始诊断。"))
    return redirect("desk:lab_project", project.number)
