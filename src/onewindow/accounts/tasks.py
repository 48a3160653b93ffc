"""What the worker does for accounts."""

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="30 3 * * *")
@app.task(name="accounts.drop_sessions", queueing_lock="accounts.drop_sessions", pass_context=False)
def drop_expired_sessions(timestamp: int) -> None:
    """Drop the sessions that have expired, every night."""
    call_command("clearsessions")
