"""Who comes in: serving officials. Everybody else finds nothing here."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.timezone import now

from onewindow.cases.clocks import local_day
from onewindow.cases.reach import Reach
from onewindow.design.http import found, kept_by_nobody, sign_in_first
from onewindow.desk.frame import Frame
from onewindow.orgs.access import officer_for
from onewindow.orgs.models import Officer

P = ParamSpec("P")


class OfficerRequest(HttpRequest):
    """A request of a serving official, with the roles he has today and the frame of his pages."""

    officer: Officer
    roles: frozenset[str]
    reach: Reach
    frame: Frame


def officer_required(
    view: Callable[Concatenate[OfficerRequest, P], HttpResponseBase],
) -> Callable[Concatenate[OfficerRequest, P], HttpResponseBase]:
    """Let officials in; nobody yet goes to sign in, everybody else gets 404."""

    @wraps(view)
    def checked(request: OfficerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        request.officer = found(officer_for, request.user)
        request.roles = request.officer.role_codes(local_day(now()))
        match = request.resolver_match
        here = (match.url_name if match else None) or ""
        request.reach = Reach(request.officer, request.roles)
        request.frame = Frame(request.reach, here)
        return kept_by_nobody(view(request, *args, **kwargs))

    return checked
