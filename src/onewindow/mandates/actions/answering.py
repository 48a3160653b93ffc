"""The agent answers: he accepts, and the letter of attorney is typeset; or he declines."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.models import User
from onewindow.documents.actions import receive_letter
from onewindow.documents.letters import render
from onewindow.kernel.errors import NotAllowedNow
from onewindow.mandates.letter_content import paper_of
from onewindow.mandates.models import Mandate, Proof


def accept(mandate: Mandate, *, by: User, at: datetime) -> Mandate:
    """Accept an offer; raise NotAllowedNow when it was taken back, answered or is too old."""
    document = mandate.document
    with transaction.atomic():
        _require_open(mandate, at)
        if mandate.proof == Proof.SIGNED:
            pdf = render(paper_of(mandate, by, at=at, is_sample=settings.TRIAL))
            received = receive_letter(pdf, name=f"授权委托书 {mandate.number}.pdf")
            document = received.record(by=by, at=at)
        Mandate.objects.filter(pk=mandate.pk).update(agent=by, accepted_at=at, document=document)
        events.record(
            "mandate.accepted", chain=mandate.chain, by=by.actor, at=at,
            data={"number": mandate.number, "sha256": document.sha256 if document else ""},
        )  # fmt: skip
    mandate.refresh_from_db()
    return mandate


def decline(mandate: Mandate, *, by: User, at: datetime) -> None:
    """Decline an offer; raise NotAllowedNow when it is answered already or taken back."""
    with transaction.atomic():
        _require_open(mandate, at)
        Mandate.objects.filter(pk=mandate.pk).update(agent=by, declined_at=at)
        events.record(
            "mandate.declined", chain=mandate.chain, by=by.actor, at=at,
            data={"number": mandate.number},
        )  # fmt: skip


def _require_open(mandate: Mandate, at: datetime) -> None:
    waiting = Mandate.objects.select_for_update(of=("self",)).filter(
        pk=mandate.pk, agent=None, accepted_at=None, declined_at=None, revoked_at=None,
        answer_by__gte=localdate(at),
    )  # fmt: skip
    if not waiting.exists():
        raise NotAllowedNow(_("这份委托已经收回、答复过或者过了期限，请刷新页面。"))
