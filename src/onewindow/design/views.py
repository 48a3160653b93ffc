"""The living page, the look of the pages, and what people see when something went wrong."""

import sys
from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
)
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from onewindow.design import examples, looks
from onewindow.design.http import page_above, page_before
from onewindow.documents.storage import FileDamaged

Answer = Callable[[HttpRequest], HttpResponseBase]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    return render(request, "design/index.html", examples.shown(request))


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show the frame of the desk with its components."""
    return render(request, "design/desk.html", examples.shown(request))


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Keep how the visitor wants the pages to look, then go back to the page."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    chosen = {}
    for name, cookie in looks.COOKIES.items():
        if name not in request.POST:
            continue
        value = request.POST[name]
        if not looks.allowed(name, value):
            return HttpResponseBadRequest()
        chosen[cookie] = value
    response = _switches(request, chosen) if "in_place" in request.POST else redirect(target)
    for cookie, value in chosen.items():
        response.set_cookie(
            cookie, value, max_age=looks.YEAR_IN_SECONDS, samesite="Lax", secure=request.is_secure()
        )
    return response


def _switches(request: HttpRequest, chosen: dict[str, str]) -> HttpResponse:
    request.COOKIES.update(chosen)
    return render(request, "design/_switches.html")


def _plain(request: HttpRequest, template: str, status: HTTPStatus, **said: str) -> HttpResponse:
    seen = looks.look_of(request.COOKIES)
    page = _written(template, get_language(), settings.CITY_NAME, seen, **said)
    return HttpResponse(page, status=status)


# Whoever tries addresses by the thousand gets what is written already.
@lru_cache(maxsize=128)
def _written(
    template: str, _language: str | None, _city: str, seen: looks.Look, **said: str
) -> str:
    # No request in the context: neither the session nor the database may be needed here.
    return render_to_string(template, {"seen": seen, **said})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 in plain words."""
    return _plain(request, "400.html", HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 in plain words."""
    return _plain(request, "403.html", HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 in plain words; missing and forbidden look the same."""
    return _plain(request, "404.html", HTTPStatus.NOT_FOUND)


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413 in plain words."""
    return _plain(request, "413.html", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def explain_not_allowed(get_response: Answer) -> Answer:
    """Lead from an address that only takes what a page sends, reloaded, to its page."""

    def explained(request: HttpRequest) -> HttpResponseBase:
        answer = get_response(request)
        if request.method != "GET" or not isinstance(answer, HttpResponseNotAllowed):
            return answer
        page = _plain(request, "405.html", HTTPStatus.METHOD_NOT_ALLOWED, back=page_above(request))
        page["Allow"] = answer["Allow"]
        return page

    return explained


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 in plain words without the database; say so when only a file is damaged."""
    if isinstance(sys.exception(), FileDamaged):
        return _plain(request, "500_file.html", HTTPStatus.INTERNAL_SERVER_ERROR)
    return _plain(request, "500.html", HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was open too long, or came from elsewhere."""
    sign_in = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page_before(request)})}"
    return _plain(request, "403_csrf.html", HTTPStatus.FORBIDDEN, sign_in=sign_in)
