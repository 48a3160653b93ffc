"""What a request that carried a key was answered, so that sending it again does nothing twice."""

from django.db import models
from django.db.models.functions import Now


class KeptAnswer(models.Model):
    """The answer to one request of one account; its row is written with what the request did.

    `status` is None only inside the transaction that still works on it. `digest` tells another
    request with the same key apart. `body` is compressed.
    """

    pk = models.CompositePrimaryKey("owner", "key")
    owner = models.CharField(max_length=80)
    key = models.CharField(max_length=100)
    digest = models.BinaryField()
    at = models.DateTimeField(db_default=Now())
    status = models.PositiveSmallIntegerField(null=True)
    location = models.TextField(blank=True, default="")
    content_type = models.CharField(max_length=100, blank=True, default="")
    body = models.BinaryField(blank=True, default=b"")
    said = models.JSONField(default=list)

    class Meta:
        # What is swept is found by its age; rows come in that order, so a few pages of index do.
        indexes = [models.Index(fields=["at"], name="kept_answer_age")]

    def __str__(self) -> str:
        return f"{self.owner} {self.key}"
