"""Let a table run and stop, and how it compares with humans."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onewindow.cases.instant import access
from onewindow.cases.instant.actions import lifecycle
from onewindow.cases.instant.models import DecisionTable, TableStatus
from onewindow.design.http import found, is_done, succeeds
from onewindow.desk.instant.forms import ReasonForm
from onewindow.desk.instant.page import TablePage
from onewindow.desk.signing import OfficerRequest, officer_required

PER_PAGE = 50


@require_safe
@officer_required
def table_agreement(request: OfficerRequest, pk: int) -> HttpResponse:
    """Compare a table with humans: in all, by row, and case by case where they differ."""
    table = found(access.table_for, request.officer, request.roles, pk)
    page = TablePage(request, table)
    compared = Paginator(page.agreement.compared, PER_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "compared": compared, "wanted": settings.INSTANT_AGREEING}
    return render(request, "desk/instant/agreement.html", shown)


@require_POST
@officer_required
def begin_shadow(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let a draft run beside humans."""
    table = found(access.table_for, request.officer, request.roles, pk, access.WRITES)
    if is_done(request, lifecycle.begin_shadow, table, by=request.officer.actor, at=now()):
        messages.success(request, _("已投入试运行：从现在起和人工对照，不影响办理。"))
    return redirect("desk:decision_table", pk)


@require_POST
@officer_required
def activate_table(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let a table decide."""
    table = found(access.table_for, request.officer, request.roles, pk, access.ACTIVATES)
    if is_done(request, lifecycle.activate, table, by=request.officer.actor, at=now()):
        messages.success(request, _("已启用：符合规则的申请一提交就由系统办结。"))
    return redirect("desk:decision_table", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def stop_table(request: OfficerRequest, pk: int) -> HttpResponse:
    """Stop a table with a reason: an active one goes back to shadow, one in shadow is retired."""
    table = found(access.table_for, request.officer, request.roles, pk, access.STOPS)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid() and succeeds(form, _stop, table, form, request):
        messages.success(request, _("已停用。"))
        return redirect("desk:decision_table", pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    shown = {"page": TablePage(request, table), "form": form}
    return render(request, "desk/instant/stop.html", shown, status=status)


def _stop(table: DecisionTable, form: ReasonForm, request: OfficerRequest) -> None:
    by, at, reason = request.officer.actor, now(), form.cleaned_data["reason"]
    if table.status == TableStatus.ACTIVE:
        lifecycle.put_back(table, reason=reason, by=by, at=at)
    else:
        lifecycle.retire(table, reason=reason, by=by, at=at)
