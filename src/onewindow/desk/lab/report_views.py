"""The report of a project for the leadership."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onewindow.design.http import found
from onewindow.desk.lab.page import LabPage
from onewindow.desk.lab.report import report_of
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.documents.reports import render_report
from onewindow.insight import access


@require_safe
@officer_required
def lab_report(request: OfficerRequest, number: str) -> HttpResponse:
    """Send a diagnosed project as PDF."""
    project = found(access.project_for, request.officer, request.roles, number)
    page = LabPage(request, project)
    if page.seen is None:
        raise Http404
    today = localdate()
    response = HttpResponse(
        render_report(report_of(page, page.seen, on=today), on=today),
        content_type="application/pdf",
    )
    name = _("流程再造报告-%(number)s.pdf") % {"number": number}
    shown = content_disposition_header(as_attachment=False, filename=name)
    response["Content-Disposition"] = shown or "inline"
    return response
