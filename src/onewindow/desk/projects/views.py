"""The list of projects, one project, the list as a file, the days counted as JSON."""

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from onewindow.cases.access import cases_for
from onewindow.cases.meetings.access import meetings_for
from onewindow.design.http import found
from onewindow.design.projects import clock_of, rail_of
from onewindow.design.sheets import sheet_response
from onewindow.desk.projects.listing import FilterForm, rows_of
from onewindow.desk.projects.sheets import projects_sheet
from onewindow.desk.projects.story import happenings
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.projects import access
from onewindow.projects.overview import overview
from onewindow.projects.scheme import answers_of

PER_PAGE = 20


@require_safe
@officer_required
def projects(request: OfficerRequest) -> HttpResponse:
    """List the projects he may read, narrowed by stage, kind and lateness."""
    today, form = localdate(), FilterForm(request.GET)
    mine = access.projects_for(request.officer, request.roles)
    page = Paginator(form.narrow(mine, today), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "form": form, "page": page, "rows": rows_of(page, today), "has_any": mine.exists(),
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "desk/projects/list.html", shown)


@require_safe
@officer_required
def projects_file(request: OfficerRequest, kind: str) -> HttpResponse:
    """Send the projects that the list shows as a table."""
    today, form = localdate(), FilterForm(request.GET)
    mine = access.projects_for(request.officer, request.roles)
    return sheet_response(projects_sheet(rows_of(form.narrow(mine, today), today)), kind)


@require_safe
@officer_required
def project(request: OfficerRequest, code: str) -> HttpResponse:
    """Show one project: its stages as lanes, the cases of all departments, who is late."""
    officer, roles, today = request.officer, request.roles, localdate()
    project = found(access.project_for, officer, roles, code)
    page = overview(project, today)
    cases = cases_for(officer, roles).filter(of_project__stage__project=project)
    shown = {
        "project": project, "page": page, "rail": rail_of(page),
        "clock": clock_of(page.count, today, is_done=project.done_on is not None),
        "lanes": [
            (
                each, clock_of(each.count, today, is_done=each.read.is_over),
                access.leads_stage(officer, roles, each.row),
            )
            for each in page.stages
        ],
        "leads": access.leads_project(officer, roles, project),
        "readable": set(cases.values_list("pk", flat=True)),
        "meetings": meetings_for(officer, roles).filter(about=project.chain),
        "happenings": happenings(project), "answers": answers_of(project),
    }  # fmt: skip
    return render(request, "desk/projects/project.html", shown)


@require_safe
@officer_required
def why(request: OfficerRequest, code: str) -> HttpResponse:
    """Answer how the days of a project and its stages are counted, as JSON."""
    page = overview(found(access.project_for, request.officer, request.roles, code), localdate())
    return JsonResponse(page.as_dict(), json_dumps_params={"ensure_ascii": False})
