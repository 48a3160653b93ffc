"""Read a register, take it along, open one grant, revoke it."""

from datetime import date
from http import HTTPStatus

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from onewindow.delegation import actions
from onewindow.delegation.access import READS_REGISTERS, may_revoke
from onewindow.delegation.models import Delegation, Seal
from onewindow.design.downloads import send
from onewindow.design.http import found, succeeds
from onewindow.design.sheets import Sheet, sheet_response
from onewindow.desk.registers.forms import RevocationForm
from onewindow.desk.registers.kinds import KINDS, AnyKind
from onewindow.desk.registers.page import GrantPage
from onewindow.desk.registers.rows import Row
from onewindow.desk.signing import OfficerRequest, officer_required


@require_safe
@officer_required
def registers(request: OfficerRequest) -> HttpResponse:
    """Lead to the first register."""
    _require_reader(request)
    return redirect("desk:register", next(iter(KINDS)))


@require_safe
@officer_required
def register(request: OfficerRequest, code: str) -> HttpResponse:
    """List what the officer may read of a register, narrowed by state and words."""
    kind, on = _kind(request, code), localdate()
    words, chosen = _asked(request)
    listed = kind.search(request.officer, request.roles, words=words)
    page, rows = listed.page(chosen, on, request.GET.get("page"))
    seen = {
        "kind": kind,
        "kinds": KINDS.values(),
        "words": words,
        "chosen": chosen,
        "filters": listed.filters(chosen, on),
        "page": page,
        "rows": rows,
    }
    return render(request, "desk/registers/register.html", seen)


@require_safe
@officer_required
def print_register(request: OfficerRequest, code: str) -> HttpResponse:
    """Show the whole register with every column, for paper."""
    kind, on = _kind(request, code), localdate()
    seen = {
        "kind": kind, "on": on, "headings": kind.headings(), "rows": _all_rows(request, kind, on),
    }  # fmt: skip
    return render(request, "desk/registers/print.html", seen)


@require_safe
@officer_required
def register_table(request: OfficerRequest, code: str, kind: str) -> HttpResponse:
    """Send the register as CSV or Excel, as it is narrowed on the page."""
    asked = _kind(request, code)
    on = localdate()
    rows = [row.values for row in _all_rows(request, asked, on)]
    name = str(asked.name)
    return sheet_response(Sheet(name, asked.headings(), rows), kind, file_name=f"{name} {on}")


@require_safe
@officer_required
def grant(request: OfficerRequest, code: str, pk: int) -> HttpResponse:
    """Show one grant with its paper and its history."""
    return _show(request, code, pk)


@require_safe
@officer_required
def grant_file(request: OfficerRequest, code: str, pk: int) -> FileResponse:
    """Send the paper of a delegation, the PDF of a letter, the image of a seal."""
    grant = _row(request, code, pk).grant
    document = grant.image if isinstance(grant, Seal) else grant.document
    if document is None:
        raise Http404
    return send(document, inline=isinstance(grant, Seal) or "inline" in request.GET)


@require_POST
@officer_required
def revoke(request: OfficerRequest, code: str, pk: int) -> HttpResponse:
    """Revoke a delegation or a letter, stop a seal, with the reason."""
    grant = _row(request, code, pk).grant
    if not may_revoke(request.officer, request.roles, grant):
        raise Http404
    form = RevocationForm(request.POST)
    if form.is_valid() and succeeds(
        form, actions.revoke, grant, by=request.officer.actor, at=now(), **form.cleaned_data
    ):
        return redirect("desk:grant", code, pk)
    return _show(request, code, pk, form)


def _show(
    request: OfficerRequest, code: str, pk: int, form: RevocationForm | None = None
) -> HttpResponse:
    row = _row(request, code, pk)
    seen = {
        "kind": KINDS[code],
        "page": GrantPage(row, KINDS[code].headings()),
        "row": row,
        "grant": row.grant,
        "is_delegation": isinstance(row.grant, Delegation),
        "is_seal": isinstance(row.grant, Seal),
        "may_revoke": may_revoke(request.officer, request.roles, row.grant),
        "reads_register": bool(request.roles & READS_REGISTERS),
        "form": form or RevocationForm(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "desk/registers/grant.html", seen, status=status)


def _row(request: OfficerRequest, code: str, pk: int) -> Row:
    if code not in KINDS:
        raise Http404
    return found(KINDS[code].one, request.officer, request.roles, pk, localdate())


def _all_rows(request: OfficerRequest, kind: AnyKind, on: date) -> list[Row]:
    words, chosen = _asked(request)
    listed = kind.search(request.officer, request.roles, words=words)
    return listed.rows_of(chosen, on)


def _kind(request: OfficerRequest, code: str) -> AnyKind:
    _require_reader(request)
    if code not in KINDS:
        raise Http404
    return KINDS[code]


def _require_reader(request: OfficerRequest) -> None:
    if not request.roles & READS_REGISTERS:
        raise Http404


def _asked(request: OfficerRequest) -> tuple[str, str]:
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    return words, request.GET.get("filter", "all")
