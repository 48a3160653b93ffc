"""What starts often starts fast: nothing loads the libraries of the laboratory before it must."""

import subprocess
import sys

import pytest

HEAVY = {"duckdb", "ibis", "numpy", "pandas", "pyarrow"}
START = f"""
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings")
import django
django.setup()
# What wsgi.py loads; itself it would start a database and build files in the home of the tests.
import onewindow.config.urls, onewindow.config.cli
import onewindow.config.embedded, onewindow.config.static
print(*sorted({HEAVY} & set(sys.modules)))
"""


@pytest.mark.long
def test_server_worker_and_commands_start_without_heavy_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
