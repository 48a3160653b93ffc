"""What the worker does for the ledger."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from onewindow.events.anchors import anchor


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="events.anchor", pass_context=False)
def anchor_heads(timestamp: int) -> None:
    """Anchor the changed heads every minute."""
    anchor(at=datetime.fromtimestamp(timestamp, tz=UTC))
