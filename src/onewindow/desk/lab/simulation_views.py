"""Play the procedure through: before, after, and what if."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onewindow.design.http import found, succeeds
from onewindow.desk.lab.forms import WhatIfForm
from onewindow.desk.lab.page import LabPage
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.insight import access
from onewindow.insight.actions import working
from onewindow.insight.models import JobKind


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def lab_simulation(request: OfficerRequest, number: str) -> HttpResponse:
    """Show before and after with honest intervals; play again under other conditions."""
    needed = access.CARRIES_OUT if request.method == "POST" else None
    project = found(access.project_for, request.officer, request.roles, number, needed)
    page = LabPage(request, project, "simulation")
    form = WhatIfForm(
        request.POST if request.method == "POST" else None,
        pools=page.pools,
        items=[(str(subject.pk), subject.name) for subject in page.subjects],
    )
    if form.is_bound and form.is_valid() and succeeds(
        form, working.order, project, JobKind.SIMULATION, settings=form.settings,
        by=request.officer.actor, at=now(),
    ):  # fmt: skip
        messages.success(request, _("开始仿真。"))
        return redirect("desk:lab_simulation", number)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "desk/lab/simulation.html", {"page": page, "form": form}, status=status)
