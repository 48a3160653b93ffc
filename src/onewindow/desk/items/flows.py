"""The flow charts of a version, each on a page of its own and as files."""

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onewindow.catalogue import access
from onewindow.catalogue.models import ItemVersion
from onewindow.design.flow_files import bpmn_answer, svg_answer
from onewindow.design.http import found
from onewindow.desk.items.charts import bpmn_of, chart_of
from onewindow.desk.items.page import VersionPage
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.procedure.drawing import Show
from onewindow.procedure.errors import ProcedureError

T = TypeVar("T")


@require_safe
@officer_required
def flow(request: OfficerRequest, pk: int, show: str) -> HttpResponse:
    """Show one flow chart at full size; the internal one only to those who may see it."""
    version = _version(request, pk, show)
    seen = {"version": version, "show": show, "is_internal": show == Show.INTERNAL}
    try:
        chart = chart_of(version, Show(show))
    except ProcedureError as error:
        return render(request, "desk/items/flow.html", {**seen, "fault": error.message})
    return render(request, "desk/items/flow.html", {**seen, "chart": chart})


@require_safe
@officer_required
def flow_svg(request: OfficerRequest, pk: int, show: str) -> HttpResponse:
    """Send one flow chart as a picture."""
    version = _version(request, pk, show)
    return svg_answer(_sound(chart_of, version, show), _file_name(version))


@require_safe
@officer_required
def flow_bpmn(request: OfficerRequest, pk: int, show: str) -> HttpResponse:
    """Send the flow as BPMN 2.0."""
    version = _version(request, pk, show)
    return bpmn_answer(_sound(bpmn_of, version, show), _file_name(version))


def _version(request: OfficerRequest, pk: int, show: str) -> ItemVersion:
    if show not in tuple(Show):
        raise Http404
    version = found(access.version_for, request.officer, request.roles, pk)
    is_seen = VersionPage(version, request.officer, request.roles).sees_internal
    if show == Show.INTERNAL and not is_seen:
        raise Http404
    return version


def _sound(make: Callable[[ItemVersion, Show], T], version: ItemVersion, show: str) -> T:
    try:
        return make(version, Show(show))
    except ProcedureError as error:
        # The page says what is wrong with the steps; there is no file of it.
        raise Http404 from error


def _file_name(version: ItemVersion) -> str:
    return f"{version.name} v{version.number}"
