"""An acknowledged file survives; an interrupted one leaves nothing."""

import errno
import io
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from onewindow.documents import storage
from onewindow.documents.storage import FileDamaged, StorageFailed, StorageFull, Stored

CONTENT = "营业执照".encode() * 1000


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Settings) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    path: Path = settings.FILES_ROOT
    return path


def store(content: bytes = CONTENT) -> Stored:
    return storage.store_durably(io.BytesIO(content))


def visible(root: Path) -> list[str]:
    return sorted(
        str(p.relative_to(root)) for p in root.rglob("*") if p.is_file() and p.name != ".lock"
    )


def test_a_file_is_found_by_its_digest(root: Path) -> None:
    stored = store()
    assert stored.path == root / stored.sha256[:2] / stored.sha256[2:4] / stored.sha256
    assert (stored.size, stored.path.read_bytes()) == (len(CONTENT), CONTENT)
    with storage.open_document(stored, check_digest=True) as file:
        assert file.read() == CONTENT


class Recorder:
    """Note what reaches the disk, in order, by the name of the file or folder."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[tuple[str, str]] = []
        real_fsync, real_rename = os.fsync, os.rename

        def fsync(handle: int) -> None:
            self.calls.append(("fsync", Path(f"/proc/self/fd/{handle}").readlink().name))
            real_fsync(handle)

        def rename(source: str, target: str) -> None:
            self.calls.append(("rename", Path(target).name))
            real_rename(source, target)

        monkeypatch.setattr(os, "fsync", fsync)
        monkeypatch.setattr(os, "rename", rename)


def test_the_bytes_reach_the_disk_before_the_name_and_the_name_before_the_answer(
    monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    recorder = Recorder(monkeypatch)
    sha256 = store().sha256
    names = [f"{kind} {name}" for kind, name in recorder.calls]
    written = next(n for n, (kind, name) in enumerate(recorder.calls) if name.endswith(".part"))
    renamed = names.index(f"rename {sha256}")
    assert written < renamed
    assert names[renamed + 1 :] == [
        f"fsync {sha256[2:4]}",
        f"fsync {sha256[:2]}",
        f"fsync {root.name}",
    ]
    assert f"fsync {root.parent.name}" in names[:written]


def test_a_second_copy_is_synced_too(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    first = store()
    recorder = Recorder(monkeypatch)
    assert store() == first
    assert ("fsync", root.name) in recorder.calls
    assert "rename" not in {kind for kind, _ in recorder.calls}
    assert len(visible(root)) == 1


def test_a_damaged_copy_is_replaced_by_the_good_one() -> None:
    stored = store()
    stored.path.chmod(0o640)
    stored.path.write_bytes(CONTENT[:-1] + b"?")
    assert store().path.read_bytes() == CONTENT


@pytest.mark.parametrize("call", ["fsync", "rename"])
@pytest.mark.parametrize(
    ("number", "error"),
    [(errno.ENOSPC, StorageFull), (errno.EDQUOT, StorageFull), (errno.EIO, StorageFailed)],
)
def test_a_failure_leaves_no_file(
    monkeypatch: pytest.MonkeyPatch, root: Path, call: str, number: int, error: type[Exception]
) -> None:
    store(b"first")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(error):
        store()
    assert len(visible(root)) == 1


def test_a_crash_between_write_and_rename_leaves_no_visible_file(
    monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(os, "rename", lambda *_: os._exit(9))
        store()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert [name.partition("/")[0] for name in visible(root)] == ["incoming"]
    assert len(visible(root)) == 1
    store()
    assert len(visible(root)) == 2


def in_threads(job: Callable[[], Stored], count: int) -> list[Stored]:
    gate = threading.Barrier(count)
    results: list[Stored] = []

    def run() -> None:
        gate.wait()
        results.append(job())

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_the_same_file_from_many_people_at_once_is_kept_once(root: Path) -> None:
    results = in_threads(store, 8)
    assert len(results) == 8
    assert len(set(results)) == 1
    assert len(visible(root)) == 1
    assert results[0].path.read_bytes() == CONTENT


def test_a_missing_shortened_or_changed_file_is_not_handed_out() -> None:
    stored = store()
    stored.path.chmod(0o640)
    stored.path.write_bytes(CONTENT[:-3] + b"abc")
    storage.open_document(stored).close()
    with pytest.raises(FileDamaged):
        storage.open_document(stored, check_digest=True)
    stored.path.write_bytes(CONTENT[:-1])
    with pytest.raises(FileDamaged):
        storage.open_document(stored)
    stored.path.unlink()
    with pytest.raises(FileDamaged):
        storage.open_document(stored)
