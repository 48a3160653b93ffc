"""Items: list, one version, its paper form, submission and publication."""

from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Protocol

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onewindow.catalogue import access, actions
from onewindow.catalogue.exchange import write_docx, write_xlsx
from onewindow.catalogue.form import ItemDraft
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.paper import draft_of
from onewindow.design.http import found, succeeds
from onewindow.design.sheets import sheet_response
from onewindow.desk.items.comparing import DifferencesPage
from onewindow.desk.items.forms import PublicationForm
from onewindow.desk.items.lists import ListForm, sheet_of, shelves_of
from onewindow.desk.items.page import VersionPage
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.events import Actor

WRITERS = {"xlsx": write_xlsx, "docx": write_docx}
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
@officer_required
def items(request: OfficerRequest) -> HttpResponse:
    """List the versions the officer may read, by status."""
    versions = access.versions_for(request.officer, request.roles)
    form = ListForm(request.GET, versions)
    listed = shelves_of(versions, form, request.GET)
    seen = {"form": form, "listed": listed, "page": listed.page(request.GET.get("page"))}
    return render(request, "desk/items/list.html", seen)


@require_safe
@officer_required
def items_file(request: OfficerRequest, kind: str) -> HttpResponse:
    """Send the list as it is narrowed, as .csv or .xlsx."""
    versions = access.versions_for(request.officer, request.roles)
    listed = shelves_of(versions, ListForm(request.GET, versions), request.GET)
    return sheet_response(sheet_of(listed.versions), kind)


@require_safe
@officer_required
def blank_form(_request: OfficerRequest, kind: str) -> HttpResponse:
    """Send the blank form."""
    return _paper(None, kind, _("流程确认单（空白）"))


@require_safe
@officer_required
def version(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show every element of a version, its flow charts, its review, its history."""
    version = found(access.version_for, request.officer, request.roles, pk)
    return show_version(request, version)


@require_safe
@officer_required
def version_form(request: OfficerRequest, pk: int, kind: str) -> HttpResponse:
    """Send the paper form filled in from a version."""
    version = found(access.version_for, request.officer, request.roles, pk)
    if not VersionPage(version, request.officer, request.roles).sees_internal:
        raise Http404
    return _paper(draft_of(version), kind, f"{version.name} v{version.number}")


@require_safe
@officer_required
def differences(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show what a version changes against another one of its item."""
    version = found(access.version_for, request.officer, request.roles, pk)
    chosen = request.GET.get("with", "")
    page = found(DifferencesPage, version, request.officer, request.roles, chosen)
    return render(request, "desk/items/differences.html", {"page": page, "version": version})


@require_POST
@officer_required
def submit_version(request: OfficerRequest, pk: int) -> HttpResponse:
    """Hand a draft to the four offices."""
    done = _("已提交联合审核，四个单位同时收到。")
    return move_on(request, pk, actions.submit_for_review, done)


@require_POST
@officer_required
def publish(request: OfficerRequest, pk: int) -> HttpResponse:
    """Publish a version that all four offices cleared, at once or from a day on."""
    form = PublicationForm(request.POST)
    if not form.is_valid():
        version = found(access.managed_version, request.officer, request.roles, pk)
        return show_version(request, version, form)
    on = form.cleaned_data["on"]
    done = _("已发布，办事指南即刻更新。")
    if on is not None and on > localdate():
        done = _("已定在 %(day)s 生效，到那天自动发布。") % {"day": date_format(on)}
    return move_on(request, pk, partial(actions.publish, on=on), done)


class Verb(Protocol):
    """What moves a version on."""

    def __call__(self, version: ItemVersion, /, *, by: Actor, at: datetime) -> object: ...


def move_on(request: OfficerRequest, pk: int, verb: Verb, done: str) -> HttpResponse:
    """Move a version on and say so; what is refused is said on its page."""
    version = found(access.managed_version, request.officer, request.roles, pk)
    form = forms.Form(request.POST)
    if form.is_valid() and succeeds(form, verb, version, by=request.officer.actor, at=now()):
        messages.success(request, done)
        return redirect("desk:version", pk)
    return show_version(request, version, form)


def show_version(
    request: OfficerRequest, version: ItemVersion, refused: forms.Form | None = None
) -> HttpResponse:
    """Show the page of a version, with what was refused; then its state is read anew."""
    if refused is not None:
        version = found(access.version_for, request.officer, request.roles, version.pk)
    page = VersionPage(version, request.officer, request.roles)
    seen = {"page": page, "version": version, "refused": refused}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "desk/items/version.html", seen, status=status)


def _paper(draft: ItemDraft | None, kind: str, name: str) -> HttpResponse:
    if kind not in WRITERS:
        raise Http404
    response = HttpResponse(WRITERS[kind](draft), content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{name}.{kind}"
    )
    return response
