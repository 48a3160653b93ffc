"""The rounds of a joint review: what was handed in, what changed since, what is unanswered."""

from collections.abc import Iterable

from django.db.models import Max
from django.utils.translation import gettext as _

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.definition.notation import Plain, as_plain
from onewindow.catalogue.drafters import drafters_of
from onewindow.catalogue.element_rules import elements_reviewed_by
from onewindow.catalogue.models import (
    ItemVersion,
    Resolution,
    Review,
    ReviewComment,
    ReviewRound,
    Verdict,
)
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.kernel.errors import DomainError


class Unanswered(DomainError):
    """Comments of the last round have no answer yet."""


class NotChanged(DomainError):
    """An element that is said to be changed says what it said before."""


def last_round(version: ItemVersion) -> ReviewRound | None:
    """Return the last round of a version, or None before the first."""
    return version.rounds.order_by("-number").first()


def next_round(version: ItemVersion) -> int:
    """Return the number of the next round; reviews older than the rounds' records count, too."""
    return (version.reviews.aggregate(last=Max("round"))["last"] or 0) + 1


def open_round(version: ItemVersion) -> ReviewRound | None:
    """Return the round whose comments the department has to answer now, or None."""
    last = last_round(version) if version.status in EDITABLE else None
    return last if last is not None and last.returned_at is not None else None


def comments_of(version: ItemVersion, number: int) -> list[ReviewComment]:
    """Return the comments of one round in the order of the list."""
    order = {code: place for place, code in enumerate(elements())}
    comments = ReviewComment.objects.filter(review__version=version, review__round=number)
    found = comments.select_related("review").order_by("review__pk", "pk")
    return sorted(found, key=lambda comment: order.get(comment.element, len(order)))


def changed_since(before: ReviewRound, definition: ItemDefinition) -> frozenset[str]:
    """Return the codes of the elements that say something else than in a round."""
    return _differing(before.definition, as_plain(definition))


def check_answers(
    version: ItemVersion, last: ReviewRound | None, definition: ItemDefinition
) -> None:
    """Raise Unanswered or NotChanged unless every comment of the last round is answered truly."""
    if last is None or last.returned_at is None:
        return
    comments = comments_of(version, last.number)
    waiting = [comment for comment in comments if not comment.resolution]
    if waiting:
        raise Unanswered(
            _("还有 %(n)s 条审核意见没有答复：%(elements)s。请逐条答复后再提交。")
            % {"n": len(waiting), "elements": labels(comment.element for comment in waiting)}
        )
    changed = changed_since(last, definition)
    claimed = {each.element for each in comments if each.resolution == Resolution.CHANGED}
    if same := [code for code in elements() if code in claimed - changed]:
        raise NotChanged(
            _("这些要素和送审时一样，没有修改：%(elements)s。请先修改，或者说明不修改的理由。")
            % {"elements": labels(same)}
        )


def holding_agreements(
    version: ItemVersion, last: ReviewRound | None, definition: ItemDefinition
) -> dict[str, Review]:
    """Return by office the agreements of the last round that still hold.

    An agreement holds when none of the office's elements changed since, and when who gave it has
    not become one of the drafters.
    """
    if last is None:
        return {}
    changed = changed_since(last, definition)
    drafters = drafters_of(version)
    agreed = version.reviews.filter(round=last.number, verdict=Verdict.AGREED)
    return {
        each.office: each
        for each in agreed
        if each.by not in drafters and changed.isdisjoint(elements_reviewed_by(each.office))
    }


def labels(codes: Iterable[str]) -> str:
    """Return the names of elements, as one enumeration."""
    known = elements()
    named = (_(known[code].label) if code in known else code for code in codes)
    return "、".join(dict.fromkeys(named))


def _differing(before: Plain, after: Plain) -> frozenset[str]:
    return frozenset(code for code in elements() if before.get(code) != after.get(code))
