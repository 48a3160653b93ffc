"""Run web and worker as two child processes: restart one that dies, stop both together."""

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from onewindow.config.environment import BadEnvironment, reason

TICK = 0.2
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 15.0
STEADY_SECONDS = 30.0
GRACE_SECONDS = 30.0
LAST_PORT = 65535


class _Busy(BadEnvironment):
    """The port is taken by another program."""


def listen(host: str, port: int, *, tries: int = 1) -> socket.socket:
    """Take the port, or the next free of so many; raise BadEnvironment when none can be taken.

    The parent holds it, so that requests wait rather than fail while the web process restarts.
    """
    last = min(port + tries - 1, LAST_PORT)
    for each in range(port, last):
        with suppress(_Busy):
            return _take(host, each)
    return _take(host, last)


def _take(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(512)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < LAST_PORT else port - 1
            raise _Busy(
                f"{host} 的端口 {port} 已被别的程序占用。请停掉那个程序，或换一个端口："
                f'onewindow 加 --port {other}，make 写成 make run ARGS="--port {other}"。'
            ) from error
        raise BadEnvironment(
            f"不能使用 {host} 的端口 {port}：{reason(error)}。"
            "请用 --host、--port 换一个地址或端口，例如 --port 8001。"
        ) from error
    return listener


@dataclass
class Child:
    """One process that is kept running."""

    name: str
    arguments: list[str]
    pass_on: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = FIRST_PAUSE

    def keep_up(self) -> None:
        """Start it when it does not run; the more often it dies, the longer the pause before."""
        now = time.monotonic()
        if self.process is not None:
            if self.process.poll() is None:
                return
            sys.stderr.write(f"{self.name} 进程意外结束（{self.process.returncode}），重新启动。\n")
            has_been_steady = now - self.started_at > STEADY_SECONDS
            self.pause = FIRST_PAUSE if has_been_steady else min(self.pause * 2, LONGEST_PAUSE)
            self.process = None
        if now - self.started_at >= self.pause or not self.started_at:
            self.process = self._start()
            self.started_at = now

    def end(self, number: int) -> None:
        """Send a signal if it runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "onewindow.config.cli", *self.arguments]
        command += ["--with-parent", str(os.getpid())]
        # Children get their signals from us only: Ctrl-C in a terminal must not reach them twice.
        return subprocess.Popen(  # noqa: S603  our own interpreter, our own module
            command, pass_fds=self.pass_on, stdin=subprocess.DEVNULL, start_new_session=True
        )


@dataclass
class Supervisor:
    """The web and the worker process of one machine."""

    listener: socket.socket
    _stopping: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        number = self.listener.fileno()
        self._children = [
            Child("web", ["web", "--listener", str(number)], (number,)),
            Child("worker", ["worker"]),
        ]

    def run(self) -> None:
        """Keep both running until a signal or `stop`; then end them gracefully."""
        try:
            while not self._stopping.is_set():
                for child in self._children:
                    child.keep_up()
                self._stopping.wait(TICK)
        finally:
            self._end_children()

    def stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Ask `run` to end; fit to be a signal handler."""
        self._stopping.set()

    def is_stopping(self) -> bool:
        """Tell whether it was asked to end."""
        return self._stopping.is_set()

    def stop_on_signals(self) -> None:
        """Stop on SIGTERM and SIGINT."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

    def _end_children(self) -> None:
        self.listener.close()
        for child in self._children:
            child.end(signal.SIGTERM)
        force_at = time.monotonic() + GRACE_SECONDS
        for child in self._children:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.0, force_at - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()


def end_with_parent(parent: int) -> None:
    """Have the kernel end this process when its parent dies, even by `kill -9` (Linux).

    The parent says its own number: it may have died before this process could ask for it.
    """
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
