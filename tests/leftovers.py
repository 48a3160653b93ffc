"""Find the processes that tests started and did not end.

Processes inherit a mark in their environment. The watchdog of the tests' own server is not
counted: the other test worker may still need it.
"""

import os
import time
import uuid
from pathlib import Path

VARIABLE = "ONEWINDOW_TEST_RUN"
PATIENCE_SECONDS = 10.0


def mark() -> None:
    """Mark all processes that this one starts from now on."""
    os.environ[VARIABLE] = uuid.uuid4().hex


def running() -> list[str]:
    """Return the command lines of marked processes that do not end by themselves."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while (found := _marked()) and time.monotonic() < give_up_at:
        time.sleep(0.1)
    return found


def _marked() -> list[str]:
    wanted = f"{VARIABLE}={os.environ[VARIABLE]}".encode()
    own_server = os.environ["ONEWINDOW_HOME"].encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            is_marked = wanted in (folder / "environ").read_bytes().split(b"\0")
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
        except OSError:
            continue
        if is_marked and line and not (b"embedded.watchdog" in line and own_server in line):
            found.append(line.decode(errors="replace").strip())
    return found
