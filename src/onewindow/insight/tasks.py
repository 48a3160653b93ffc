"""Background work of redesign projects: mining and simulation take their time."""

from django.utils import timezone
from procrastinate.contrib.django import app


@app.task(name="insight.run_job")
def run_job(job_id: int) -> None:
    """Do one job; running it twice does it once."""
    from onewindow.insight.actions.working import run

    run(job_id, at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="insight.follow", queueing_lock="insight.follow", pass_context=False)
def follow_job(timestamp: int) -> None:
    """See which drafts have been published, and which work a killed worker left behind."""
    from onewindow.insight.actions.following import follow

    follow(at=timezone.now())
