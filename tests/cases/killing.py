"""Kill a process at a named point of what it does to the database."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn
from unittest.mock import patch

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

WRITES = ("INSERT", "UPDATE", "DELETE", "SELECT EVENTS_APPEND", "SELECT NEXTVAL")
WRITING_CALLS = ("CASES_COMPLETE_STEP(", "CASES_COMPLETE(")
Query = Callable[..., object]


@dataclass(frozen=True)
class Failpoint:
    """`before write 3`, `after commit 1`: the number counts writes or commits of the process."""

    when: str
    what: str
    number: int

    def __str__(self) -> str:
        return f"{self.when} {self.what} {self.number}"

    def plant(self) -> None:
        """Have this process killed when it gets there."""
        if self.what == "write":
            connection.execute_wrappers.append(self._around_write(_Counter(self)))
        elif self.what == "commit":
            self._around_commit(_Counter(self))

    def _around_write(self, counter: "_Counter") -> Query:
        def around(execute: Query, sql: str, params: object, many: bool, context: object) -> object:
            text = str(sql).lstrip().upper()
            if not (text.startswith(WRITES) or any(call in text for call in WRITING_CALLS)):
                return execute(sql, params, many, context)
            return counter.pass_by(lambda: execute(sql, params, many, context))

        return around

    def _around_commit(self, counter: "_Counter") -> None:
        real = vars(BaseDatabaseWrapper)["_commit"]

        def commit(self: BaseDatabaseWrapper) -> None:
            counter.pass_by(lambda: real(self))

        patch.object(BaseDatabaseWrapper, "_commit", commit).start()


class _Counter:
    def __init__(self, point: Failpoint) -> None:
        self._point = point
        self._passed = 0

    def pass_by(self, do: Callable[[], object]) -> object:
        self._passed += 1
        is_here = self._passed == self._point.number
        if is_here and self._point.when == "before":
            die()
        result = do()
        if is_here:
            die()
        return result


def die() -> NoReturn:
    """Kill this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def run_killed(do: Callable[[], object], point: Failpoint) -> bool:
    """Do something in a process of its own with a failpoint; return whether it was killed.

    A point that is never reached lets it finish, and it is killed before it could reply.
    """
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            point.plant()
            do()
            die()
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)
