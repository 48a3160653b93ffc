"""Claim a key, keep the answer under it, forget it after 30 days."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection

from onewindow.accounts.models import KeptAnswer

KEPT = timedelta(days=30)
# Waits for whoever holds the key: his row is either committed then, or as if it never was.
CLAIM = """
INSERT INTO accounts_keptanswer (owner, key, digest, location, content_type, body, said)
VALUES (%s, %s, %s, '', '', '', '[]') ON CONFLICT DO NOTHING
"""
KEEP = """
UPDATE accounts_keptanswer SET status = %s, location = %s, content_type = %s, body = %s, said = %s
WHERE owner = %s AND key = %s
"""
GIVE_UP = "DELETE FROM accounts_keptanswer WHERE owner = %s AND key = %s"


@dataclass(frozen=True)
class Said:
    """One message that was to be shown on the next page."""

    level: int
    text: str
    tags: str = ""


@dataclass(frozen=True)
class Answered:
    """What is kept of an answer; `body` is compressed, empty for a redirect."""

    status: int
    location: str = ""
    content_type: str = ""
    body: bytes = b""
    said: Sequence[Said] = field(default=())


def claim(owner: str, key: str, digest: bytes) -> KeptAnswer | None:
    """Take a key for what this transaction will do; return what is kept when it was done already.

    Whoever comes second with a key waits here until the first has committed or given up.
    """
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [owner, key, digest])
        if cursor.rowcount == 1:
            return None
    return KeptAnswer.objects.get(owner=owner, key=key)


def keep(owner: str, key: str, answer: Answered) -> None:
    """Keep the answer under a key that this transaction has claimed."""
    said = json.dumps([[each.level, each.text, each.tags] for each in answer.said])
    with connection.cursor() as cursor:
        cursor.execute(
            KEEP,
            [
                answer.status, answer.location, answer.content_type, answer.body, said,
                owner, key,
            ],
        )  # fmt: skip


def give_up(owner: str, key: str) -> None:
    """Free a key whose request was refused: once corrected it may come again."""
    with connection.cursor() as cursor:
        cursor.execute(GIVE_UP, [owner, key])


def drop_old_answers(*, at: datetime) -> int:
    """Forget what was kept 30 days ago; return how many."""
    count, _by_model = KeptAnswer.objects.filter(at__lt=at - KEPT).delete()
    return count
