"""The nightly work: nothing piles up, and what a killed worker began is not lost."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from axes.models import AccessAttempt, AccessLog
from django.db import connection
from django.utils.timezone import now
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from onewindow.accounts.tasks import drop_old_attempts
from onewindow.cases.tasks import make_letter_job
from onewindow.config import housekeeping
from onewindow.documents import storage
from onewindow.documents.tasks import sweep_files

pytestmark = pytest.mark.django_db

OF_A_DAY = (
    "cases.sweep_grants", "cases.sweep_deferrals", "cases.recompute", "cases.sweep_silent_steps",
    "delegation.close", "mandates.close",
)  # fmt: skip


def execute(statement: str, values: Sequence[str | int] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def job_in(status: str, *, days_ago: int = 0) -> int:
    job = make_letter_job.defer(letter_id=1)
    execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job])
    execute(
        "UPDATE procrastinate_events SET at = now() - make_interval(days => %s) WHERE job_id = %s",
        [days_ago, job],
    )
    return job


def defer_sweep(timestamp: int) -> int:
    return app.configure_task("cases.sweep_letters", queueing_lock="cases.sweep_letters").defer(
        timestamp=timestamp
    )


def statuses() -> dict[int, str]:
    return dict(ProcrastinateJob.objects.values_list("id", "status"))


def test_only_jobs_that_ended_long_ago_are_dropped() -> None:
    for status in ("succeeded", "failed", "cancelled", "aborted"):
        job_in(status, days_ago=31)
    kept = [job_in("failed", days_ago=29), job_in("todo", days_ago=31)]
    async_to_sync(housekeeping.drop_old)(app.job_manager)
    assert sorted(statuses()) == kept


def test_what_a_killed_worker_began_is_queued_again() -> None:
    execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    left, held, waiting = job_in("doing"), job_in("doing"), job_in("todo")
    execute(
        "UPDATE procrastinate_jobs SET worker_id = (SELECT max(id) FROM procrastinate_workers)"
        " WHERE id = %s",
        [held],
    )
    periodic = defer_sweep(timestamp=0)
    execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [periodic])
    following = defer_sweep(timestamp=60)
    async_to_sync(housekeeping.release_stalled)(app.job_manager)
    assert statuses() == {left: "todo", held: "doing", waiting: "todo", following: "todo"}


def test_old_sign_in_attempts_are_dropped() -> None:
    for name, days in (("old", 91), ("new", 89)):
        AccessAttempt.objects.create(username=name, failures_since_start=1)
        AccessLog.objects.create(username=name)
        for model in (AccessAttempt, AccessLog):
            model.objects.filter(username=name).update(attempt_time=now() - timedelta(days))
    drop_old_attempts(timestamp=int(now().timestamp()))
    for model in (AccessAttempt, AccessLog):
        assert list(model.objects.values_list("username", flat=True)) == ["new"]


def test_files_that_no_document_names_are_deleted(settings: Settings) -> None:
    path = storage.path_of("ab" * 32)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"left behind")
    sweep_files(timestamp=int(now().timestamp()))
    assert path.exists()
    sweep_files(timestamp=int((now() + timedelta(days=2)).timestamp()))
    assert not path.exists()


def test_the_worker_does_it_every_night(settings: Settings) -> None:
    assert housekeeping.__name__ in settings.PROCRASTINATE_IMPORT_PATHS
    periodic = {each.task.name for each in app.periodic_registry.periodic_tasks.values()}
    assert {"jobs.tidy", "accounts.drop_attempts", "documents.sweep"} <= periodic


def test_what_a_day_brings_is_done_soon_after_midnight_in_china() -> None:
    crons = {each.task.name: each.cron for each in app.periodic_registry.periodic_tasks.values()}
    told = {}
    for name in OF_A_DAY:
        minute, hour, *_days = crons[name].split()
        told[name] = ((int(hour) + 8) % 24, int(minute))
    assert max(told.values()) <= (1, 0), told
    # Silence is judged by the dates of today's calendar.
    assert told["cases.recompute"] < told["cases.sweep_silent_steps"]
