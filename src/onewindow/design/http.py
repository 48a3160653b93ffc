"""What every view of portal and desk needs between HTTP and the domain."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control

from onewindow.accounts.models import User
from onewindow.kernel.errors import DomainError

P = ParamSpec("P")
T = TypeVar("T")


class SignedInRequest(HttpRequest):
    """A request behind a sign-in check: its user is an account, never anonymous."""

    user: User


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page and back; what htmx asked for is loaded again as a whole page."""
    if "HX-Request" in request.headers:
        # The sign-in page would land inside the part of the page that was to be refreshed.
        return HttpResponse(headers={"HX-Refresh": "true"})
    # Where only POST answers, coming back would be a dead end.
    again = request.get_full_path() if request.method == "GET" else "/signed-in/"
    return redirect_to_login(again)


def page_above(request: HttpRequest) -> str:
    """Return the page that an action belongs to, its address without the last part, or nothing."""
    above = request.path.rstrip("/").rpartition("/")[0] + "/"
    try:
        resolve(above)
    except Resolver404:
        return ""
    return above if above != "/" else ""


def page_before(request: HttpRequest) -> str:
    """Return the page of ours that something was sent from, as far as one can come back to it."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    is_ours = came_from.netloc == request.get_host()
    if is_ours and came_from.path not in {request.path, resolve_url(settings.LOGIN_URL)}:
        return f"{came_from.path}?{came_from.query}".rstrip("?")
    return page_above(request) or "/signed-in/"


def kept_by_nobody(response: HttpResponseBase) -> HttpResponseBase:
    """Have no browser keep a personal page: many use the same one in the hall."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def found(load: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what `load` finds; raise Http404 for missing and forbidden alike."""
    # PostgreSQL knows no NUL: nothing can be called so.
    if any(isinstance(each, str) and "\0" in each for each in args):
        raise Http404
    try:
        return load(*args, **kwargs)
    except ObjectDoesNotExist:
        raise Http404 from None


def succeeds(form: BaseForm, verb: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> bool:
    """Run a verb of the domain; what it refuses becomes an error of the form."""
    try:
        verb(*args, **kwargs)
    except DomainError as error:
        form.add_error(NON_FIELD_ERRORS, error.message)
        return False
    return True


def is_done(
    request: HttpRequest, verb: Callable[P, object], *args: P.args, **kwargs: P.kwargs
) -> bool:
    """Run a verb of the domain for a button without a form; what it refuses is told to the user."""
    try:
        verb(*args, **kwargs)
    except DomainError as error:
        messages.error(request, error.message)
        return False
    return True
