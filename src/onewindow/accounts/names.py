"""Names that letters print."""

from django.utils.translation import gettext as _

from onewindow.accounts.errors import UnprintableName
from onewindow.kernel.glyphs import named, unprintable


def check_name(name: str) -> None:
    """Accept a name that every letter can show; raise UnprintableName."""
    if missing := unprintable(name):
        message = _("公文里印不出这些字，请换一种写法：%(characters)s")
        raise UnprintableName(message % {"characters": named(missing)})
