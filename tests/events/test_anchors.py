"""The ends of the chains outside the database."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from onewindow import events
from onewindow.events import anchors
from onewindow.events.anchors import anchor
from onewindow.events.exports import check_ledger
from onewindow.events.models import Head
from onewindow.events.tasks import anchor_heads
from onewindow.events.verify import BadExport, read_anchors

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def record(chain: str) -> None:
    events.record("case.submitted", chain=chain, by=events.SYSTEM, at=AT)


def folder() -> Path:
    return Path(settings.ANCHORS_ROOT)


def test_only_what_changed_is_anchored_again() -> None:
    record("case/A")
    record("case/B")
    assert anchor(at=AT) == anchors.Anchored(batches=1, heads=2)
    assert anchor(at=AT) == anchors.Anchored(batches=0, heads=0)
    record("case/B")
    assert anchor(at=AT).heads == 1
    read = read_anchors(folder())
    assert [seq for seq, _ in read["case/B"]] == [1, 2]
    assert [seq for seq, _ in read["case/A"]] == [1]


def test_many_heads_go_out_in_batches_chained_to_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(anchors, "BATCH", 2)
    for name in "ABCDE":
        record(f"case/{name}")
    assert anchor(at=AT) == anchors.Anchored(batches=3, heads=5)
    lines = [json.loads(line) for line in (folder() / "2026-03.jsonl").read_text().splitlines()]
    assert [line["batch"] for line in lines] == [1, 2, 3]
    assert [line["previous"] for line in lines] == ["", lines[0]["digest"], lines[1]["digest"]]
    assert not Head.objects.filter(is_anchored=False).exists()


def test_each_month_has_its_file_and_the_chain_runs_on() -> None:
    for days in (0, 30, 60):
        record("case/A")
        anchor(at=AT + timedelta(days=days))
    names = sorted(path.name for path in folder().glob("*.jsonl"))
    assert names == ["2026-03.jsonl", "2026-04.jsonl", "2026-05.jsonl"]
    assert len(read_anchors(folder())["case/A"]) == 3


def test_a_clock_set_back_keeps_the_order() -> None:
    record("case/A")
    anchor(at=AT)
    record("case/A")
    anchor(at=AT - timedelta(days=40))
    assert [path.name for path in folder().glob("*.jsonl")] == ["2026-03.jsonl"]
    assert len(read_anchors(folder())["case/A"]) == 2


@pytest.mark.parametrize("torn", [b'{"batch":2,"at":"20', b"\xff", b'{"batch": 2}'])
def test_a_line_torn_by_a_crash_is_dropped_and_written_again(torn: bytes) -> None:
    record("case/A")
    anchor(at=AT)
    with (folder() / "2026-03.jsonl").open("ab") as file:
        file.write(torn)
    record("case/A")
    anchor(at=AT)
    assert [seq for seq, _ in read_anchors(folder())["case/A"]] == [1, 2]


def test_a_file_torn_in_its_first_line_continues_the_one_before() -> None:
    record("case/A")
    anchor(at=AT)
    (folder() / "2026-04.jsonl").write_bytes(b'{"batch":2')
    record("case/A")
    anchor(at=AT)
    assert len(read_anchors(folder())["case/A"]) == 2


@pytest.mark.long
def test_lines_longer_than_one_read_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1500):
        record(f"case/{number:060}")
    anchor(at=AT)
    record("case/A")
    anchor(at=AT)
    assert len(read_anchors(folder())) == 1501


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"case/A",1', '"case/A",2'),
        ('"batch":1', '"batch":7'),
        ('"previous":""', '"previous":"00"'),
        ('"digest":"', '"digest":"0'),
        ('{"at"', '["at"'),
    ],
)
def test_changed_anchor_files_are_refused(old: str, new: str) -> None:
    record("case/A")
    anchor(at=AT)
    path = folder() / "2026-03.jsonl"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(BadExport, match=r"2026-03.jsonl 第 1 行"):
        read_anchors(folder())


def test_a_batch_taken_out_of_the_middle_is_noticed() -> None:
    for _ in range(3):
        record("case/A")
        anchor(at=AT)
    path = folder() / "2026-03.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(lines[0] + lines[2])
    with pytest.raises(BadExport, match="第 2 行"):
        read_anchors(folder())


@pytest.mark.django_db(transaction=True)
def test_a_failed_commit_anchors_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        record("case/A")
    with monkeypatch.context() as patch:
        patch.setattr(anchors, "MARK", "SELECT 1/0, %s, %s")
        with pytest.raises(Exception, match="zero"):
            anchor(at=AT)
    assert anchor(at=AT).heads == 1
    assert check_ledger().ok


def test_a_head_that_moves_meanwhile_stays_to_be_anchored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record("case/A")
    write = anchors._append

    def write_while_it_moves(
        folder: Path, rows: list[tuple[str, int, bytes]], at: datetime
    ) -> None:
        write(folder, rows, at)
        monkeypatch.setattr(anchors, "_append", write)
        record("case/A")

    monkeypatch.setattr(anchors, "_append", write_while_it_moves)
    anchor(at=AT)
    assert anchor(at=AT).heads == 1
    assert check_ledger().ok


def test_the_worker_anchors_every_minute() -> None:
    periodic = app.periodic_registry.periodic_tasks.values()
    assert [task.cron for task in periodic if task.task is anchor_heads] == ["* * * * *"]
    record("case/A")
    anchor_heads(int(AT.timestamp()))
    assert read_anchors(folder())["case/A"][0][0] == 1
