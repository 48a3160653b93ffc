"""What takes effect on its day, one item at a time: a fault of one holds up no other."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
logger = logging.getLogger(__name__)


def each_apart(
    due: Iterable[tuple[int, int]], take_effect: Callable[[int, int], T | None], what: str
) -> list[T]:
    """Return what took effect of (key, item's key) pairs; what went wrong is logged as `what`.

    `take_effect` is a transaction of its own and returns None where nothing was to be done.
    """
    done = []
    for pk, item in due:
        try:
            one = take_effect(pk, item)
        except Exception:
            logger.exception("%s %s did not take effect", what, pk)
            continue
        if one is not None:
            done.append(one)
    return done
