"""What happened in one case of a log, step by step."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onewindow.cases.models import Case
from onewindow.design.http import found
from onewindow.desk.lab.page import LabPage
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.insight import access
from onewindow.insight.models import LogSource


@require_safe
@officer_required
def lab_case(request: OfficerRequest, number: str, case: str) -> HttpResponse:
    """Show the events of a case that the diagnosis names.

    A case of our own links to its page for who may read it.
    """
    project = found(access.project_for, request.officer, request.roles, number)
    page = LabPage(request, project, "diagnosis")
    trace = page.seen.trace(case) if page.seen else []
    if not trace:
        raise Http404
    is_ours = project.source == LogSource.CASES and request.frame.reads_cases
    own = is_ours and Case.objects.filter(number=case).exists()
    faults = page.faults_of(case)
    shown = {"page": page, "case": case, "trace": trace, "own": own, "faults": faults}
    return render(request, "desk/lab/case.html", shown)
