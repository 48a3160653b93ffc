"""The static files: a build is there whole or not at all, and what runs keeps its own."""

from pathlib import Path

import pytest

from onewindow.config import static
from onewindow.config.environment import BadEnvironment


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONEWINDOW_HOME", str(tmp_path))
    monkeypatch.setattr(static, "_build", write)
    return tmp_path


def write(folder: Path) -> None:
    assert not folder.exists()
    folder.mkdir()
    (folder / "staticfiles.json").write_text("{}")


def build(monkeypatch: pytest.MonkeyPatch, fingerprint: str) -> Path:
    monkeypatch.setattr(static, "_fingerprint", lambda: fingerprint)
    static.build_if_changed()
    return static.root()


def test_a_running_process_keeps_its_files_through_the_next_build(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not static.is_built()
    first = build(monkeypatch, "first")
    assert static.is_built()
    second = build(monkeypatch, "second")
    assert [path.name for path in (first, second)] == ["first", "second"]
    assert (first / "staticfiles.json").exists()
    build(monkeypatch, "third")
    assert {path.name for path in static.builds().iterdir()} == {"second", "third"}


def test_nothing_is_built_when_nothing_changed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = build(monkeypatch, "same").stat().st_ino
    assert build(monkeypatch, "same").stat().st_ino == before


def test_a_build_that_fails_leaves_the_old_one(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(monkeypatch, "first")

    def fail(folder: Path) -> None:
        folder.mkdir()
        raise BadEnvironment("no space")

    with monkeypatch.context() as broken:
        broken.setattr(static, "_build", fail)
        with pytest.raises(BadEnvironment, match="no space"):
            build(monkeypatch, "second")
    assert static.root() == first
    assert static.is_built()
    monkeypatch.setattr(static, "_build", write)
    assert build(monkeypatch, "second").name == "second"


def test_what_an_older_version_left_in_place_goes(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home / "static")
    (home / "static.stamp").write_text("0" * 64)
    assert not static.is_built()
    assert {path.name for path in build(monkeypatch, "now").parent.iterdir()} == {"now"}
