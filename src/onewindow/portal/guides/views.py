"""The public guide of an item."""

import json
from http import HTTPStatus

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from onewindow.catalogue import access
from onewindow.catalogue.access import published_version
from onewindow.catalogue.models import ItemVersion
from onewindow.design.downloads import send
from onewindow.design.flow_files import bpmn_answer, svg_answer
from onewindow.design.http import found
from onewindow.documents.leaflets.qr import qr_svg
from onewindow.portal.guides.flow import guide_flow
from onewindow.portal.guides.linked_data import cpsv_ap, schema_org
from onewindow.portal.guides.page import guide_page
from onewindow.portal.guides.published import published_of


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the guide, narrowed by the answers in the address; to htmx only its body."""
    try:
        version = published_version(slug)
    except ItemVersion.DoesNotExist:
        return gone(request)
    page = guide_page(version, request.GET, at=now())
    is_swap = (
        "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    )
    template = "portal/guides/_guide.html" if is_swap else "portal/guides/guide.html"
    seen = {"page": page, "version": version, "is_swap": is_swap}
    if not is_swap:
        item = page.situation.definition
        seen["schema"] = schema_org(version, item, _address(request, version))
    response = render(request, template, seen)
    # One address has two answers: without this a browser may go back to the fragment alone.
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def guide_qr(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the QR code of a guide's stable address."""
    version = found(published_version, slug)
    response = HttpResponse(qr_svg(_address(request, version)), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def service_jsonld(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the service in CPSV-AP, for catalogues of other systems."""
    version = found(published_version, slug)
    said = cpsv_ap(version, published_of(version).definition, _address(request, version))
    return HttpResponse(json.dumps(said, ensure_ascii=False), content_type="application/ld+json")


def _address(request: HttpRequest, version: ItemVersion) -> str:
    return request.build_absolute_uri(reverse("portal:guide", args=[version.item.slug]))


@require_safe
def flow(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the flow chart alone, at full size, for the answers in the address."""
    try:
        version = published_version(slug)
    except ItemVersion.DoesNotExist:
        return gone(request)
    seen = {"flow": guide_flow(version, request.GET), "version": version}
    return render(request, "portal/guides/flow.html", seen)


@require_safe
def flow_svg(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the flow chart as a picture, for the answers in the address."""
    version = found(published_version, slug)
    return svg_answer(guide_flow(version, request.GET).chart, version.name)


@require_safe
def flow_bpmn(_request: HttpRequest, slug: str) -> HttpResponse:
    """Send the flow as BPMN 2.0, with all its conditions."""
    version = found(published_version, slug)
    return bpmn_answer(guide_flow(version, {}).bpmn, version.name)


@require_safe
def material_form(request: HttpRequest, slug: str, material: str, kind: str) -> FileResponse:
    """Hand out the blank form of a material, or its filled-in sample."""
    return send(found(access.material_form, slug, material, kind))


def gone(request: HttpRequest) -> HttpResponse:
    """Say that there is no such guide (any more) and what to do instead."""
    return render(request, "portal/guides/gone.html", status=HTTPStatus.NOT_FOUND)
