"""What every view of portal and desk needs between HTTP and the domain."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist
from django.forms import BaseForm
from django.http import Http404, HttpRequest

from onewindow.accounts.models import User
from onewindow.kernel.errors import DomainError

P = ParamSpec("P")
T = TypeVar("T")


class SignedInRequest(HttpRequest):
    """A request behind a sign-in check: its user is an account, never anonymous."""

    user: User


def found(load: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what `load` finds; raise Http404 for missing and forbidden alike."""
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
