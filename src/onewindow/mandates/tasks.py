"""What the worker does for mandates."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app


@app.periodic(cron="15 16 * * *")  # UTC: a quarter past midnight in China
@app.task(name="mandates.close", queueing_lock="mandates.close", pass_context=False)
def close_mandates(timestamp: int) -> None:
    """Tell the ledger what ended by itself at midnight; the dates had ended it already."""
    from onewindow.mandates.actions import close_ended

    close_ended(at=datetime.fromtimestamp(timestamp, tz=UTC))
