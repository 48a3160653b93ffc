"""A stored file as the rest of the system knows it."""

import uuid

from django.conf import settings
from django.db import models

from onewindow.documents.rules import NAME_LENGTH


class Document(models.Model):
    """One file somebody handed in or the system wrote. Its bytes are found by their digest.

    `uploaded_by` is the actor's stable code, which outlives the account; `size` is in bytes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=NAME_LENGTH)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    uploaded_by = models.CharField(max_length=200)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_sha256_hex"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="document_not_empty"),
            models.CheckConstraint(condition=~models.Q(name=""), name="document_named"),
            models.CheckConstraint(condition=~models.Q(media_type=""), name="document_typed"),
            models.CheckConstraint(condition=~models.Q(uploaded_by=""), name="document_has_actor"),
        ]

    def __str__(self) -> str:
        return self.name
