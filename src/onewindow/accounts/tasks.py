"""What the worker does for accounts."""

from datetime import UTC, datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.management import call_command
from procrastinate.contrib.django import app

from onewindow.accounts.keeping import drop_old_answers

ATTEMPTS_KEPT = timedelta(days=90)


@app.periodic(cron="30 19 * * *")  # UTC: half past three in China
@app.task(name="accounts.drop_sessions", queueing_lock="accounts.drop_sessions", pass_context=False)
def drop_expired_sessions(timestamp: int) -> None:
    """Drop the sessions that have expired, every night."""
    call_command("clearsessions")


@app.periodic(cron="35 19 * * *")
@app.task(name="accounts.drop_attempts", queueing_lock="accounts.drop_attempts", pass_context=False)
def drop_old_attempts(timestamp: int) -> None:
    """Drop what is known of sign-ins and failed ones 90 days ago; it holds addresses of people."""
    limit = datetime.fromtimestamp(timestamp, tz=UTC) - ATTEMPTS_KEPT
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(attempt_time__lt=limit).delete()


@app.periodic(cron="40 19 * * *")
@app.task(name="accounts.drop_answers", queueing_lock="accounts.drop_answers", pass_context=False)
def drop_answers(timestamp: int) -> None:
    """Forget what requests were answered 30 days ago."""
    drop_old_answers(at=datetime.fromtimestamp(timestamp, tz=UTC))
