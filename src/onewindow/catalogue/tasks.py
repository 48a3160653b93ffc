"""What the worker does for items: what takes effect on its day, and files that were handed in."""

from datetime import UTC, datetime

from django.utils import timezone
from procrastinate import RetryStrategy
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


@app.task(name="catalogue.import_batch", retry=RetryStrategy(max_attempts=3, exponential_wait=2))
def import_batch_job(batch_id: int) -> None:
    """Take in the files of a batch; running it twice takes each in once."""
    from onewindow.catalogue.importing.batches import run_batch

    run_batch(batch_id, clock=timezone.now)


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="catalogue.resume_imports", queueing_lock="catalogue.resume_imports", pass_context=False
)
def resume_imports_job(timestamp: int) -> None:
    """Take up the batches that a killed worker left behind."""
    from onewindow.catalogue.importing.batches import resume_batches

    resume_batches(at=datetime.fromtimestamp(timestamp, tz=UTC), clock=timezone.now)


def order_import(batch_id: int) -> None:
    """Queue a batch in the caller's transaction: it runs if and only if that commits."""
    import_batch_job.defer(batch_id=batch_id)
