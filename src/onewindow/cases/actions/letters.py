"""Typeset an ordered letter, keep it durably, deliver it and finish the case."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.delivering import result_made
from onewindow.cases.letters import content_of
from onewindow.cases.locking import lock
from onewindow.cases.models import Letter
from onewindow.cases.models.letters import DECISIONS
from onewindow.documents.actions import Received, receive_letter
from onewindow.documents.letters import render
from onewindow.events.rules import SYSTEM, Actor
from onewindow.kernel.errors import DomainError

OVERDUE = timedelta(minutes=1)
# What ten tries did not bring waits for somebody who mends the reason.
KEEN, SELDOM = timedelta(minutes=10), timedelta(hours=1)

logger = logging.getLogger(__name__)


def make_letter(letter_id: int, *, at: datetime) -> Letter:
    """Make one ordered letter; a letter that exists already is returned as it is.

    Raise what kept it from being made, after writing that down for those who can mend it.
    """
    letter = Letter.objects.select_related("case__version", "case__department__region").get(
        pk=letter_id
    )
    if letter.document_id:
        return letter
    try:
        received = receive_letter(render(content_of(letter)), name=f"{letter.number}.pdf")
        with transaction.atomic():
            _attach(letter, received, at)
    except Exception as error:
        _write_down(letter, error, at)
        raise
    return letter


def make_overdue_letters(*, at: datetime) -> int:
    """Make every letter ordered over a minute ago that nobody made; return how many.

    A letter that cannot be made is written down and does not hold up the others; it is tried
    every time for ten minutes, then once an hour.
    """
    waiting = Letter.objects.filter(document=None, ordered_at__lt=at - OVERDUE).exclude(
        ordered_at__lt=at - KEEN, failed_at__isnull=False, failed_at__gt=at - SELDOM
    )
    made = 0
    for letter_id in list(waiting.order_by("pk").values_list("pk", flat=True)):
        try:
            make_letter(letter_id, at=at)
        except Exception as error:
            logger.error("letter %s was not made: %s", letter_id, error)
        else:
            made += 1
    return made


def record_download(letter: Letter, *, by: Actor, at: datetime) -> None:
    """Write down that somebody took the letter."""
    with transaction.atomic():
        events.record(
            "letter.downloaded", chain=letter.case.chain, by=by, at=at,
            data={"number": letter.number},
        )  # fmt: skip


def _write_down(letter: Letter, error: Exception, at: datetime) -> None:
    """Keep why a letter was not made; what nobody foresaw is logged in full, once."""
    is_foreseen = isinstance(error, DomainError)
    problem = (
        error.message
        if isinstance(error, DomainError)
        else _("没有预料到的错误（%(error)s），详见系统日志。") % {"error": repr(error)}
    )
    if not is_foreseen and problem != letter.problem:
        logger.error("letter %s was not made", letter.pk, exc_info=error)
    Letter.objects.filter(pk=letter.pk, document=None).update(problem=problem, failed_at=at)


def _attach(letter: Letter, received: Received, at: datetime) -> None:
    # Two workers may have typeset it: the first to lock the case attaches, the second stops.
    case = lock(letter.case_id)
    if not Letter.objects.filter(pk=letter.pk, document=None).exists():
        return
    document = received.record(by=SYSTEM, at=at)
    Letter.objects.filter(pk=letter.pk, document=None).update(
        document=document, made_at=at, problem="", failed_at=None
    )
    letter.document, letter.made_at = document, at
    events.record(
        "letter.issued", chain=case.chain, by=SYSTEM, at=at,
        data={"number": letter.number, "kind": letter.kind, "sha256": document.sha256},
    )  # fmt: skip
    if letter.kind in DECISIONS:
        result_made(case, at=at)
