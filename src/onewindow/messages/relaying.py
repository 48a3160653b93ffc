"""Read the ledger on, event by event, and tell whom it concerns.

Numbers of events are given out before they are committed, so a later one may be seen first. A
number that is missing is looked at again until whoever could hold it has ended: no event is
skipped, and `Notice.key` keeps a second look from telling twice.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from django.db import connection, transaction

from onewindow.events.models import Event
from onewindow.messages.models import Cursor, LeftOver

Tell = Callable[[Event, datetime], None]
NAME = "notices"
BATCH = 500
TRIES = 10
# The oldest transaction still at work, and the first that has not begun.
SNAPSHOT = """
SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint
FROM pg_current_snapshot() s
"""
logger = logging.getLogger(__name__)


def relay(tell: Tell, codes: Collection[str], *, at: datetime) -> int:
    """Tell what happened since last time; return how many events were read.

    Only one worker reads at a time; another returns 0 at once. Each batch is one transaction: who
    is killed in it has told nothing of it.
    """
    total = 0
    while True:
        with transaction.atomic():
            count = _relay_batch(tell, codes, at)
        total += count
        if count < BATCH:
            return total


def _relay_batch(tell: Tell, codes: Collection[str], at: datetime) -> int:
    Cursor.objects.bulk_create([Cursor(name=NAME)], ignore_conflicts=True)
    locked = Cursor.objects.select_for_update(skip_locked=True).filter(name=NAME).first()
    if locked is None:
        return 0
    _look_again(tell, codes, at)
    events = list(Event.objects.filter(pk__gt=locked.event_id).order_by("pk")[:BATCH])
    if not events:
        return 0
    missing = set(range(locked.event_id + 1, events[-1].pk)) - {each.pk for each in events}
    # Asked after the events were read: whoever holds a number below theirs has begun by now.
    _oldest, next_one = _snapshot()
    LeftOver.objects.bulk_create(
        [LeftOver(event_id=each, unseen_until=next_one) for each in sorted(missing)],
        ignore_conflicts=True,
    )
    _tell_all(tell, codes, events, at)
    Cursor.objects.filter(name=NAME).update(event_id=events[-1].pk)
    return len(events)


def _snapshot() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT)
        oldest, next_one = cursor.fetchone()
        return oldest, next_one


def _look_again(tell: Tell, codes: Collection[str], at: datetime) -> None:
    """Tell what has come to light; forget numbers whose holders have all ended without an event."""
    # Asked before the events are looked for: what had ended by now can be seen by then.
    oldest, _next_one = _snapshot()
    left = {each.pk: each for each in LeftOver.objects.filter(tries__lt=TRIES)}
    seen = list(Event.objects.filter(pk__in=left).order_by("pk"))
    failed = _tell_all(tell, codes, seen, at)
    LeftOver.objects.filter(pk__in={each.pk for each in seen} - failed).delete()
    never = set(left) - {each.pk for each in seen}
    LeftOver.objects.filter(pk__in=never, unseen_until__lte=oldest).delete()


def _tell_all(
    tell: Tell, codes: Collection[str], events: Iterable[Event], at: datetime
) -> set[int]:
    """Tell each event; one that cannot be told holds up no other. Return the numbers of those."""
    failed = set()
    for event in events:
        if event.code not in codes:
            continue
        try:
            with transaction.atomic():
                tell(event, at)
        except Exception as error:
            logger.exception("event %s could not be told", event.pk)
            _set_aside(event, str(error) or type(error).__name__)
            failed.add(event.pk)
    return failed


def _set_aside(event: Event, problem: str) -> None:
    left, _made = LeftOver.objects.get_or_create(event_id=event.pk)
    left.tries += 1
    left.problem = problem[:500]
    left.unseen_until = None
    left.save(update_fields=["tries", "problem", "unseen_until"])
