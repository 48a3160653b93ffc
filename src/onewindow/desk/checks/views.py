"""The quality check of one version."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onewindow.catalogue import access
from onewindow.design.http import found
from onewindow.desk.checks.page import ChecksPage
from onewindow.desk.items.page import VersionPage
from onewindow.desk.signing import OfficerRequest, officer_required


@require_safe
@officer_required
def version_checks(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show what the rules found, and what the answers of applicants lead to."""
    version = found(access.version_for, request.officer, request.roles, pk)
    page = VersionPage(version, request.officer, request.roles)
    if not page.sees_internal:
        raise Http404
    shown = {"page": page, "version": version, "checks": ChecksPage(version)}
    return render(request, "desk/checks/checks.html", shown)
