"""A table as a file: out as Excel or GoRules model, in as Excel."""

import json
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onewindow.cases.instant import access
from onewindow.cases.instant.actions import drafting
from onewindow.cases.instant.jdm import to_jdm
from onewindow.cases.instant.sheets.reading import TakenIn, read_workbook
from onewindow.cases.instant.sheets.writing import write_workbook
from onewindow.catalogue.exchange import FormProblems
from onewindow.design.http import found, succeeds
from onewindow.design.sheets import XLSX
from onewindow.desk.instant.forms import TableFileForm
from onewindow.desk.instant.page import TablePage
from onewindow.desk.signing import OfficerRequest, officer_required


@require_safe
@officer_required
def table_file(request: OfficerRequest, pk: int, kind: str) -> HttpResponse:
    """Send a table with its test cases as Excel file, or its rules as GoRules model."""
    table = found(access.table_for, request.officer, request.roles, pk)
    page = TablePage(request, table)
    if kind == "xlsx":
        response = HttpResponse(write_workbook(page.table, page.examples), content_type=XLSX)
    elif kind == "json":
        text = json.dumps(to_jdm(page.table), ensure_ascii=False, indent=2)
        response = HttpResponse(text, content_type="application/json")
    else:
        raise Http404
    name = _("秒批规则表-%(item)s-第%(n)d版") % {"item": page.version.name, "n": table.number}
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{name}.{kind}"
    )
    return response


@require_POST
@officer_required
def take_table(request: OfficerRequest, pk: int) -> HttpResponse:
    """Replace rules and test cases of a draft by those of a file, or list every problem."""
    table = found(access.table_for, request.officer, request.roles, pk, access.WRITES)
    page = TablePage(request, table)
    form = page.file_form = TableFileForm(request.POST, request.FILES)
    problems = None
    if form.is_valid():
        try:
            said = read_workbook(form.cleaned_data["file"].read(), page.table, page.sources)
        except FormProblems as refused:
            problems = refused.problems
        else:
            if succeeds(form, _store, page, said, request):
                messages.success(request, _("已导入规则和测试用例。"))
                return redirect("desk:decision_table", pk)
    shown = {"page": page, "problems": problems}
    return render(request, "desk/instant/table.html", shown, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _store(page: TablePage, said: TakenIn, request: OfficerRequest) -> None:
    drafting.take_in(
        page.stored, said.table, said.examples, seen=page.stored.revision,
        by=request.officer.actor, at=now(),
    )  # fmt: skip
