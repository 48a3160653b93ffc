"""Viewflow: tasks for people, completed as its own views do: lock, assign, start, execute."""

import sys
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.db import connection

from benchmarks.contest.lines import Job, serve

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from viewflow.workflow.models import Task


def set_up(socket: str, name: str) -> None:
    """Set up Django on one database with Viewflow's own tables."""
    settings.configure(
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": name, "USER": "onewindow", "HOST": socket,
            }
        },
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "viewflow",
            "viewflow.workflow", "benchmarks.contest.reviews",
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )  # fmt: skip
    django.setup()


class Viewflow:
    """Flows, and the person who reviews."""

    def connect(self) -> int:
        """Migrate once; return the backend."""
        from django.core.management import call_command

        if "viewflow_task" not in connection.introspection.table_names():
            call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return int(cursor.fetchone()[0])

    def prepare(self, cases: int) -> list[Job]:
        """Start flows and accept them; their reviews wait."""
        from benchmarks.contest.reviews.flows import REVIEWS, ReviewFlow

        jobs: list[Job] = []
        for _ in range(cases):
            process = ReviewFlow.start.run()
            self.complete(self.load([process.pk, "accept"]))
            jobs += [[process.pk, name] for name in REVIEWS]
        return jobs

    def load(self, job: Job) -> "tuple[Task, AbstractBaseUser]":
        """Read the task and the person."""
        from django.contrib.auth import get_user_model
        from viewflow.workflow.models import Task

        from benchmarks.contest.reviews.flows import ReviewFlow

        user, _ = get_user_model().objects.get_or_create(username="reviewer")
        process, name = job
        task = Task.objects.select_related("process").get(
            process=process, flow_task=getattr(ReviewFlow, str(name))
        )
        return task, user

    def complete(self, loaded: "tuple[Task, AbstractBaseUser]") -> None:
        """Complete one review."""
        from benchmarks.contest.reviews.flows import ReviewFlow

        task, user = loaded
        with ReviewFlow.lock(task.process_id):
            task.refresh_from_db()
            activation = task.flow_task.activation_class(task)
            activation.assign(user)
            # Its view would give the request, which nothing reads.
            activation.start(None)
            activation.execute()

    def joined(self) -> tuple[int, int]:
        """Count the flows with exactly one decision waiting."""
        from viewflow.workflow.models import Process, Task

        from benchmarks.contest.reviews.flows import ReviewFlow

        waiting = list(
            Task.objects.filter(flow_task=ReviewFlow.decide, status="NEW").values_list(
                "process", flat=True
            )
        )
        once = sum(waiting.count(each) == 1 for each in set(waiting))
        return Process.objects.count(), once


if __name__ == "__main__":
    set_up(*sys.argv[1:])
    serve(Viewflow())
