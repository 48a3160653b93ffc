"""The review board as a page and as CSV."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onewindow.catalogue import access
from onewindow.catalogue.models import ReviewOffice
from onewindow.design.http import found
from onewindow.design.sheets import Sheet, sheet_response
from onewindow.desk.reviews.board import DEPARTMENT, Line, counts_of, lines_of, narrowed
from onewindow.desk.signing import OfficerRequest, officer_required

PER_PAGE = 50


@require_safe
@officer_required
def board(request: OfficerRequest) -> HttpResponse:
    """Show where every version under way hangs, and for how long."""
    lines = _lines(request)
    shown = narrowed(lines, request.GET.dict())
    departments = {each.version.item.department for each in lines}
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    seen = {
        "lines": list(page), "page": page, "counts": counts_of(lines), "all": len(lines),
        "today": now(),
        "departments": sorted(departments, key=lambda each: each.short_name),
        "turns": [*ReviewOffice.choices, (DEPARTMENT, _("部门"))], "wanted": request.GET,
    }  # fmt: skip
    return render(request, "desk/reviews/board.html", seen)


@require_safe
@officer_required
def board_csv(request: OfficerRequest) -> HttpResponse:
    """Send the same lines as CSV, in UTF-8 with a mark so that spreadsheets know it."""
    heads = [
        _("部门"), _("项目序号"), _("事项"), _("版本"), _("轮次"), _("轮到谁"), _("从何时起"),
        _("已等工作日"), _("期限"), _("是否超期"), *(str(label) for _code, label in OFFICES),
    ]  # fmt: skip
    rows = [_row(line) for line in narrowed(_lines(request), request.GET.dict())]
    name = _("联合审核进度")
    file_name = f"{name} {localdate(now()):%Y-%m-%d}"
    return sheet_response(Sheet(name, heads, rows), "csv", file_name=file_name)


OFFICES = ReviewOffice.choices


def _lines(request: OfficerRequest) -> list[Line]:
    versions = found(access.versions_under_review, request.officer, request.roles)
    return lines_of(versions, at=now())


def _row(line: Line) -> list[str]:
    version = line.version
    said = {cell.office: cell.words for cell in line.cells}
    return [
        version.item.department.short_name, version.form_number, version.name,
        str(version.number), str(line.round), line.turn_words,
        localdate(line.since).isoformat(), str(line.days),
        line.due_on.isoformat() if line.due_on else "",
        _("超期") if line.is_overdue else "",
        *(said.get(code, "") for code, _label in OFFICES),
    ]  # fmt: skip
