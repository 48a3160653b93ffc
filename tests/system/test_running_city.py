"""The main job on a real server; then kill -9 while people hand in: nothing acknowledged is lost.

The tests share one server, so they run in one process: `make test-crash`.
"""

import json
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from onewindow.config.commands.demo import ADDRESS
from onewindow.config.demo.timeline import ReportJSON, StepJSON
from onewindow.config.trial import is_ready
from tests.system.applying import Crowd
from tests.system.losses import missing
from tests.system.server import RunningServer, wait_until

pytestmark = pytest.mark.crash

PEOPLE, EACH = 5, 10
KILLS_UNTIL_LOSS = 8
TABLES = Path(__file__).resolve().parents[2] / "src/onewindow/kernel/data/calendar-cn"
CHINA = ZoneInfo("Asia/Shanghai")


class Answer(ReportJSON):
    """What `onewindow demo --json` prints."""

    case: str
    letter: dict[str, str]
    ledger: dict[str, object]


@pytest.fixture(scope="module")
def answer(server: RunningServer) -> Answer:
    printed: Answer = json.loads(server.command("demo", "--json", "--address", server.address))
    return printed


def count_by_hand(start: date, days: int) -> date:
    """Count working days one by one over the official tables, without the kernel."""
    special: dict[str, bool] = {}
    for path in TABLES.glob("20*.json"):
        for day in json.loads(path.read_text(encoding="utf-8"))["days"]:
            special[day["date"]] = not day["isOffDay"]
    day = start
    while days:
        day += timedelta(days=1)
        days -= special.get(day.isoformat(), day.weekday() < 5)
    return day


def times(step: StepJSON) -> tuple[datetime, datetime, datetime]:
    """Return when a step was enabled, started and ended."""
    enabled, started, ended = step["enabled_at"], step["started_at"], step["ended_at"]
    assert enabled
    assert started
    assert ended
    return (
        datetime.fromisoformat(enabled), datetime.fromisoformat(started),
        datetime.fromisoformat(ended),
    )  # fmt: skip


def test_it_says_what_was_done(answer: Answer) -> None:
    assert answer["case"].startswith("SL")
    assert answer["ledger"]["ok"] is True
    assert Path(answer["letter"]["path"]).read_bytes().startswith(b"%PDF-")
    assert [step["kind"] for step in answer["steps"]] == [
        "acceptance", "review", "review", "review", "decision", "delivery",
    ]  # fmt: skip


def test_every_step_was_enabled_started_and_ended_in_that_order(answer: Answer) -> None:
    for step in answer["steps"]:
        enabled, started, ended = times(step)
        assert enabled <= started <= ended


def test_the_three_departments_worked_at_the_same_time(answer: Answer) -> None:
    reviews = [step for step in answer["steps"] if step["kind"] == "review"]
    assert len({step["unit"] for step in reviews}) == 3
    assert max(times(step)[1] for step in reviews) < min(times(step)[2] for step in reviews)


def test_the_promised_date_is_the_one_counted_by_hand(answer: Answer) -> None:
    accepted = times(answer["steps"][0])[2].astimezone(CHINA).date()
    for clock in answer["clocks"]:
        expected = count_by_hand(accepted, clock["limit"])
        assert date.fromisoformat(clock["due_on"]) == expected
        assert clock["is_provisional"] == (expected.year > 2026)


def test_a_demo_without_a_server_says_so(server: RunningServer) -> None:
    with pytest.raises(AssertionError, match="连不上"):
        server.command("demo", "--address", "http://127.0.0.1:18929")


@pytest.mark.skipif(is_ready(ADDRESS), reason=f"另有网站在 {ADDRESS} 运行")
def test_a_demo_brings_a_site_of_its_own_where_none_runs(server: RunningServer) -> None:
    printed: Answer = json.loads(server.command("demo", "--json"))
    assert printed["ledger"]["ok"] is True
    assert not is_ready(ADDRESS)


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
        connection.execute("ALTER SYSTEM SET wal_writer_flush_after = '1GB'")
        connection.execute("SELECT pg_reload_conf()")
    lost = any(losses_of_one_kill(server) for _ in range(KILLS_UNTIL_LOSS))
    with server.connect("postgres") as connection:
        connection.execute("ALTER SYSTEM RESET ALL")
        connection.execute("SELECT pg_reload_conf()")
    assert lost, "commits that nobody waited for survived: the harness could not see a loss"


def losses_of_one_kill(server: RunningServer) -> list[str]:
    """Let two people hand in, kill the database, and name what is gone.

    A resting log writer wakes at the first commit and, by chance, takes all that is there along:
    so one kill may lose nothing even without synchronous commit.
    """
    crowd = Crowd(server.address)
    crowd.apply(people=2, each=2)
    server.kill_database()
    return missing(server, crowd.seen)
