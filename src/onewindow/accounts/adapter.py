"""How allauth and axes behave here: who signs in, and what is written down about it."""

from collections.abc import Mapping

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from onewindow import events
from onewindow.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from the sample city or from an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: registration by the applicant needs the real-name service."""
        return False

    def post_login(self, request: HttpRequest, user: User, **more: object) -> HttpResponse:
        """Write the sign-in down before the answer leaves."""
        with transaction.atomic():
            events.record("account.signed_in", chain=user.chain, by=user.actor, at=now())
        response: HttpResponse = super().post_login(request, user, **more)
        return response


def attempted_username(
    request: HttpRequest, credentials: Mapping[str, str] | None = None
) -> str | None:
    """Return the name somebody tries to sign in with, one for all its spellings.

    allauth's form calls it `login` and finds the account in any case; failures that were counted
    for each spelling apart would hardly ever lock it.
    """
    name = credentials.get("username") if credentials else None
    name = name or request.POST.get("login")
    return name.strip().upper().casefold() if name else None


def client_address(request: HttpRequest) -> str | None:
    """Return the visitor's address: behind the proxy the last one that it wrote down."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        passed_on: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if passed_on:
            return passed_on.rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR") or None
