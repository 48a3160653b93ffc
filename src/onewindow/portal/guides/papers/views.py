"""The papers over HTTP: the same paper is not printed twice for one browser."""

import hashlib
from functools import lru_cache
from http import HTTPStatus
from threading import BoundedSemaphore

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag, urlencode
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onewindow.catalogue.access import published_version
from onewindow.catalogue.models import ItemVersion
from onewindow.design.http import found
from onewindow.documents import leaflets
from onewindow.documents.leaflets import Language, Leaflet
from onewindow.documents.typesetting import PrintFailed
from onewindow.kernel.errors import DomainError
from onewindow.portal.guides.papers import papers
from onewindow.portal.guides.papers.situation import Situation, situation_of

# How many papers are printed or wait for it in one process; the other threads serve pages.
PRINTING = BoundedSemaphore(3)
LANGUAGES = {"zh": None, "zh-en": Language.ENGLISH, "zh-mn": Language.MONGOLIAN}


class TooBusy(DomainError):
    """Too many papers are being printed."""


@require_safe
def guide_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the guide for the answers in the address, in one or two languages."""
    this = _situation(request, slug)
    return _sent(request, papers.guide(this, _language(request), _address(request, this)))


@require_safe
def notice_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the one-time notice; `missing` names, by code, the materials that are not there."""
    this = _situation(request, slug)
    missing = frozenset(request.GET.getlist("missing")) if "missing" in request.GET else None
    paper = papers.notice(this, _language(request), _address(request, this), missing)
    return _sent(request, paper)


def _situation(request: HttpRequest, slug: str) -> Situation:
    version: ItemVersion = found(published_version, slug)
    return situation_of(version, request.GET, at=now())


def _language(request: HttpRequest) -> Language | None:
    try:
        return LANGUAGES[request.GET.get("lang", "zh")]
    except KeyError as error:
        raise Http404 from error


def _address(request: HttpRequest, this: Situation) -> str:
    path = reverse("portal:guide", args=[this.version.item.slug])
    query = f"?{urlencode(this.data)}" if this.data else ""
    return request.build_absolute_uri(path + query)


def _sent(request: HttpRequest, paper: Leaflet) -> HttpResponse:
    # Typst prints the same bytes for the same content, so the content stands for them.
    tag = quote_etag(hashlib.sha256(repr(paper).encode()).hexdigest()[:32])
    try:
        response = get_conditional_response(request, etag=tag) or _printed(paper)
    except TooBusy as error:
        busy = HttpResponse(
            error.message, status=HTTPStatus.SERVICE_UNAVAILABLE,
            content_type="text/plain; charset=utf-8",
        )  # fmt: skip
        busy["Retry-After"] = "5"
        return busy
    except PrintFailed as error:
        messages.error(request, str(error))
        return redirect(paper.imprint.address)
    response["ETag"] = tag
    # Asked again each time: tomorrow the date on it is another one.
    response["Cache-Control"] = "public, no-cache"
    return response


def _printed(paper: Leaflet) -> HttpResponse:
    response = HttpResponse(_pdf(paper), content_type="application/pdf")
    name = f"{paper.item.zh}_{leaflets.Words(None).say(paper.template).zh}.pdf"
    disposition = content_disposition_header(as_attachment=False, filename=name)
    response["Content-Disposition"] = disposition or "inline"
    return response


# A few megabytes for the papers that are asked for most; what a paper says is its own key.
@lru_cache(maxsize=64)
def _pdf(paper: Leaflet) -> bytes:
    # One is printed at a time: whoever would wait longer is sent away, and keeps no thread busy.
    if not PRINTING.acquire(blocking=False):
        raise TooBusy(_("现在打印的人多，请过几秒再试。"))
    try:
        return leaflets.render(paper)
    finally:
        PRINTING.release()
