"""Wait for what other processes do."""

import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException

SOON = 10.0  # What takes a second on an idle machine may take some on a busy one.
LONG = 30.0


def is_within(seconds: float, holds: Callable[[], bool]) -> bool:
    """Tell whether a condition comes true in time."""
    give_up_at = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.02)
    return True


def is_healthy(port: int) -> bool:
    """Ask the site once whether it is well."""
    connection = HTTPConnection("127.0.0.1", port, timeout=LONG)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
