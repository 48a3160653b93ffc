"""How allauth behaves here: nobody signs up by himself yet."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from the sample city or from an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: registration by the applicant needs the real-name service."""
        return False
