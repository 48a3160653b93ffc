"""What happens by time alone is done case by case: one that fails holds up no other."""

import logging
from collections.abc import Callable, Iterable

logger = logging.getLogger(__name__)


def sweep(keys: Iterable[int], run: Callable[[int], int]) -> int:
    """Run each key, a transaction of its own; return how many did something.

    What fails is logged in full and tried again by the next sweep.
    """
    done = 0
    for key in list(keys):
        try:
            done += run(key)
        except Exception:
            logger.exception("%s failed for %s and will be tried again", run, key)
    return done
