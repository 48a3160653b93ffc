"""SpiffWorkflow: the workflow as its own serializer writes it, in one jsonb column.

A step is one transaction: lock the row, read the workflow, complete the task, write it back, add an
audit row as the bare statements do: SpiffWorkflow itself does not keep who did what.
"""

import sys
from pathlib import Path

import psycopg
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from benchmarks.contest.lines import Job, serve

DIAGRAM = Path(__file__).with_name("reviews.bpmn")
REVIEWS = ("planning", "structure", "traffic")
TABLES = """
CREATE TABLE IF NOT EXISTS workflow (id bigserial PRIMARY KEY, state jsonb NOT NULL);
CREATE TABLE IF NOT EXISTS audit (
    id bigserial PRIMARY KEY, workflow bigint, step text, at timestamptz, actor text, what text)
"""
# What gateways of a procedure decide on.
ANSWERS = {"business": "catering", "area": 120, "by_agent": False}
ADD = "INSERT INTO workflow (state) VALUES (%s) RETURNING id"
LOCK = "SELECT state::text FROM workflow WHERE id = %s FOR UPDATE"
WRITE = "UPDATE workflow SET state = %s WHERE id = %s"
AUDIT = "INSERT INTO audit (workflow, step, at, actor, what) VALUES (%s, %s, now(), %s, %s)"


class Spiff:
    """Workflows in one table."""

    def __init__(self, database: str) -> None:
        self._connection = psycopg.connect(database, autocommit=True)
        self._serializer = BpmnWorkflowSerializer()

    def connect(self) -> int:
        """Make the tables; return the backend."""
        self._connection.execute(TABLES)
        return self._connection.info.backend_pid

    def prepare(self, cases: int) -> list[Job]:
        """Start workflows and accept them; their reviews are ready."""
        parser = BpmnParser()
        parser.add_bpmn_file(str(DIAGRAM))
        spec = parser.get_spec("reviews")
        jobs: list[Job] = []
        for _ in range(cases):
            workflow = BpmnWorkflow(spec)
            workflow.data.update(ANSWERS)
            workflow.do_engine_steps()
            _complete(workflow, "accept", "accepted")
            written = self._serializer.serialize_json(workflow)
            row = self._connection.execute(ADD, [written]).fetchone()
            jobs += [[row[0] if row else 0, name] for name in REVIEWS]
        return jobs

    def load(self, job: Job) -> Job:
        """Return the job: the whole state is in the table."""
        return job

    def complete(self, loaded: Job) -> None:
        """Complete one review."""
        key, name = loaded
        with self._connection.transaction(), self._connection.cursor() as cursor:
            row = cursor.execute(LOCK, [key]).fetchone()
            workflow = self._serializer.deserialize_json(row[0] if row else "")
            _complete(workflow, str(name), "agreed")
            cursor.execute(WRITE, [self._serializer.serialize_json(workflow), key])
            cursor.execute(AUDIT, [key, name, "official/x", "agreed"])

    def joined(self) -> tuple[int, int]:
        """Count the workflows whose decision is ready, once."""
        rows = self._connection.execute("SELECT state::text FROM workflow").fetchall()
        once = 0
        for row in rows:
            workflow = self._serializer.deserialize_json(row[0])
            once += len(workflow.get_tasks(state=TaskState.READY, spec_name="decide")) == 1
        return len(rows), once


def _complete(workflow: BpmnWorkflow, name: str, outcome: str) -> None:
    task = workflow.get_next_task(state=TaskState.READY, spec_name=name)
    task.data[name] = outcome
    task.run()
    workflow.do_engine_steps()


if __name__ == "__main__":
    serve(Spiff(sys.argv[1]))
