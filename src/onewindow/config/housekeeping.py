"""What the worker does for its own queue, every night."""

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

KEPT_HOURS = 30 * 24


@app.periodic(cron="0 20 * * *")  # UTC: four in the morning in China
@app.task(name="jobs.tidy", queueing_lock="jobs.tidy", pass_context=True)
async def tidy_jobs(context: JobContext, timestamp: int) -> None:
    """Release the jobs of killed workers and drop those that ended 30 days ago."""
    await release_stalled(context.app.job_manager)
    await drop_old(context.app.job_manager)


async def release_stalled(manager: JobManager) -> None:
    """Queue again what a killed worker had begun; a periodic job ends, the next does its work."""
    for job in await manager.get_stalled_jobs():
        if job.id is None:
            continue
        if job.queueing_lock:
            await manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=True)
        else:
            await manager.retry_job(job)


async def drop_old(manager: JobManager) -> None:
    """Delete the jobs that ended, well or not, 30 days ago or earlier."""
    await manager.delete_old_jobs(
        KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
