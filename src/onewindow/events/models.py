"""The ledger's two tables: what happened, and where each chain ends."""

import pgtrigger
from django.db import models

APPEND_ONLY = """
RAISE EXCEPTION 'the ledger is append-only: % refused', TG_OP
    USING ERRCODE = 'integrity_constraint_violation';
"""


class Event(models.Model):
    """One thing that happened. Written by `events_append` in SQL, never changed, never deleted."""

    chain = models.TextField()
    seq = models.IntegerField()
    code = models.TextField()
    at = models.DateTimeField()
    actor = models.TextField()
    actor_name = models.TextField()
    unit = models.TextField(blank=True, default="")
    step = models.TextField(blank=True, default="")
    lifecycle = models.TextField(blank=True, default="")
    # Text, not jsonb: a verifier must hash the very bytes that were written.
    data = models.TextField(default="{}")
    prev_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="event_place_once"),
            models.CheckConstraint(
                condition=models.Q(lifecycle__in=["", "enabled", "start", "complete"]),
                name="event_lifecycle_known",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="append_only",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
                func=APPEND_ONLY,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq} {self.code}"


class Head(models.Model):
    """The last event of a chain; the row that `events_append` locks."""

    chain = models.TextField(primary_key=True)
    seq = models.IntegerField()
    hash = models.BinaryField()
    is_anchored = models.BooleanField(default=False)

    class Meta:
        db_table = "events_head"
        indexes = [
            # Anchoring costs what changed, not what exists; the column changes once per batch,
            # so that appending in between stays a heap-only update.
            models.Index(
                fields=["chain"],
                condition=models.Q(is_anchored=False),
                name="head_not_anchored",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq}"
