"""The tables of a department, and one table: read, written, compared with its last version."""

from http import HTTPStatus

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onewindow.cases.instant import access
from onewindow.cases.instant.actions import drafting
from onewindow.cases.instant.differences import differences
from onewindow.cases.instant.storing import table_of
from onewindow.design.http import found, is_done
from onewindow.desk.instant.grid import change, grid_of, read_grid
from onewindow.desk.instant.listing import lines_for
from onewindow.desk.instant.page import TablePage
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.kernel.errors import DomainError

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@require_safe
@officer_required
def instant(request: OfficerRequest) -> HttpResponse:
    """List the items of his department with their tables."""
    if not request.frame.reads_tables:
        raise Http404
    shown = {
        "lines": lines_for(request.officer, request.roles),
        "writes": bool(request.roles & access.WRITES),
        "checks": access.checks_for(request.officer, request.roles).open().count(),
    }
    return render(request, "desk/instant/list.html", shown)


@require_POST
@officer_required
def start_table(request: OfficerRequest, pk: int) -> HttpResponse:
    """Begin the next version of an item's table."""
    item = found(access.item_for, request.officer, request.roles, pk)
    try:
        table = drafting.start_table(item, by=request.officer.actor, at=now())
    except DomainError as refused:
        messages.error(request, refused.message)
        return redirect("desk:instant")
    return redirect("desk:decision_table", table.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def decision_table(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a table; write a draft: every button saves what was typed and does one thing more."""
    if request.method != "POST":
        table = found(access.table_for, request.officer, request.roles, pk)
        return _show(request, TablePage(request, table))
    table = found(access.table_for, request.officer, request.roles, pk, access.WRITES)
    page = TablePage(request, table)
    grid = page.grid = read_grid(request.POST, page.table)
    if grid.has_errors:
        return _show(request, page, REFUSED)
    action = request.POST.get("do", "save")
    chosen = request.POST.get("source", "")
    after = change(grid.table, action, page.sources, chosen)
    seen = request.POST.get("revision", "")
    try:
        drafting.save_table(
            table, after, seen=int(seen) if seen.isdecimal() else -1,
            by=request.officer.actor, at=now(),
        )  # fmt: skip
    except DomainError as refused:
        page.grid = grid_of(grid.table)
        page.grid.notes.insert(0, refused.message)
        return _show(request, page, REFUSED)
    if action == "save":
        messages.success(request, _("已保存。"))
    return redirect(f"{reverse('desk:decision_table', args=[pk])}#{_place(action)}")


@require_POST
@officer_required
def discard_table(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give a draft up."""
    table = found(access.table_for, request.officer, request.roles, pk, access.WRITES)
    if not is_done(request, drafting.discard_table, table, by=request.officer.actor, at=now()):
        return redirect("desk:decision_table", pk)
    messages.success(request, _("草稿已放弃。"))
    return redirect("desk:instant")


@require_safe
@officer_required
def table_changes(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show what a version says otherwise than another, by default the one before."""
    table = found(access.table_for, request.officer, request.roles, pk)
    page = TablePage(request, table)
    others = page.versions.exclude(pk=table.pk)
    chosen = request.GET.get("with", "")
    with_pk = int(chosen) if chosen.isdecimal() and len(chosen) < 18 else 0
    earlier = others.filter(Q(pk=with_pk) if with_pk else Q(number__lt=table.number)).first()
    shown = {
        "page": page, "earlier": earlier, "others": others,
        "changes": differences(table_of(earlier), page.table) if earlier else [],
    }  # fmt: skip
    return render(request, "desk/instant/changes.html", shown)


def _show(request: OfficerRequest, page: TablePage, status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "desk/instant/table.html", {"page": page}, status=status)


def _place(action: str) -> str:
    what, _colon, rest = action.partition(":")
    code = rest.partition(":")[0]
    return f"{what}-{code}" if code not in {"", "add"} else "rules"
