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
    """Count a search that found nothing; drop what may be personal.

    When there are too many, the rarest go, the oldest of them first: whoever fills the list with
    nonsense does not close it for everybody else.
    """
    query = " ".join(query.split())
    if not is_kept(query):
        return
    again = UnansweredQuery.objects.filter(query=query)
    if again.update(count=F("count") + 1, last_at=at):
        return
    _make_room()
    UnansweredQuery.objects.bulk_create(
        [UnansweredQuery(query=query, last_at=at)], ignore_conflicts=True
    )


def _make_room() -> None:
    waiting = UnansweredQuery.objects.filter(dismissed_at=None)
    if (too_many := waiting.count() - MOST_KEPT + 1) > 0:
        rarest = waiting.order_by("count", "last_at", "pk").values("pk")[:too_many]
        UnansweredQuery.objects.filter(pk__in=list(rarest.values_list("pk", flat=True))).delete()
