"""File locks that the kernel releases when their holders die, however they die."""

import fcntl
import os
from pathlib import Path


def shared(path: Path) -> int:
    """Take a shared lock (waits for an exclusive holder); return its file descriptor."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def try_exclusive(path: Path) -> int | None:
    """Take an exclusive lock at once; return its file descriptor, or None when it is held."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle
