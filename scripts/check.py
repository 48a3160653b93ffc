"""The last part of `make check`: the guards that need no database."""

import sys

import pytest

GUARDS = [
    "tests/guards/test_size.py",
    "tests/guards/test_words.py",
    "tests/guards/test_heavy_imports.py",
    "tests/guards/test_foreign_keys.py",
    "tests/guards/test_migrations.py",
    "tests/guards/test_translations.py",
    "tests/guards/test_docs.py",
    "tests/guards/test_faults.py",
    "tests/events/test_codes.py",
]

if __name__ == "__main__":
    sys.exit(pytest.main(["--no-header", *GUARDS]))
