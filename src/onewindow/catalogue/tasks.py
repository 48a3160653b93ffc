"""What the worker does for items: versions and withdrawals take effect on their day."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app


# Often, so that a worker that was down at midnight makes up for it; nothing is done twice.
@app.periodic(cron="*/10 * * * *")
@app.task(name="catalogue.take_effect", queueing_lock="catalogue.take_effect", pass_context=False)
def take_effect(timestamp: int) -> None:
    """Withdraw and publish what was to happen by now."""
    from onewindow.catalogue.actions import publish_due, withdraw_due

    at = datetime.fromtimestamp(timestamp, tz=UTC)
    withdraw_due(at=at)
    publish_due(at=at)
