"""What time alone brings is done one by one: a fault of one holds up no other."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

Key = TypeVar("Key")
Done = TypeVar("Done")
logger = logging.getLogger(__name__)


def each_apart(
    due: Iterable[Key], take_effect: Callable[[Key], Done | None], what: str
) -> list[Done]:
    """Return what took effect of all keys that are due; what went wrong is logged as `what`.

    `take_effect` is a transaction of its own and returns nothing, 0 or False where nothing was to
    be done. What failed is still due the next time.
    """
    done = []
    for key in due:
        try:
            one = take_effect(key)
        except Exception:
            logger.exception("%s %s did not take effect", what, key)
            continue
        if one:
            done.append(one)
    return done
