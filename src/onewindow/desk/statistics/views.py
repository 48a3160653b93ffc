"""Rates of the items, and the rows behind each number."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onewindow.catalogue import statistics as figures
from onewindow.catalogue.models.versions import ItemVersionQuerySet
from onewindow.design.sheets import sheet_response
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.desk.statistics.sheets import figures_sheet, rows_sheet

PER_PAGE = 50


@require_safe
@officer_required
def statistics(request: OfficerRequest) -> HttpResponse:
    """Show the rates by department, type or level, and all together."""
    _check(request)
    grouping = _grouping(request)
    lines, whole = figures.statistics(grouping)
    shown = {
        "grouping": grouping, "groupings": figures.GROUPING_LABELS.items(),
        "measures": figures.MEASURES, "lines": lines, "whole": whole,
    }  # fmt: skip
    return render(request, "desk/statistics/figures.html", shown)


@require_safe
@officer_required
def statistics_file(request: OfficerRequest, kind: str) -> HttpResponse:
    """Send the rates as a table."""
    _check(request)
    return sheet_response(figures_sheet(_grouping(request)), kind)


@require_safe
@officer_required
def statistics_rows(request: OfficerRequest) -> HttpResponse:
    """List the items that a figure counts."""
    _check(request)
    rows = _rows(request)
    chosen = {key: request.GET.get(key, "") for key in ("by", "group", "measure")}
    shown = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "query": urlencode({key: value for key, value in chosen.items() if value}),
        "by": _grouping(request), "told": _told(request),
    }  # fmt: skip
    return render(request, "desk/statistics/rows.html", shown)


@require_safe
@officer_required
def statistics_rows_file(request: OfficerRequest, kind: str) -> HttpResponse:
    """Send the items that a figure counts."""
    _check(request)
    return sheet_response(rows_sheet(_rows(request)), kind)


def _check(request: OfficerRequest) -> None:
    if not request.frame.reads_items:
        raise Http404


def _grouping(request: HttpRequest) -> str:
    chosen = request.GET.get("by", "")
    return chosen if chosen in figures.GROUPINGS else "department"


def _rows(request: HttpRequest) -> ItemVersionQuerySet:
    try:
        return figures.rows_behind(
            grouping=_grouping(request),
            group=request.GET.get("group", ""),
            measure=request.GET.get("measure", ""),
        )
    except KeyError:
        raise Http404 from None


def _told(request: HttpRequest) -> str:
    group = request.GET.get("group", "")
    names = figures.group_names(_grouping(request)) if group else {}
    measures = {each.code: str(each.meaning) for each in figures.MEASURES}
    parts = [names.get(group, group), measures.get(request.GET.get("measure", ""), "")]
    return " · ".join(part for part in parts if part) or _("全部已发布的事项")
