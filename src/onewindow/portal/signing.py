"""Who may see the pages of an applicant."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeGuard

from django.http import Http404, HttpRequest, HttpResponseBase

from onewindow.accounts.models import User
from onewindow.design.http import SignedInRequest, kept_by_nobody, sign_in_first

P = ParamSpec("P")


def applicant_required(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Send anonymous visitors to sign in; for an official's account the page does not exist."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if is_signed_in(request):
            if not request.user.is_applicant:
                raise Http404
            return kept_by_nobody(view(request, *args, **kwargs))
        return sign_in_first(request)

    update_wrapper(guarded, view)
    return guarded


def is_signed_in(request: HttpRequest) -> TypeGuard[SignedInRequest]:
    """Say whether an account is behind a request."""
    return isinstance(request.user, User)
