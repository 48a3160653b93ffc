"""Take a paper form in: read it, store it as a draft, or say what keeps it out."""

import hashlib
from datetime import datetime

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from onewindow.catalogue.actions import store_draft
from onewindow.catalogue.actions.drafting import Source
from onewindow.catalogue.exchange import FormProblems, read_form
from onewindow.catalogue.models import ItemVersion
from onewindow.desk.items.forms import ImportForm
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Officer


def take_in(form: ImportForm, *, by: Officer, at: datetime) -> ItemVersion | None:
    """Store the uploaded form as a draft; None with the problems in `form` when it is refused."""
    if not form.is_valid():
        return None
    upload = form.cleaned_data["file"]
    content: bytes = upload.read()
    source = Source(digest=hashlib.sha256(content).hexdigest())
    try:
        draft = read_form(content, filename=upload.name)
        return store_draft(draft, by=by.actor, at=at, department=by.department, source=source)
    except FormProblems as refused:
        form.problems = refused.problems
        form.add_error(
            "file", _("表里有 %(n)s 处需要改，见下面的清单。") % {"n": len(form.problems)}
        )
    except DomainError as refused:
        form.add_error(NON_FIELD_ERRORS, refused.message)
    return None
