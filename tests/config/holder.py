"""A process that holds the embedded PostgreSQL, to be killed by tests."""

import os
import select
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
SCRIPT = """
import sys
from onewindow.config import embedded
from onewindow.config.environment import BadEnvironment
try:
    with embedded.lease():
        print("ready", flush=True)
        sys.stdin.read()
except BadEnvironment as error:
    print(error, flush=True)
"""
ANSWER_SECONDS = 30


class Holder:
    """Starts with a lease; `kill` is `kill -9`; `answer` is "ready" or the error message."""

    def __init__(self, home: Path, *, user: str | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "ONEWINDOW_HOME": str(home), "PYTHONPATH": str(SOURCE)},
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            user=user,
            group=None if user is None else "nogroup",
            extra_groups=None if user is None else [],
        )
        assert self.process.stdout is not None
        readable, _, _ = select.select([self.process.stdout], [], [], ANSWER_SECONDS)
        self.answer = self.process.stdout.readline().decode().strip() if readable else "no answer"

    def kill(self) -> None:
        """End without any chance to clean up."""
        self.process.kill()
        self._close()

    def release(self) -> None:
        """End in good order."""
        self._close()

    def _close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(ANSWER_SECONDS)
        self.process.stdout.close()
