"""Take one paper form in: read it, store it as a draft, or say what keeps it out."""

import hashlib
from datetime import datetime

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from onewindow.catalogue.actions import store_draft
from onewindow.catalogue.actions.drafting import Source
from onewindow.catalogue.exchange import FormProblems, read_form
from onewindow.catalogue.models import ItemVersion
from onewindow.desk.exchange.uploads import ImportForm
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Department


def take_in_form(
    form: ImportForm,
    content: bytes,
    name: str,
    *,
    by: Actor,
    at: datetime,
    department: Department | None,
) -> ItemVersion | None:
    """Store a paper form as a draft; None with the problems in `form` when it is refused."""
    source = Source(digest=hashlib.sha256(content).hexdigest())
    try:
        draft = read_form(content, filename=name)
        return store_draft(draft, by=by, at=at, department=department, source=source)
    except FormProblems as refused:
        form.refuse(refused.problems)
    except DomainError as refused:
        form.add_error(NON_FIELD_ERRORS, refused.message)
    return None


def recognised(version: ItemVersion) -> str:
    """Say what was read out of a form."""
    return _(
        "已导入“%(name)s”第 %(number)s 版草稿：%(steps)s 个环节，%(materials)s 种材料，"
        "%(bases)s 条依据，%(fees)s 项收费。请核对下面的内容。"
    ) % {
        "name": version.name,
        "number": version.number,
        "steps": version.steps.count(),
        "materials": version.materials.count(),
        "bases": version.bases.count(),
        "fees": version.fees.count(),
    }
