"""Keep PostgreSQL up while somebody holds a lease, and stop it with the last one.

A process of its own, so that it survives a `kill -9` of whoever started it. It knows no Django.
Usage: python -m onewindow.config.embedded.watchdog PLACE-AS-JSON
"""

import fcntl
import os
import signal
import sys
import time

from onewindow.config.embedded import place as places
from onewindow.config.embedded.locks import try_exclusive
from onewindow.config.embedded.server import Server
from onewindow.config.environment import BadEnvironment

TICK = 0.2
LONGEST_PAUSE = 30.0


def watch(server: Server) -> str:
    """Run until the last lease is gone; return what the starter should be told when it fails."""
    place = server.place
    watching = try_exclusive(place.folder / "watchdog.lock")
    if watching is None:
        return "busy"
    try:
        server.start()
    except BadEnvironment as error:
        return str(error)
    _tell("ready")
    pause = TICK
    while (last := try_exclusive(place.folder / "lease.lock")) is None:
        pause = TICK if _keep_up(server) else min(pause * 2, LONGEST_PAUSE)
        time.sleep(pause)
    server.stop()
    fcntl.flock(watching, fcntl.LOCK_UN)  # First, so that whoever waits for a lease finds it free.
    fcntl.flock(last, fcntl.LOCK_UN)
    return ""


def _keep_up(server: Server) -> bool:
    if server.pid() is not None:
        return True
    try:
        server.start()
    except BadEnvironment as error:
        with server.place.open_log() as log:
            log.write(f"{error}\n".encode())
        return False
    return True


def _tell(word: str) -> None:
    """Say one thing to the starter, who reads until the pipe closes."""
    os.write(1, word.encode())
    os.dup2(2, 1)


def main() -> None:
    """Watch the server described by the first argument."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # It ends when the last lease does, not before.
    os.umask(0o022)  # The account must be able to enter what root makes here.
    place, is_durable = places.load(sys.argv[1])
    if failure := watch(Server(place, is_durable=is_durable)):
        _tell(failure)
        sys.exit(1)


if __name__ == "__main__":
    main()
