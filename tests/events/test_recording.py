"""How something gets into the ledger, and that nothing gets out of it again."""

import hashlib
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from onewindow import events
from onewindow.events.exports import check_ledger, event_rows
from onewindow.events.models import Event, Head
from onewindow.events.verify import GENESIS, event_hash

AT = datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)
ZHANG = events.Actor("officer/zhang.san", "示例·张三", "119999009999000117")


def record(chain: str = "case/T1", code: str = "case.submitted", **more: str) -> None:
    events.record(code, chain=chain, by=ZHANG, at=AT, data={"名": "𠮷", "a": [1, None]}, **more)


@pytest.mark.django_db
def test_an_event_continues_its_chain() -> None:
    record()
    record(code="step.enabled", step="review", lifecycle="enabled")
    first, second = event_rows(chain="case/T1")
    assert (first.seq, first.prev_hash) == (1, GENESIS)
    assert (second.seq, second.prev_hash) == (2, first.hash)
    assert (second.actor, second.actor_name, second.unit) == (ZHANG.code, ZHANG.name, ZHANG.unit)
    assert (second.step, second.lifecycle, second.at) == ("review", "enabled", AT)
    assert first.data == '{"a":[1,null],"名":"𠮷"}'
    assert Head.objects.get(chain="case/T1").seq == 2


@pytest.mark.django_db
def test_python_and_postgresql_hash_the_same_bytes() -> None:
    record()
    other_zone = AT.astimezone(timezone(timedelta(hours=8)))
    events.record("case.decided", chain="case/T1", by=events.SYSTEM, at=other_zone)
    before_epoch = datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    events.record("case.finished", chain="case/T1", by=events.SYSTEM, at=before_epoch)
    for row in event_rows():
        assert event_hash(row) == row.hash


@pytest.mark.django_db
def test_the_hash_is_the_documented_one() -> None:
    record(step="review")
    row = next(event_rows())
    parts = ["onewindow.event.1", "case/T1", "1", "case.submitted", "1772443800123456"]
    parts += [ZHANG.code, ZHANG.name, ZHANG.unit, "review", "", row.data, "00" * 32]
    coded = b"".join(f"{len(part.encode())}:{part}".encode() for part in parts)
    assert hashlib.sha256(coded).digest() == row.hash


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction() -> None:
    with pytest.raises(events.OutsideTransaction):
        record()
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(events.UnknownEventCode):
        record(code="case.sumbitted")


@pytest.mark.django_db
@pytest.mark.parametrize("data", ["[1]", '"text"', "{"])
def test_only_a_json_object_is_data(data: str) -> None:
    with pytest.raises(Exception, match=r"JSON|json"), connection.cursor() as cursor:
        cursor.execute("SELECT events_append('c', 'x', now(), 'a', '', '', '', '', %s)", [data])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events_event SET actor_name = '别人'",
        "DELETE FROM events_event",
        "TRUNCATE events_event",
        "TRUNCATE events_event CASCADE",
        (
            "INSERT INTO events_event SELECT * FROM events_event "
            "ON CONFLICT (id) DO UPDATE SET step='x'"
        ),
    ],
)
def test_raw_sql_cannot_change_the_ledger(statement: str) -> None:
    record()
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert check_ledger().ok


def append_at_once(threads: int, turns: int) -> list[Exception]:
    """Append to one shared chain, to one shared by some, and to chains of one's own."""
    failures: list[Exception] = []

    def work(number: int) -> None:
        for turn in range(turns):
            try:
                with transaction.atomic():
                    record("case/shared")
                with transaction.atomic():
                    record(f"case/own-{number}" if turn % 2 else "case/other")
            except DatabaseError as error:
                failures.append(error)
        connection.close()

    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return failures


@pytest.mark.django_db(transaction=True)
def test_appends_at_once_leave_no_gap_and_lose_nothing() -> None:
    assert append_at_once(threads=6, turns=15) == []
    assert check_ledger().ok
    counts = Counter(row.chain for row in event_rows())
    assert counts.pop("case/shared") == 90
    assert counts.pop("case/other") == 48
    assert set(counts.values()) == {7}


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_appends_collide() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('events_append'::regproc)")
        source = str(cursor.fetchone()[0])
        assert "FOR UPDATE" in source
        cursor.execute(source.replace("FOR UPDATE", ""))
    assert append_at_once(threads=6, turns=15) != []


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_transaction_leaves_no_hole() -> None:
    with transaction.atomic():
        record()
    with transaction.atomic():
        record()
        transaction.set_rollback(True)
    with transaction.atomic():
        record()
    assert [row.seq for row in event_rows()] == [1, 2]
    assert check_ledger().ok
