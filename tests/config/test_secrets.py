"""The secrets: made once, whole, for the owner only; never empty."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from onewindow.config import environment
from onewindow.config.environment import BadEnvironment

NAME = "ONEWINDOW_FIELD_KEY"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONEWINDOW_HOME", str(tmp_path))
    monkeypatch.delenv(NAME, raising=False)
    return tmp_path


def test_a_secret_is_made_once_and_closed_to_others(home: Path) -> None:
    made = environment.secret(NAME)
    assert len(made) == 64
    assert environment.secret(NAME) == made
    folder = home / "secrets"
    assert [path.name for path in folder.iterdir()] == [NAME.lower()]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / NAME.lower()).stat().st_mode & 0o777 == 0o600


def test_who_starts_together_gets_the_same_secret(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Threads share their process's number, processes do not.
    numbers = iter(range(100, 200))
    monkeypatch.setattr(os, "getpid", lambda: next(numbers))
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(environment.secret, [NAME] * 8))
    assert len(found) == 1


def test_a_secret_left_empty_is_never_used(home: Path) -> None:
    (home / "secrets").mkdir()
    (home / "secrets" / NAME.lower()).touch()
    with pytest.raises(BadEnvironment, match="是空的"):
        environment.secret(NAME)


def test_an_empty_or_missing_file_of_a_secret_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "key"
    monkeypatch.setenv(f"{NAME}_FILE", str(path))
    with pytest.raises(BadEnvironment, match=f"{NAME}_FILE"):
        environment.secret(NAME)
    path.touch()
    with pytest.raises(BadEnvironment, match="是空的"):
        environment.secret(NAME)
