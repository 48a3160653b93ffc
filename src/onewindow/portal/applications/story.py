"""What happened to a case, as its applicant may read it: officers and opinions stay inside."""

import json
from collections.abc import Sequence

from django.utils.translation import gettext as _

from onewindow.cases.models import LetterKind
from onewindow.cases.timeline import told_by
from onewindow.design.shapes import Happening
from onewindow.events.codes import CODES
from onewindow.events.models import Event

APPLICANTS = "applicant/"
SHOWN = ("case.", "letter.")
MOST = 100


def happenings(said: Sequence[Event]) -> list[Happening]:
    """Return what the applicant's side did, by name and for whom, and what the office did.

    The events of the case come in their order; the latest is told first.
    """
    told = []
    kinds = {str(kind): str(name) for kind, name in LetterKind.choices}
    for event in said[::-1][:MOST]:
        is_own = event.actor.startswith(APPLICANTS)
        if not is_own and not event.code.startswith(SHOWN):
            continue
        data = json.loads(event.data)
        by = told_by(event.actor_name, data) if is_own else ""
        note = str(data.get("reason", "")) if is_own else kinds.get(data.get("kind"), "")
        told.append(Happening(_(CODES.get(event.code, event.code)), event.at, by, note))
    return told
