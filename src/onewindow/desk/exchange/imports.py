"""Bring items in: one form while its reader waits, many files or a catalogue in the background."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from onewindow.catalogue import import_access
from onewindow.catalogue.importing.batches import keep, start_batch
from onewindow.catalogue.importing.kinds import is_single_form
from onewindow.catalogue.models import FileStatus, ImportBatch
from onewindow.catalogue.models.imports import OPEN
from onewindow.design.http import found
from onewindow.desk.exchange.importing import recognised, take_in_form
from onewindow.desk.exchange.uploads import ImportForm
from onewindow.desk.signing import OfficerRequest, officer_required

RECENT = 10


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def import_item(request: OfficerRequest) -> HttpResponse:
    """Take files in; of a single form every problem is listed at once, nothing is half stored."""
    if not request.frame.exchanges_items:
        raise Http404
    if request.method != "POST":
        return _show(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    files: list[UploadedFile[bytes]] = form.cleaned_data["file"]
    first = files[0].read() if len(files) == 1 else b""
    if len(files) > 1 or not is_single_form(files[0].name or "", first):
        return _in_background(request, files)
    version = take_in_form(
        form, first, files[0].name or "", by=request.officer.actor, at=now(),
        department=import_access.limit_of(request.officer, request.roles),
    )  # fmt: skip
    if version is None:
        return _show(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, recognised(version))
    return redirect("desk:version", version.pk)


@require_safe
@officer_required
def import_batch(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show how far a hand-in is and what became of each file; htmx asks for the moving part."""
    batch = found(import_access.batch_for, request.officer, request.roles, pk)
    files = list(batch.files.select_related("version", "replaces").order_by("pk"))
    done = sum(each.status not in OPEN for each in files)
    seen = {"batch": batch, "files": files, "done": done}
    is_part = request.headers.get("HX-Request") == "true"
    name = "desk/exchange/_batch.html" if is_part else "desk/exchange/batch.html"
    return render(request, name, seen)


def _in_background(request: OfficerRequest, files: list[UploadedFile[bytes]]) -> HttpResponse:
    kept = []
    for file in files:
        file.seek(0)
        kept.append(keep(file.read(), file.name or ""))
    batch = start_batch(
        kept, by=request.officer.actor, at=now(),
        department=import_access.limit_of(request.officer, request.roles),
    )  # fmt: skip
    return redirect("desk:import_batch", batch.pk)


def _show(
    request: OfficerRequest, form: ImportForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    batches = _counted(request)[:RECENT]
    waiting = import_access.quarantined_files(request.officer, request.roles).count()
    rows = import_access.quarantined_rows(request.roles).filter(resolution="").count()
    seen = {"form": form, "batches": batches, "waiting": waiting, "rows": rows}
    return render(request, "desk/exchange/import.html", seen, status=status)


def _counted(request: OfficerRequest) -> list[ImportBatch]:
    batches = import_access.batches_for(request.officer, request.roles)
    waits = Q(files__status=FileStatus.QUARANTINED)
    counted = batches.annotate(total=Count("files"), quarantined=Count("files", filter=waits))
    return list(counted.order_by("-pk")[:RECENT])
