"""The scenario editor: the list, one row with its condition, a new row."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onewindow.catalogue import access
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.design.http import found
from onewindow.desk.scenarios.editing import RowPage
from onewindow.desk.scenarios.page import ScenarioPage
from onewindow.desk.signing import OfficerRequest, officer_required

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def scenario(request: OfficerRequest, pk: int) -> HttpResponse:
    """List questions, conditions, rules and fields of a draft beside its guide; move and remove."""
    version = found(access.managed_version, request.officer, request.roles, pk)
    if request.method != "POST":
        if version.status not in EDITABLE:
            return redirect("desk:version", pk)
        return _list(request, ScenarioPage(version, request.GET))
    page = ScenarioPage(version, _sent(request))
    action = request.POST.get("do", "")
    if page.change(action, by=request.officer.actor, at=now()):
        return redirect(_back(page, action.partition(":")[0]))
    return _list(request, page, REFUSED)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def new_row(request: OfficerRequest, pk: int, table: str) -> HttpResponse:
    """Write a new question, rule or form field."""
    version = found(access.managed_version, request.officer, request.roles, pk)
    return _edit(request, version, table, "")


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def row(request: OfficerRequest, pk: int, table: str, key: str) -> HttpResponse:
    """Write one row with its condition; the guide beside it follows."""
    version = found(access.managed_version, request.officer, request.roles, pk)
    return _edit(request, version, table, key)


def _edit(request: OfficerRequest, version: ItemVersion, table: str, key: str) -> HttpResponse:
    if request.method != "POST":
        page = RowPage(version, table, key, request.GET)
        if version.status not in EDITABLE:
            return redirect("desk:version", version.pk)
        return _show(request, page)
    page = RowPage(version, table, key, _sent(request), is_sent=True)
    # Scripts send the form without saving, to see what it would mean.
    action = request.POST.get("do", "refresh")
    if action != "save":
        page.apply(action)
        return _show(request, page)
    if page.store(by=request.officer.actor, at=now()):
        messages.success(request, _("已保存。"))
        return redirect(_back(page, table))
    return _show(request, page, REFUSED)


def _list(request: OfficerRequest, page: ScenarioPage, status: int = HTTPStatus.OK) -> HttpResponse:
    shown = {"page": page, "version": page.version}
    return render(request, "desk/scenarios/list.html", shown, status=status)


def _show(request: OfficerRequest, page: RowPage, status: int = HTTPStatus.OK) -> HttpResponse:
    shown = {"page": page, "version": page.version}
    return render(request, "desk/scenarios/row.html", shown, status=status)


def _sent(request: OfficerRequest) -> QueryDict:
    """Return what was sent, with the answers of the address where none came along."""
    sent = request.POST.copy()
    if "answers" not in sent:
        sent["answers"] = request.GET.urlencode()
    return sent


def _back(page: ScenarioPage, table: str) -> str:
    query = page.preview.query if not page.preview.fault else ""
    here = reverse("desk:scenario", args=[page.version.pk])
    return f"{here}?{query}#table-{table}" if query else f"{here}#table-{table}"
