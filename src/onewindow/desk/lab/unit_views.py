"""Which department each unit of an uploaded log is here."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onewindow.design.http import found, succeeds
from onewindow.desk.lab.forms import UnitsForm
from onewindow.desk.lab.page import LabPage
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.insight import access
from onewindow.insight.actions import starting


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def lab_units(request: OfficerRequest, number: str) -> HttpResponse:
    """Show what each unit was taken for; keep corrections and diagnose with them."""
    needed = access.CARRIES_OUT if request.method == "POST" else None
    project = found(access.project_for, request.officer, request.roles, number, needed)
    page = LabPage(request, project, "diagnosis")
    if not page.units:
        raise Http404
    form = UnitsForm(request.POST if request.method == "POST" else None, units=page.units)
    if form.is_bound and form.is_valid() and succeeds(
        form, starting.match_units, project, form.matched, by=request.officer.actor, at=now()
    ):  # fmt: skip
        messages.success(request, _("单位对照已保存，正在按它重新诊断。"))
        return redirect("desk:lab_project", number)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    shown = {"page": page, "form": form}
    return render(request, "desk/lab/units.html", shown, status=status)
