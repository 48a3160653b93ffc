"""The list of projects and the page of one."""

from http import HTTPStatus

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from onewindow.cases.access import applications_of
from onewindow.design.http import SignedInRequest, found
from onewindow.design.projects import clock_of, rail_of
from onewindow.portal.signing import applicant_required
from onewindow.projects.access import project_of, projects_of
from onewindow.projects.acting import may_change
from onewindow.projects.models import Project
from onewindow.projects.overview import overview
from onewindow.projects.scheme import answers_of


@require_safe
@applicant_required
def projects(request: SignedInRequest) -> HttpResponse:
    """List his projects, the last registered first."""
    shown = {"projects": projects_of(request.user)}
    return render(request, "portal/projects/index.html", shown)


@require_safe
@applicant_required
def project(request: SignedInRequest, code: str) -> HttpResponse:
    """Show how far a project is, and what can be filed now."""
    return show_project(request, found(project_of, request.user, code))


def show_project(
    request: SignedInRequest, project: Project, *, failed: forms.Form | None = None
) -> HttpResponse:
    """Answer the page, with the form that failed, if one did."""
    today = localdate()
    page = overview(project, today)
    mine = applications_of(request.user).filter(of_project__stage__project=project)
    shown = {
        "project": project, "page": page, "rail": rail_of(page),
        "clock": clock_of(page.count, today, is_done=project.done_on is not None),
        "stages": [
            (each, clock_of(each.count, today, is_done=each.read.is_over)) for each in page.stages
        ],
        "readable": set(mine.values_list("pk", flat=True)),
        "may_change": may_change(project, request.user, today),
        "answers": answers_of(project),
        "failed": failed,
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK
    return render(request, "portal/projects/project.html", shown, status=status)
