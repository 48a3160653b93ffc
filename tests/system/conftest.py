"""One real server for all tests of this folder: they run in one process."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.server import RunningServer


@pytest.fixture(scope="session")
def server() -> Iterator[RunningServer]:
    """Serve the sample city from a home of its own."""
    if "DATABASE_URL" in os.environ:
        pytest.skip("it starts and kills the embedded server")
    home = Path(tempfile.mkdtemp(prefix="onewindow-system-"))
    home.chmod(0o755)  # As root, PostgreSQL runs as another user and must get in.
    running = RunningServer(home)
    yield running
    running.stop()
    shutil.rmtree(home)
