"""A durable database for a benchmark: embedded, migrated, dropped afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def benchmark_database() -> Iterator[None]:
    """Lease an embedded PostgreSQL with fsync on, in a new folder; set up Django on it."""
    home = Path(tempfile.mkdtemp(prefix="onewindow-bench-"))
    try:
        with kept_database(home):
            yield
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def kept_database(home: Path) -> Iterator[None]:
    """The same in a folder that stays, with what is in its database already."""
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o755)  # As root, PostgreSQL runs as another user and must get in.
    os.environ["ONEWINDOW_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings")
    from onewindow.config import embedded

    with embedded.lease():
        import django
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        # WhiteNoise warns about a missing folder.
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        yield
        connections.close_all()
