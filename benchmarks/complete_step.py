"""CPU of one durable `complete_step` against the bare statements it cannot do without."""

import os
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.bar import Bar
from benchmarks.database import benchmark_database

if TYPE_CHECKING:
    from tests.cases.building import City

    from onewindow.cases.models import Case

CASES = 40
ROUNDS = 3
LIMIT = 2.5
TICKS = os.sysconf("SC_CLK_TCK")

LOCK = "SELECT status FROM cases_case WHERE id = %s FOR UPDATE"
DONE = """
UPDATE cases_casestep SET status = 'done', started_at = now(), ended_at = now(),
    officer = 'official/x', officer_name = 'x', outcome = 'agreed'
WHERE id = %s AND status = 'open' RETURNING successors
"""
COUNT_DOWN = """
UPDATE cases_casestep SET unmet = unmet - 1,
    status = CASE WHEN unmet = 1 THEN 'open' ELSE status END,
    enabled_at = CASE WHEN unmet = 1 THEN now() END,
    due_on = CASE WHEN unmet = 1 THEN current_date END
WHERE case_id = %s AND position = ANY (%s) AND status = 'waiting'
"""
AUDIT = "INSERT INTO bench_audit (case_id, step, at, actor, what) VALUES (%s, %s, now(), %s, %s)"
AUDIT_TABLE = """
CREATE TABLE IF NOT EXISTS bench_audit (
    id bigserial PRIMARY KEY, case_id bigint, step text, at timestamptz, actor text, what text)
"""


def complete_step_cpu() -> Bar:
    """Return the ratio of CPU per step, client and server together, ours to the floor."""
    with benchmark_database():
        from tests.cases.building import REVIEWS, build_city, make_accepted

        city = build_city()
        ours: list[float] = []
        floor: list[float] = []
        for _ in range(ROUNDS):
            for run, figures in ((_run_ours, ours), (_run_bare, floor)):
                cases = [make_accepted(city) for _ in range(CASES)]
                figures.append(run(city, cases) / (CASES * len(REVIEWS)))
        best, base = min(ours), min(floor)
    return Bar(
        bar="complete_step CPU ÷ bare SQL floor",
        value=best / base,
        limit=LIMIT,
        detail=f"{best * 1e6:.0f} µs against {base * 1e6:.0f} µs a step, best of {ROUNDS} runs",
    )


def _cpu(work: Callable[[], None]) -> float:
    """Return the CPU seconds of this process and of its PostgreSQL backend."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    server, client = _ticks(backend), process_time()
    work()
    return process_time() - client + (_ticks(backend) - server) / TICKS


def _ticks(stat: Path) -> int:
    fields = stat.read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def _run_ours(city: "City", cases: list["Case"]) -> float:
    from tests.cases.building import MONDAY, REVIEWS, step

    from onewindow.cases.actions import complete_review

    todo = [
        (step(case, name), city.officer(name, "reviewer")) for case in cases for name in REVIEWS
    ]

    def work() -> None:
        for each, officer in todo:
            complete_review(each, by=officer, outcome="agreed", opinion="", at=MONDAY)

    return _cpu(work)


def _run_bare(_city: "City", cases: list["Case"]) -> float:
    from django.db import connection
    from tests.cases.building import REVIEWS, step

    todo = [(case.pk, step(case, name).pk, name) for case in cases for name in REVIEWS]
    with connection.cursor() as cursor:
        cursor.execute(AUDIT_TABLE)
    raw = connection.connection

    def work() -> None:
        for case_id, step_id, name in todo:
            with raw.transaction(), raw.cursor() as cursor:
                cursor.execute(LOCK, [case_id])
                cursor.execute(DONE, [step_id])
                cursor.execute(COUNT_DOWN, [case_id, cursor.fetchone()[0]])
                cursor.execute(AUDIT, [case_id, name, "official/x", "agreed"])

    return _cpu(work)
