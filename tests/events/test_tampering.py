"""Whoever gets round the triggers is found out, and the first bad event is named."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from onewindow import events
from onewindow.events.anchors import anchor
from onewindow.events.exports import check_ledger, event_rows
from onewindow.events.models import Event
from onewindow.events.verify import EventRow, Fault, Problem, event_hash, verify

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CHAIN = "case/T1"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ledger(settings: Settings, tmp_path: Path) -> None:
    settings.ANCHORS_ROOT = tmp_path
    for chain in (CHAIN, "case/T2"):
        for step in ("a", "b", "c", "d", "e"):
            events.record("step.completed", chain=chain, by=events.SYSTEM, at=AT, step=step)
    anchor(at=AT)


def sql(statement: str, *parameters: str | int | bytes) -> None:
    """Run one statement as somebody who may switch the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_event DISABLE TRIGGER USER")
        cursor.execute(statement, parameters)
        cursor.execute("ALTER TABLE events_event ENABLE TRIGGER USER")


def store(row: EventRow) -> None:
    """Overwrite an event, its hashes too."""
    values = dataclasses.asdict(row)
    columns = ", ".join(f"{name} = %({name})s" for name in values)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_event DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE events_event SET {columns} WHERE id = %(id)s", values)
        cursor.execute("ALTER TABLE events_event ENABLE TRIGGER USER")


def rehash(row: EventRow) -> EventRow:
    return dataclasses.replace(row, hash=event_hash(row))


def chain_rows() -> list[EventRow]:
    return list(event_rows(chain=CHAIN))


def change_a_field() -> None:
    sql("UPDATE events_event SET actor_name = '别人' WHERE chain = %s AND seq = 3", CHAIN)


def change_data_keeping_its_meaning() -> None:
    sql("UPDATE events_event SET data = '{ }' WHERE chain = %s AND seq = 3", CHAIN)


def shift_text_between_fields() -> None:
    sql(
        "UPDATE events_event SET actor = 'sys', actor_name = 'tem系统' "
        "WHERE seq = 3 AND chain = %s",
        CHAIN,
    )


def move_by_a_microsecond() -> None:
    sql(
        "UPDATE events_event SET at = at + interval '1 microsecond' WHERE chain = %s AND seq = 3",
        CHAIN,
    )


def delete_in_the_middle() -> None:
    sql("DELETE FROM events_event WHERE chain = %s AND seq = 3", CHAIN)


def delete_and_renumber() -> None:
    delete_in_the_middle()
    sql("UPDATE events_event SET seq = seq - 1 WHERE chain = %s AND seq = 4", CHAIN)
    sql("UPDATE events_event SET seq = seq - 1 WHERE chain = %s AND seq = 5", CHAIN)


def delete_the_first() -> None:
    sql("DELETE FROM events_event WHERE chain = %s AND seq = 1", CHAIN)


def cut_the_tail() -> None:
    sql("DELETE FROM events_event WHERE chain = %s AND seq > 3", CHAIN)


def cut_the_tail_and_the_head() -> None:
    cut_the_tail()
    third = chain_rows()[2].hash
    sql("UPDATE events_head SET seq = 3, hash = %s WHERE chain = %s", third, CHAIN)


def delete_the_whole_chain() -> None:
    sql("DELETE FROM events_event WHERE chain = %s", CHAIN)
    sql("DELETE FROM events_head WHERE chain = %s", CHAIN)


def swap_two() -> None:
    sql("UPDATE events_event SET seq = 99 WHERE chain = %s AND seq = 3", CHAIN)
    sql("UPDATE events_event SET seq = 3 WHERE chain = %s AND seq = 4", CHAIN)
    sql("UPDATE events_event SET seq = 4 WHERE chain = %s AND seq = 99", CHAIN)


def forge_with_its_own_hash() -> None:
    store(rehash(dataclasses.replace(chain_rows()[2], actor="officer/x")))


def forge_to_the_end() -> None:
    rows = chain_rows()
    rows[2] = dataclasses.replace(rows[2], actor="officer/x")
    for index in range(2, 5):
        rows[index] = rehash(dataclasses.replace(rows[index], prev_hash=rows[index - 1].hash))
        store(rows[index])
    sql("UPDATE events_head SET hash = %s WHERE chain = %s", rows[4].hash, CHAIN)


def insert_in_the_middle() -> None:
    rows = chain_rows()
    for row in reversed(rows[2:]):
        sql("UPDATE events_event SET seq = seq + 1 WHERE id = %s", row.id)
    forged = rehash(dataclasses.replace(rows[2], id=0, code="case.decided"))
    Event.objects.create(**{k: v for k, v in dataclasses.asdict(forged).items() if k != "id"})


def append_past_the_function() -> None:
    last = chain_rows()[-1]
    forged = rehash(dataclasses.replace(last, seq=6, prev_hash=last.hash))
    Event.objects.create(**{k: v for k, v in dataclasses.asdict(forged).items() if k != "id"})


CASES: list[tuple[Callable[[], None], Fault, int]] = [
    (change_a_field, Fault.CHANGED, 3),
    (change_data_keeping_its_meaning, Fault.CHANGED, 3),
    (shift_text_between_fields, Fault.CHANGED, 3),
    (move_by_a_microsecond, Fault.CHANGED, 3),
    (delete_in_the_middle, Fault.MISSING, 3),
    (delete_and_renumber, Fault.MISSING, 3),
    (delete_the_first, Fault.MISSING, 1),
    (cut_the_tail, Fault.CUT, 4),
    (cut_the_tail_and_the_head, Fault.CUT, 4),
    (delete_the_whole_chain, Fault.CUT, 1),
    (swap_two, Fault.REORDERED, 3),
    (forge_with_its_own_hash, Fault.REPLACED, 3),
    (forge_to_the_end, Fault.REPLACED, 5),
    (insert_in_the_middle, Fault.INSERTED, 3),
    (append_past_the_function, Fault.INSERTED, 6),
]


@pytest.mark.parametrize(("tamper", "fault", "seq"), CASES, ids=[c[0].__name__ for c in CASES])
def test_the_first_bad_event_is_named(tamper: Callable[[], None], fault: Fault, seq: int) -> None:
    assert check_ledger().ok
    tamper()
    (problem,) = check_ledger().problems
    assert (problem.chain, problem.fault, problem.seq) == (CHAIN, fault, seq)
    gone = fault in {Fault.MISSING, Fault.CUT}
    bad = None if gone else Event.objects.get(chain=CHAIN, seq=seq).pk
    assert problem.event_id == bad


def test_an_anchor_between_narrows_a_rewrite_down() -> None:
    before = chain_rows()
    events.record("case.decided", chain=CHAIN, by=events.SYSTEM, at=AT)
    anchor(at=AT)
    places = {CHAIN: [(3, before[2].hash), (5, before[4].hash)]}
    forge_to_the_end()
    (problem,) = verify(event_rows(chain=CHAIN), anchors=places).problems
    assert (problem.fault, problem.seq) == (Fault.REPLACED, 3)


def test_every_broken_chain_is_reported_once() -> None:
    sql("UPDATE events_event SET step = 'z'")
    assert [(p.chain, p.seq) for p in check_ledger().problems] == [(CHAIN, 1), ("case/T2", 1)]


def test_one_chain_alone() -> None:
    change_a_field()
    assert check_ledger(chain="case/T2").ok
    assert not check_ledger(chain=CHAIN).ok


def test_a_tail_cut_before_any_anchor_shows_in_the_head(tmp_path: Path) -> None:
    events.record("case.finished", chain=CHAIN, by=events.SYSTEM, at=AT)
    sql("DELETE FROM events_event WHERE chain = %s AND seq = 6", CHAIN)
    (problem,) = check_ledger().problems
    assert (problem.fault, problem.seq) == (Fault.CUT, 6)


def test_lost_anchor_files_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "2026-03.jsonl").unlink()
    assert {problem.fault for problem in check_ledger().problems} == {Fault.ANCHOR}


def test_a_changed_anchor_file_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "2026-03.jsonl"
    path.write_text(path.read_text().replace('"seq"', "").replace(",5,", ",4,"))
    problem: Problem = check_ledger().problems[0]
    assert problem.fault is Fault.ANCHOR
    assert "2026-03.jsonl" in problem.message
