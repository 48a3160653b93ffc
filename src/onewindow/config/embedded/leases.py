"""Hold the embedded PostgreSQL up for as long as this process needs it."""

import atexit
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import onewindow
from onewindow.config import environment
from onewindow.config.embedded import locks, place
from onewindow.config.embedded.place import Place
from onewindow.config.embedded.server import Server
from onewindow.config.environment import BadEnvironment

BUSY_SECONDS = 150.0
TICK = 0.02


def is_needed() -> bool:
    """Tell whether no `DATABASE_URL` names another server."""
    return not environment.text("DATABASE_URL")


def current_place() -> Place:
    """Return where the server of this environment lives; raise BadEnvironment when it cannot."""
    return place.find(environment.home(), is_default=environment.has_default_home())


def notice() -> str:
    """Say where the data is when it could not be put under home; else return nothing."""
    found = current_place()
    if found.folder.is_relative_to(environment.home()):
        return ""
    return (
        f"提示：用户 {found.account.name} 进不了 {environment.home()}，数据库放在 {found.folder}。"
    )


@contextmanager
def lease(*, is_durable: bool = True) -> Iterator[None]:
    """Have the server run inside the block; raise BadEnvironment when it cannot.

    Does nothing when `DATABASE_URL` is set. `is_durable=False` gives up safety against power
    failures, for tests, and counts only when this lease is the one that starts the server.
    """
    if not is_needed():
        yield
        return
    found = current_place()
    _make_folder(found.folder)
    handle = _take_lease(found)
    try:
        _wait_for_server(found, is_durable=is_durable)
        yield
    finally:
        os.close(handle)


@cache
def ensure() -> None:
    """Hold a lease until this process (and the children it forks) ends."""
    held = ExitStack()
    held.enter_context(lease())
    atexit.register(held.close)


def _make_folder(folder: Path) -> None:
    try:
        for path in [*reversed(folder.parents), folder]:
            if not path.exists():
                path.mkdir(exist_ok=True)
                if os.geteuid() == 0:  # Under a strict umask the account could not pass.
                    path.chmod(0o755)
    except OSError as error:
        raise BadEnvironment(f"无法建立文件夹 {folder}：{environment.reason(error)}。") from error


def _take_lease(found: Place) -> int:
    try:
        return locks.shared(found.folder / "lease.lock")
    except OSError as error:
        me, owner = found.account.name, place.owner(found.folder)
        why = (
            environment.reason(error)
            if owner == me
            else f"它属于用户 {owner}，请以用户 {owner} 运行"
        )
        raise BadEnvironment(
            f"用户 {me} 不能使用 {found.folder}：{why}，或用 ONEWINDOW_HOME 另选一个文件夹。"
        ) from error


def _wait_for_server(found: Place, *, is_durable: bool) -> None:
    server = Server(found, is_durable=is_durable)
    give_up_at = time.monotonic() + BUSY_SECONDS
    while not (server.is_ready() and _is_watched(found)):
        answer = _start_watchdog(server)
        if answer == "ready":
            return
        if answer != "busy" or time.monotonic() > give_up_at:
            raise BadEnvironment(answer)
        time.sleep(TICK)


def _is_watched(found: Place) -> bool:
    handle = locks.try_exclusive(found.folder / "watchdog.lock")
    if handle is None:
        return True
    os.close(handle)
    return False


def _start_watchdog(server: Server) -> str:
    """Start a watchdog and return its first words: ready, busy, or what went wrong."""
    source = str(Path(onewindow.__file__).resolve().parent.parent)
    with server.place.open_log() as log:
        process = subprocess.Popen(  # noqa: S603  our own interpreter, our own module
            [
                sys.executable,
                *("-m", "onewindow.config.embedded.watchdog"),
                place.dump(server.place, is_durable=server.is_durable),
            ],
            cwd=os.sep,
            env={**os.environ, "PYTHONPATH": source, "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
    if process.stdout is None:
        return ""
    with process.stdout as words:
        answer = words.read().decode().strip()
    if answer == "ready":
        process.returncode = 0  # It outlives us: nobody waits for it.
    else:
        process.wait()
    return answer or f"数据库看护进程没有启动（详见 {server.place.log}）"
