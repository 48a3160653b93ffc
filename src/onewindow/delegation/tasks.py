"""What the worker does for grants."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app


@app.periodic(cron="10 16 * * *")  # UTC: ten past midnight in China
@app.task(name="delegation.close", queueing_lock="delegation.close", pass_context=False)
def close_grants(timestamp: int) -> None:
    """Tell the ledger what ended by itself at midnight; the dates had ended it already."""
    from onewindow.delegation.actions import close_ended

    close_ended(at=datetime.fromtimestamp(timestamp, tz=UTC))
