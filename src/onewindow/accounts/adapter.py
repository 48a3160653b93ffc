"""How allauth and axes behave here: who signs in, and what is written down about it."""

from collections.abc import Mapping

from allauth.account.adapter import DefaultAccountAdapter
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
    """Return the name somebody tries to sign in with, which allauth's form calls `login`."""
    if credentials and "username" in credentials:
        return credentials["username"]
    return request.POST.get("login")
