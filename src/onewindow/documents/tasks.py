"""What the worker does for stored files."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from onewindow.documents.sweep import sweep


@app.periodic(cron="45 19 * * *")  # UTC: a quarter to four in China
@app.task(name="documents.sweep", queueing_lock="documents.sweep", pass_context=False)
def sweep_files(timestamp: int) -> None:
    """Delete the files that no document names, every night."""
    sweep(at=datetime.fromtimestamp(timestamp, tz=UTC), delete=True)
