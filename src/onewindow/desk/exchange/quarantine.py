"""What was set aside: files to correct, and rows of the base catalogue to mend."""

import io
import zipfile
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onewindow.catalogue import import_access
from onewindow.catalogue.importing import base_corrections
from onewindow.catalogue.importing import quarantine as waiting
from onewindow.catalogue.importing.batches import keep
from onewindow.catalogue.models import ImportedFile, QuarantinedRow
from onewindow.design.http import found, succeeds
from onewindow.design.sheets import Sheet, xlsx_of
from onewindow.desk.exchange.uploads import BaseRowForm, CorrectionForm, DismissalForm
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.documents.storage import open_document
from onewindow.orgs.models import Role

PER_PAGE = 30


@require_safe
@officer_required
def quarantine(request: OfficerRequest) -> HttpResponse:
    """List the files that wait, or the rows of base catalogues that were set aside."""
    if not request.frame.exchanges_items:
        raise Http404
    files = import_access.quarantined_files(request.officer, request.roles)
    rows = import_access.quarantined_rows(request.roles).filter(resolution="")
    shows_rows = request.GET.get("show") == "rows" and Role.ADMINISTRATOR in request.roles
    listed = Paginator(rows if shows_rows else files, PER_PAGE).get_page(request.GET.get("page"))
    seen = {
        "page": listed, "shows_rows": shows_rows, "files": files.count(), "rows": rows.count(),
        "sees_rows": Role.ADMINISTRATOR in request.roles,
    }  # fmt: skip
    return render(request, "desk/exchange/quarantine.html", seen)


@require_safe
@officer_required
def quarantined_file(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show what is wrong with a file, and what can be done."""
    return _show_file(request, _file(request, pk))


@require_safe
@officer_required
def quarantined_file_download(request: OfficerRequest, pk: int) -> HttpResponse:
    """Send the file together with the list of its problems."""
    file = _file(request, pk)
    rows = [[each["field"], each["cell"], each["message"]] for each in file.problems]
    heads = (_("栏目"), _("位置"), _("怎么改"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        with open_document(file.document) as stored:
            archive.writestr(file.name, stored.read())
        name = _("要改的地方")
        archive.writestr(f"{name}.xlsx", xlsx_of(Sheet(name, heads, rows)))
    response = HttpResponse(buffer.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{file.name}.zip"
    )
    return response


@require_POST
@officer_required
def correct_file(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a corrected file in its place; what is wrong with it is told on the batch's page."""
    file = _file(request, pk)
    form = CorrectionForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        received = keep(upload.read(), upload.name)
        if succeeds(form, waiting.correct, file, received, by=request.officer.actor, at=now()):
            return redirect("desk:import_batch", file.batch_id)
    return _show_file(request, file, correction=form)


@require_POST
@officer_required
def retry_file(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take the same file in once more."""
    file = _file(request, pk)
    form = forms.Form(request.POST)
    if form.is_valid() and succeeds(form, waiting.retry, file, by=request.officer.actor, at=now()):
        return redirect("desk:import_batch", file.batch_id)
    return _show_file(request, file, refused=form)


@require_POST
@officer_required
def dismiss_file(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give a file up."""
    file = _file(request, pk)
    form = DismissalForm(request.POST)
    if form.is_valid() and succeeds(
        form, waiting.dismiss, file, by=request.officer.actor, at=now(), **form.cleaned_data
    ):
        messages.success(request, _("“%(name)s”不再导入。") % {"name": file.name})
        return redirect("desk:quarantine")
    return _show_file(request, file, dismissal=form)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def quarantined_row(request: OfficerRequest, pk: int) -> HttpResponse:
    """Correct the cells of a row of the base catalogue."""
    row = found(import_access.quarantined_row, request.roles, pk)
    if request.method != "POST":
        return _show_row(request, row, BaseRowForm(initial=base_corrections.cells_of(row)))
    form = BaseRowForm(request.POST)
    if form.is_valid() and succeeds(
        form, base_corrections.correct_row, row, form.cleaned_data,
        by=request.officer.actor, at=now(),
    ):  # fmt: skip
        messages.success(request, _("已装入基本目录。"))
        return _to_rows()
    return _show_row(request, row, form, HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
@officer_required
def dismiss_row(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give a row up."""
    row = found(import_access.quarantined_row, request.roles, pk)
    form = DismissalForm(request.POST)
    if form.is_valid() and succeeds(
        form, base_corrections.dismiss_row, row, by=request.officer.actor, at=now(),
        **form.cleaned_data,
    ):  # fmt: skip
        messages.success(request, _("这一行不再导入。"))
        return _to_rows()
    cells = BaseRowForm(initial=base_corrections.cells_of(row))
    return _show_row(request, row, cells, HTTPStatus.UNPROCESSABLE_ENTITY, form)


def _to_rows() -> HttpResponse:
    return redirect(reverse("desk:quarantine", query={"show": "rows"}))


def _file(request: OfficerRequest, pk: int) -> ImportedFile:
    return found(import_access.file_for, request.officer, request.roles, pk)


def _show_file(
    request: OfficerRequest,
    file: ImportedFile,
    *,
    correction: forms.Form | None = None,
    dismissal: forms.Form | None = None,
    refused: forms.Form | None = None,
) -> HttpResponse:
    bad = correction or dismissal or refused
    seen = {
        "file": file, "bad": bad, "correction": correction or CorrectionForm(),
        "dismissal": dismissal or DismissalForm(),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bad else HTTPStatus.OK
    return render(request, "desk/exchange/quarantined_file.html", seen, status=status)


def _show_row(
    request: OfficerRequest,
    row: QuarantinedRow,
    form: BaseRowForm,
    status: HTTPStatus = HTTPStatus.OK,
    dismissal: DismissalForm | None = None,
) -> HttpResponse:
    seen = {"row": row, "form": form, "dismissal": dismissal or DismissalForm()}
    return render(request, "desk/exchange/quarantined_row.html", seen, status=status)
