"""The city-wide board, and one project: what happens now, and what could."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onewindow.design.http import found
from onewindow.desk.lab.board import GOAL, board_of
from onewindow.desk.lab.page import LabPage
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.insight import access


@require_safe
@officer_required
def lab(request: OfficerRequest) -> HttpResponse:
    """List the projects with what they save together."""
    if not request.roles & access.READS:
        raise Http404
    board = board_of(access.projects_for(request.officer, request.roles))
    can_start = bool(request.roles & access.CARRIES_OUT)
    return render(
        request, "desk/lab/list.html", {"board": board, "goal": GOAL, "can_start": can_start}
    )


@require_safe
@officer_required
def lab_project(request: OfficerRequest, number: str) -> HttpResponse:
    """Show a project on one page: figures, map, waits, proposals."""
    project = found(access.project_for, request.officer, request.roles, number)
    return render(request, "desk/lab/project.html", {"page": LabPage(request, project, "project")})


@require_safe
@officer_required
def lab_diagnosis(request: OfficerRequest, number: str) -> HttpResponse:
    """Show everything that was measured, with tables beside the charts."""
    project = found(access.project_for, request.officer, request.roles, number)
    page = LabPage(request, project, "diagnosis")
    return render(request, "desk/lab/diagnosis.html", {"page": page})
