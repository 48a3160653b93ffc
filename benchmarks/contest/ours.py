"""Ours, through the function that the desk calls, and the bare statements on the same tables."""

import os
import sys
from typing import TYPE_CHECKING

import django
import psycopg
from django.db import connection

from benchmarks.contest.lines import Job, serve

if TYPE_CHECKING:
    from onewindow.cases.models import CaseStep
    from onewindow.orgs.models import Officer

REVIEWS = ("planning", "structure", "traffic")
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
JOINED = """
SELECT count(*), count(*) FILTER (WHERE step.status = 'open')
FROM cases_casestep step JOIN cases_case c ON c.id = step.case_id
WHERE step.code = 'decide'
"""


class Ours:
    """The real thing: rules, rights, dates, the step, its successors, the ledger."""

    def connect(self) -> int:
        """Return the backend; the tables are there."""
        with connection.cursor() as cursor:
            cursor.execute(AUDIT_TABLE)
            cursor.execute("SELECT pg_backend_pid()")
            return int(cursor.fetchone()[0])

    def prepare(self, cases: int) -> list[Job]:
        """Make accepted cases of one city."""
        from tests.cases.building import build_city, make_accepted

        city = build_city()
        officers = {name: city.officer(name, "reviewer").pk for name in REVIEWS}
        jobs: list[Job] = []
        for _ in range(cases):
            case = make_accepted(city)
            jobs += [[case.pk, name, officers[name]] for name in REVIEWS]
        return jobs

    def load(self, job: Job) -> "tuple[CaseStep, Officer]":
        """Read the step as a view does, and the officer."""
        from onewindow.cases.models import CaseStep
        from onewindow.orgs.models import Officer

        steps = CaseStep.objects.select_related("case__version", "case__department__region", "unit")
        officers = Officer.objects.select_related("user", "department")
        case, code, officer = job
        return steps.get(case_id=int(case), code=code), officers.get(pk=officer)

    def complete(self, loaded: "tuple[CaseStep, Officer]") -> None:
        """Complete one review."""
        from tests.cases.building import MONDAY

        from onewindow.cases.actions import complete_review

        step, officer = loaded
        complete_review(step, by=officer, outcome="agreed", opinion="", at=MONDAY)

    def joined(self) -> tuple[int, int]:
        """Count the cases whose decision is open, once: a step is one row."""
        with connection.cursor() as cursor:
            cursor.execute(JOINED)
            cases, once = cursor.fetchone()
            return cases, once


class Bare(Ours):
    """The statements that nobody could do without: lock, update, count down, one audit row."""

    def complete(self, loaded: "tuple[CaseStep, Officer]") -> None:
        """Complete one review without asking whether it may be."""
        step, _officer = loaded
        raw = connection.connection
        # Bound by the server, so that all four stay prepared, as SpiffWorkflow's and ours do.
        with raw.transaction(), psycopg.Cursor(raw) as cursor:
            cursor.execute(LOCK, [step.case_id])
            (successors,) = cursor.execute(DONE, [step.pk]).fetchone() or ([],)
            cursor.execute(COUNT_DOWN, [step.case_id, successors])
            cursor.execute(AUDIT, [step.case_id, step.code, "official/x", "agreed"])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings")
    django.setup()
    serve(Bare() if sys.argv[1:] == ["bare"] else Ours())
