"""Take a file in, and hand one out.

The bytes are stored before the caller's transaction, the row is written inside it.
"""

import io
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import IO, BinaryIO

from django.utils.http import content_disposition_header

from onewindow.accounts.models import User
from onewindow.documents import rules, storage, uploads
from onewindow.documents.models import Document
from onewindow.documents.rules import INLINE
from onewindow.events.rules import Actor


@dataclass(frozen=True)
class Received:
    """A checked file whose bytes are durable; no row names it yet. `size` in bytes."""

    name: str
    media_type: str
    sha256: str
    size: int

    def record(self, *, by: User | Actor, at: datetime) -> Document:
        """Write the row; call it inside the transaction that needs the file."""
        account, actor = (by, by.actor) if isinstance(by, User) else (None, by)
        return Document.objects.create(
            sha256=self.sha256,
            name=self.name,
            size=self.size,
            media_type=self.media_type,
            uploaded_by=actor.code,
            account=account,
            created_at=at,
        )


@dataclass(frozen=True)
class Download:
    """An open file and the headers to send it with; close the file when it is sent."""

    file: BinaryIO
    headers: dict[str, str]


def receive(file: IO[bytes], *, name: str, groups: Collection[str] = ()) -> Received:
    """Check an upload and store it durably; raise UploadRefused, StorageFailed."""
    checked = uploads.check_upload(file, name=name, groups=groups)
    stored = storage.store_durably(file)
    return Received(checked.name, checked.media_type, stored.sha256, stored.size)


def receive_letter(content: bytes, *, name: str) -> Received:
    """Store a letter the system has written (PDF); raise StorageFailed."""
    stored = storage.store_durably(io.BytesIO(content))
    return Received(rules.clean_name(name), "application/pdf", stored.sha256, stored.size)


def open_download(document: Document, *, inline: bool = False) -> Download:
    """Open a document for sending; raise FileDamaged. Only PDF, PNG, JPEG are ever inline."""
    attached = not (inline and document.media_type in INLINE)
    disposition = content_disposition_header(attached, document.name)
    file = storage.open_document(document)
    # No charset: it would be a guess, text files come in UTF-8 and in GB 18030.
    headers = {
        "Content-Type": document.media_type,
        "Content-Length": str(document.size),
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return Download(file=file, headers=headers)
