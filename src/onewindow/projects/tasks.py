"""Background work of projects: milestones follow the ledger of the cases."""

from django.utils import timezone
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="projects.follow", queueing_lock="projects.follow", pass_context=False)
def follow_job(timestamp: int) -> None:
    """Bring the projects up to date whose cases moved since the last minute."""
    from onewindow.projects.actions import follow_all

    follow_all(timezone.now())


@app.periodic(cron="40 16 * * *")  # UTC: twenty to one in the morning in China
@app.task(name="projects.follow_all", queueing_lock="projects.follow_all", pass_context=False)
def follow_all_job(timestamp: int) -> None:
    """Bring every project under way up to date with a calendar that changed."""
    from onewindow.projects.actions import follow_all

    follow_all(timezone.now(), everything=True)
