"""kill -9 of web, worker and database while people hand in: what was acknowledged is there."""

import hashlib
import json
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.system.applying import Acknowledged, Crowd
from tests.system.server import RunningServer, wait_until

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("system")]

PEOPLE, EACH = 5, 10

CASE = "SELECT id FROM cases_case WHERE number = %s AND status <> 'draft'"
FILES = """
SELECT d.sha256 FROM cases_submission s JOIN documents_document d ON d.id = s.document_id
WHERE s.case_id = %s
"""
EVENT = "SELECT data FROM events_event WHERE chain = %s AND code = 'case.submitted'"
STEP = "SELECT count(*) FROM cases_casestep WHERE case_id = %s AND status = 'open'"


def missing(server: RunningServer, seen: list[Acknowledged]) -> list[str]:
    """Return what is lost of the acknowledged applications: case, file, step or event."""
    lost = []
    with server.connect() as connection:
        for each in seen:
            found = connection.execute(CASE, [each.number]).fetchone()
            if found is None:
                lost.append(f"{each.number}: case")
                continue
            kept = {str(row[0]) for row in connection.execute(FILES, found)}
            events = connection.execute(EVENT, [f"case/{each.number}"]).fetchall()
            told = {
                file["sha256"] for event in events for file in json.loads(str(event[0]))["files"]
            }
            if not kept == told == each.digests:
                lost.append(f"{each.number}: files {kept ^ each.digests}, events {len(events)}")
            if connection.execute(STEP, found).fetchone() != (1,):
                lost.append(f"{each.number}: acceptance step")
            lost += [f"{each.number}: {name}" for name in kept if not is_whole(server.home, name)]
    return lost


def is_whole(home: Path, sha256: str) -> bool:
    path = home / "files" / sha256[:2] / sha256[2:4] / sha256
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def kill_in_turn(crowd: Crowd, kills: list[tuple[int, Callable[[], None]]]) -> None:
    """Strike each time so many applications have been acknowledged."""
    for count, kill in kills:
        wait_until(partial(crowd.has_seen, count), "nobody hands in", 120)
        kill()


def test_nothing_acknowledged_is_lost(server: RunningServer) -> None:
    crowd = Crowd(server.address)
    kills = [
        (8, server.kill_web), (16, server.kill_worker), (24, server.kill_database),
        (32, server.kill_web), (40, server.kill_database),
    ]  # fmt: skip
    killer = threading.Thread(target=kill_in_turn, args=(crowd, kills))
    killer.start()
    crowd.apply(people=PEOPLE, each=EACH)
    killer.join()
    assert len({each.number for each in crowd.seen}) == PEOPLE * EACH
    assert missing(server, crowd.seen) == []
    assert json.loads(server.command("ledger", "verify", "--json"))["ok"] is True


def test_the_harness_sees_loss_without_synchronous_commit(server: RunningServer) -> None:
    with server.connect("postgres") as connection:
        connection.execute("ALTER SYSTEM SET synchronous_commit = off")
        connection.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        connection.execute("SELECT pg_reload_conf()")
    crowd = Crowd(server.address)
    crowd.apply(people=2, each=2)
    server.kill_database()
    lost = missing(server, crowd.seen)
    with server.connect("postgres") as connection:
        connection.execute("ALTER SYSTEM RESET ALL")
        connection.execute("SELECT pg_reload_conf()")
    assert lost, "a commit that nobody waited for survived: the harness could not see a loss"
