"""Remember what found nothing, never who asked: officials give the words to an item."""

import re
from datetime import datetime

from django.db.models import F

from onewindow.catalogue.models import UnansweredQuery

# Numbers of phones, identity cards and cases, addresses of mail: nobody looks for an item so.
PERSONAL = re.compile(r"\d{5}|\d{3,4}-\d|[@＠]|先生|女士|身份证号|手机号")
LONGEST, MOST_KEPT = 30, 5000


def is_kept(query: str) -> bool:
    """Tell whether words may be kept: short, and nothing that looks like a person's data."""
    digits = sum(each.isdigit() for each in query)
    return 1 < len(query) <= LONGEST and digits < 5 and not PERSONAL.search(query)


def note_unanswered(query: str, *, at: datetime) -> None:
    """Count a search that found nothing; drop what may be personal, and what is one too many."""
    query = " ".join(query.split())
    if not is_kept(query):
        return
    again = UnansweredQuery.objects.filter(query=query)
    if again.update(count=F("count") + 1, last_at=at) or _is_full():
        return
    UnansweredQuery.objects.bulk_create(
        [UnansweredQuery(query=query, last_at=at)], ignore_conflicts=True
    )


def _is_full() -> bool:
    return UnansweredQuery.objects.count() >= MOST_KEPT
